// Early data that a server did not accept, dropped by common/tls/record/record_reader.hpp. RFC 9846 §4.3.10.
#include <boost/test/unit_test.hpp>

#include "tls_records.hpp"

using namespace tests;
using enum tls::AlertDescription;

namespace {

constexpr std::uint8_t handshake = 22, data = 23;

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_skipped_early_data)

BOOST_AUTO_TEST_CASE(early_data_is_skipped_within_its_budget) {
  Protected reader;
  reader.skip_early_data(100);
  const base::Bytes foreign = Sealer(record_keys(9)).record(data, base::Bytes(22, 1));  // 39 bytes
  BOOST_TEST(!reader.read(foreign).has_value());
  BOOST_TEST(!reader.read(foreign).has_value());
  is_refused(reader, foreign, unexpected_message);
}

BOOST_AUTO_TEST_CASE(skipping_ends_with_the_first_record_that_opens) {
  Protected reader;
  reader.skip_early_data(1000);
  const base::Bytes foreign = Sealer(record_keys(9)).record(data, base::Bytes(22, 1));
  BOOST_TEST(!reader.read(foreign).has_value());
  const auto good = reader.read(Sealer().record(handshake, base::Bytes{1}));
  BOOST_TEST_REQUIRE(good.has_value());
  BOOST_TEST(good->sequence == 0U);
  is_refused(reader, foreign, bad_record_mac);
}

BOOST_AUTO_TEST_CASE(early_data_is_skipped_before_there_are_keys_too) {
  Reader reader;
  (void)reader.read(plain_record(handshake, base::Bytes{1}));
  reader.skip_early_data(100);
  BOOST_TEST(!reader.read(plain_record(data, base::Bytes(50, 1))).has_value());
  BOOST_TEST(reader.read(plain_record(handshake, base::Bytes{1})).has_value());
}

BOOST_AUTO_TEST_CASE(what_was_to_be_skipped_before_a_key_is_not_skipped_under_it) {
  Reader reader;
  (void)reader.read(plain_record(handshake, base::Bytes{1}));
  reader.skip_early_data(1000);
  reader.change_key(record_keys());
  is_refused(reader, plain_record(data, base::Bytes(50, 1)), bad_record_mac);
}

BOOST_AUTO_TEST_SUITE_END()
