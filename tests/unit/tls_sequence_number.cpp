// Hostile row R28: the record sequence number at its end. RFC 9846 §5.3. Long before, a key is used up (§5.5):
// tests/scenario/key_updates.cpp.
#include <boost/test/unit_test.hpp>
#include <limits>

#include "tls_records.hpp"

using namespace tests;

namespace {

/// The private number of a RecordProtection, up to which nobody can count. Naming a private member is allowed where a
/// template is instantiated explicitly.
std::uint64_t& sequence_of(tls::RecordProtection& protection);
template <std::uint64_t tls::RecordProtection::* Member>
struct Reach {
  friend std::uint64_t& sequence_of(tls::RecordProtection& protection) { return protection.*Member; }
};
template struct Reach<&tls::RecordProtection::sequence_>;

constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max();

base::Bytes room_for_three() { return base::Bytes(3 + crypto::aead_tag_length); }

}  // namespace

BOOST_AUTO_TEST_CASE(R28_the_last_sequence_number_seals_nothing_and_does_not_wrap) {
  tls::RecordProtection sealing(record_keys(), crypto::Aead::Direction::seal);
  sequence_of(sealing) = last - 1;
  base::Bytes content = room_for_three();
  sealing.seal(header(23, content.size()), content);
  BOOST_TEST(sealing.sequence() == last);
  for (int i = 0; i < 3; ++i) {
    const auto abort = thrown<tls::Abort>([&] { sealing.seal(header(23, content.size()), content); });
    BOOST_TEST((abort.alert == tls::AlertDescription::internal_error));
    BOOST_TEST(abort.section == "5.3");
    BOOST_TEST(sealing.sequence() == last);
  }
}

BOOST_AUTO_TEST_CASE(R28_a_record_behind_the_last_sequence_number_is_not_taken_for_the_first) {
  tls::RecordProtection sealing(record_keys(), crypto::Aead::Direction::seal);
  base::Bytes first = room_for_three();
  sealing.seal(header(23, first.size()), first);
  sequence_of(sealing) = last - 1;
  base::Bytes second_last = room_for_three();
  sealing.seal(header(23, second_last.size()), second_last);

  tls::RecordProtection opening(record_keys(), crypto::Aead::Direction::open);
  sequence_of(opening) = last - 1;
  BOOST_TEST(opening.open(header(23, second_last.size()), second_last));
  BOOST_TEST(opening.sequence() == last);
  BOOST_TEST(!opening.open(header(23, first.size()), first));
  BOOST_TEST(opening.sequence() == last);
}
