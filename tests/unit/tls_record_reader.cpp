// common/tls/record/record_reader.hpp: every limit of RFC 9846 §5, from both sides of it.
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/thrown.hpp"
#include "tls_records.hpp"

using namespace tests;
using enum tls::AlertDescription;

namespace {

constexpr std::uint8_t ccs = 20, alert = 21, handshake = 22, data = 23;

void is_refused_plain(base::View bytes, tls::AlertDescription with) {
  Reader reader;
  (void)reader.read(plain_record(handshake, base::Bytes{1}));
  is_refused(reader, bytes, with);
}
void is_refused_protected(base::View bytes, tls::AlertDescription with) {
  Protected reader;
  is_refused(reader, bytes, with);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_record_reader)

BOOST_AUTO_TEST_CASE(a_plaintext_record_is_read) {
  Reader reader;
  const auto record = reader.read(plain_record(handshake, base::Bytes{1, 2, 3}));
  BOOST_TEST_REQUIRE(record.has_value());
  BOOST_TEST((record->type == tls::ContentType::handshake));
  BOOST_TEST(!record->is_protected);
  BOOST_TEST(record->wire_length == 8U);
  BOOST_TEST(base::to_hex(record->content) == "010203");
  BOOST_TEST(!reader.next().has_value());
}

BOOST_AUTO_TEST_CASE(the_version_of_a_record_is_ignored) {
  for (const auto version : {"0300", "0301", "0303", "0304", "ffff"}) {
    Reader reader;
    BOOST_TEST(reader.read(base::from_hex("16" + std::string(version) + "0001 01")).has_value(), version);
  }
}

BOOST_AUTO_TEST_CASE(a_plaintext_record_has_at_most_2_to_the_14_bytes) {
  Reader reader;
  BOOST_TEST(reader.read(plain_record(handshake, base::Bytes(16384, 1))).has_value());
  is_refused_plain(header(handshake, 16385), record_overflow);
  is_refused_plain(header(alert, 0xffff), record_overflow);
}

BOOST_AUTO_TEST_CASE(a_protected_record_has_at_most_2_to_the_14_bytes_of_content) {
  Protected reader;
  Sealer sealer;
  const auto record = reader.read(sealer.record(data, base::Bytes(16384, 1)));
  BOOST_TEST_REQUIRE(record.has_value());
  BOOST_TEST(record->content.size() == 16384U);
  is_refused(reader, sealer.record(data, base::Bytes(16385, 1)), record_overflow);
}

BOOST_AUTO_TEST_CASE(padding_counts_towards_the_limit) {
  Protected reader;
  Sealer sealer;
  const auto record = reader.read(sealer.record(data, base::Bytes(84, 1), 16300));
  BOOST_TEST_REQUIRE(record.has_value());
  BOOST_TEST(record->padding == 16300U);
  is_refused(reader, sealer.record(data, base::Bytes(84, 1), 16301), record_overflow);
}

BOOST_AUTO_TEST_CASE(a_limit_of_our_own_counts_content_type_and_padding) {
  Protected reader;
  Sealer sealer;
  reader.limit(64);
  BOOST_TEST(reader.read(sealer.record(data, base::Bytes(63, 1))).has_value());
  BOOST_TEST(reader.read(sealer.record(data, base::Bytes(60, 1), 3)).has_value());
  is_refused(reader, sealer.record(data, base::Bytes(60, 1), 4), record_overflow);
}

BOOST_AUTO_TEST_CASE(a_limit_holds_for_the_record_that_was_read_last_and_for_no_unprotected_one) {
  Reader plain;
  (void)plain.read(plain_record(handshake, base::Bytes(100, 1)));
  plain.limit(64);
  BOOST_TEST(plain.read(plain_record(handshake, base::Bytes(100, 1))).has_value());

  Protected reader;
  (void)reader.read(Sealer().record(data, base::Bytes(64, 1)));
  const auto abort = thrown<tls::Abort>([&] { reader.limit(64); });
  BOOST_TEST((abort.alert == record_overflow));
}

BOOST_AUTO_TEST_CASE(a_ciphertext_has_at_most_256_bytes_more) {
  Protected reader;
  BOOST_TEST(!reader.read(header(data, 16384 + 256)).has_value());
  BOOST_TEST(reader.has_fragment());
  is_refused_protected(header(data, 16384 + 257), record_overflow);
  // room for expansion is no room for content: 2^14 + 256 - 16 bytes are inside
  is_refused_protected(Sealer().record(base::Bytes(16384 + 240, 1)), record_overflow);
}

BOOST_AUTO_TEST_CASE(padding_is_taken_off_and_counted) {
  Protected reader;
  Sealer sealer;
  for (const std::size_t padding : {0U, 1U, 15U, 1000U}) {
    const base::Bytes content{7, 0, 0};  // zeros of the content are not padding
    const auto record = reader.read(sealer.record(data, content, padding));
    BOOST_TEST_REQUIRE(record.has_value());
    BOOST_TEST(record->padding == padding);
    BOOST_TEST(base::to_hex(record->content) == "070000");
    BOOST_TEST((record->type == tls::ContentType::application_data));
  }
}

BOOST_AUTO_TEST_CASE(a_record_of_zeros_alone_is_refused) {
  is_refused_protected(Sealer().record(base::Bytes(100, 0)), unexpected_message);
  is_refused_protected(Sealer().record(base::Bytes{}), unexpected_message);
}

BOOST_AUTO_TEST_CASE(only_application_data_may_be_empty) {
  Protected reader;
  Sealer sealer;
  const auto record = reader.read(sealer.record(data, {}, 3));
  BOOST_TEST_REQUIRE(record.has_value());
  BOOST_TEST(record->content.empty());
  is_refused(reader, sealer.record(handshake, {}), unexpected_message);
  is_refused_protected(Sealer().record(alert, {}, 5), unexpected_message);
  for (const std::uint8_t type : {ccs, alert, handshake}) is_refused_plain(header(type, 0), unexpected_message);
}

BOOST_AUTO_TEST_CASE(inside_a_protected_record_there_are_three_types) {
  Protected reader;
  Sealer sealer;
  for (const std::uint8_t type : {alert, handshake, data}) {
    const auto record = reader.read(sealer.record(type, base::Bytes{1, 2}));
    BOOST_TEST_REQUIRE(record.has_value());
    BOOST_TEST(static_cast<int>(record->type) == type);
  }
  for (int type = 1; type < 256; ++type) {
    if (type == alert || type == handshake || type == data) continue;
    is_refused_protected(Sealer().record(static_cast<std::uint8_t>(type), base::Bytes{1}), unexpected_message);
  }
}

BOOST_AUTO_TEST_CASE(outside_there_are_four_types) {
  for (int type = 0; type < 256; ++type) {
    if (type >= ccs && type <= data) continue;
    is_refused_plain(header(static_cast<std::uint8_t>(type), 1), unexpected_message);
  }
}

BOOST_AUTO_TEST_CASE(a_first_byte_that_is_no_type_is_told_in_words) {
  Reader reader;
  const auto abort = thrown<tls::Abort>([&] { (void)reader.read(base::view_of("GET / HTTP/1.1\r\nHost: x")); });
  BOOST_TEST((abort.alert == unexpected_message));
  BOOST_TEST(abort.text == "plain HTTP (\"GET / HTTP/1.1\")");
  Reader other;
  BOOST_TEST(thrown<tls::Abort>([&] { (void)other.read(base::view_of("S")); }).text == "not TLS (\"S\")");
}

BOOST_AUTO_TEST_CASE(application_data_needs_keys_and_handshake_records_must_use_them) {
  is_refused_plain(header(data, 17), unexpected_message);
  is_refused_protected(plain_record(handshake, base::Bytes{1}), unexpected_message);
}

BOOST_AUTO_TEST_CASE(a_change_cipher_spec_between_protected_records_counts_for_nothing) {
  Protected reader;
  Sealer sealer;
  BOOST_TEST(reader.read(sealer.record(data, base::Bytes{1})).has_value());
  const auto between = reader.read(plain_record(ccs, base::Bytes{1}));
  BOOST_TEST_REQUIRE(between.has_value());
  BOOST_TEST(!between->is_protected);
  const auto after = reader.read(sealer.record(data, base::Bytes{2}));
  BOOST_TEST_REQUIRE(after.has_value());
  BOOST_TEST(after->sequence == 1U);
}

BOOST_AUTO_TEST_CASE(any_changed_bit_of_a_protected_record_is_refused) {
  const base::Bytes good = Sealer().record(data, base::Bytes{1, 2, 3});
  for (std::size_t bit = 8; bit < good.size() * 8; ++bit) {
    if (bit / 8 == 3 || bit / 8 == 4) continue;  // the length: another record, or not yet one
    base::Bytes changed = good;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    is_refused_protected(changed, bad_record_mac);
  }
}

BOOST_AUTO_TEST_CASE(a_record_shorter_than_its_tag_is_refused) {
  for (std::size_t size = 0; size < 16; ++size) {
    is_refused_protected(base::concat({header(data, size), base::Bytes(size, 1)}), bad_record_mac);
  }
}

BOOST_AUTO_TEST_CASE(records_come_in_their_order_and_once) {
  Sealer sealer;
  const base::Bytes first = sealer.record(data, base::Bytes{1});
  const base::Bytes second = sealer.record(data, base::Bytes{2});
  is_refused_protected(second, bad_record_mac);
  Protected reader;
  BOOST_TEST(reader.read(first).has_value());
  is_refused(reader, first, bad_record_mac);
}

BOOST_AUTO_TEST_CASE(a_new_key_counts_from_zero) {
  Protected reader;
  Sealer sealer;
  BOOST_TEST(reader.read(sealer.record(data, base::Bytes{1}))->sequence == 0U);
  BOOST_TEST(reader.read(sealer.record(data, base::Bytes{1}))->sequence == 1U);
  reader.change_key(record_keys(2));
  Sealer next(record_keys(2));
  BOOST_TEST(reader.read(next.record(data, base::Bytes{1}))->sequence == 0U);
}

BOOST_AUTO_TEST_CASE(records_may_arrive_byte_by_byte_or_all_at_once) {
  for (const bool bytewise : {true, false}) {
    Protected reader;
    Sealer sealer;
    base::Bytes wire_bytes;
    for (std::uint8_t i = 1; i <= 5; ++i) base::append(wire_bytes, sealer.record(data, base::Bytes(i, i)));
    std::vector<std::string> contents;
    const auto take = [&] {
      while (const auto record = reader.next()) contents.push_back(base::to_hex(record->content));
    };
    if (!bytewise) reader.give(wire_bytes);
    for (const std::uint8_t& byte : wire_bytes) {
      if (bytewise) reader.give({&byte, 1});
      take();
    }
    BOOST_TEST((contents == std::vector<std::string>{"01", "0202", "030303", "04040404", "0505050505"}));
    BOOST_TEST(!reader.has_fragment());
  }
}

BOOST_AUTO_TEST_CASE(a_cleared_reader_has_neither_input_nor_keys) {
  Protected reader;
  reader.give(base::Bytes{23, 3, 3});
  BOOST_TEST(reader.has_fragment());
  reader.clear();
  BOOST_TEST(!reader.has_fragment());
  BOOST_TEST(!reader.is_protected());
}

BOOST_AUTO_TEST_SUITE_END()
