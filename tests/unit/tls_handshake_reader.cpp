// common/tls/record/handshake_reader.hpp: messages however they were cut and joined. RFC 9846 §5.1.
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/thrown.hpp"
#include "tls/record/handshake_reader.hpp"

using namespace vitrine;
using tls::HandshakeReader;

namespace {

constexpr std::size_t limit = 1000;

base::Bytes message(std::uint8_t type, std::size_t size) {
  const base::Bytes header = tls::handshake_header(static_cast<tls::HandshakeType>(type), size);
  return base::concat({header, base::Bytes(size, type)});
}

std::vector<std::string> all_of(HandshakeReader& reader) {
  std::vector<std::string> found;
  while (const auto next = reader.next()) found.push_back(base::to_hex(next->raw));
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_handshake_reader)

BOOST_AUTO_TEST_CASE(messages_come_out_whole_wherever_they_were_cut) {
  const base::Bytes first = message(8, 5);
  const base::Bytes second = message(20, 0);
  const base::Bytes third = message(11, 300);
  const base::Bytes joined = base::concat({first, second, third});
  const std::vector<std::string> expected{base::to_hex(first), base::to_hex(second), base::to_hex(third)};
  for (std::size_t cut = 0; cut <= joined.size(); ++cut) {
    HandshakeReader reader(limit);
    reader.add(base::View(joined).first(cut));
    std::vector<std::string> found = all_of(reader);
    reader.add(base::View(joined).subspan(cut));
    for (const std::string& more : all_of(reader)) found.push_back(more);
    BOOST_TEST(found == expected, "cut at " << cut);
    BOOST_TEST(reader.at_boundary());
  }
}

BOOST_AUTO_TEST_CASE(messages_may_come_byte_by_byte) {
  HandshakeReader reader(limit);
  std::size_t found = 0;
  for (const std::uint8_t byte : base::concat({message(8, 5), message(20, 32)})) {
    reader.add({&byte, 1});
    found += all_of(reader).size();
  }
  BOOST_TEST(found == 2U);
}

BOOST_AUTO_TEST_CASE(the_boundary_is_where_no_byte_waits) {
  HandshakeReader reader(limit);
  BOOST_TEST(reader.at_boundary());
  reader.add(base::concat({message(8, 2), base::Bytes{20}}));
  BOOST_TEST(!reader.at_boundary());
  BOOST_TEST(reader.next().has_value());
  BOOST_TEST(!reader.at_boundary());
  BOOST_TEST(!reader.next().has_value());
  reader.add(base::Bytes{0, 0, 0});
  BOOST_TEST(reader.next().has_value());
  BOOST_TEST(reader.at_boundary());
}

BOOST_AUTO_TEST_CASE(type_and_body_are_told_apart) {
  HandshakeReader reader(limit);
  reader.add(message(20, 3));
  const auto next = reader.next();
  BOOST_TEST_REQUIRE(next.has_value());
  BOOST_TEST((next->type == tls::HandshakeType::finished));
  BOOST_TEST(base::to_hex(next->body()) == "141414");
}

BOOST_AUTO_TEST_CASE(a_message_of_the_limit_is_read_and_one_byte_more_is_refused_at_its_header) {
  HandshakeReader reader(limit);
  reader.add(message(11, limit));
  BOOST_TEST(reader.next().has_value());
  reader.add(tls::handshake_header(tls::HandshakeType::certificate, limit + 1));
  BOOST_TEST(tests::thrown<tls::Abort>([&] { (void)reader.next(); }).text ==
             "a handshake message is no longer than our limit; found: 1001 bytes, where 1000 are allowed");
}

BOOST_AUTO_TEST_CASE(a_length_of_three_bytes_is_read_to_its_top) {
  HandshakeReader reader(0x00ffffff - 1);
  reader.add(base::from_hex("0bffffff"));
  BOOST_CHECK_THROW((void)reader.next(), tls::Abort);
}

BOOST_AUTO_TEST_CASE(a_cleared_reader_begins_anew) {
  HandshakeReader reader(limit);
  reader.add(base::Bytes{1, 0});
  reader.clear();
  BOOST_TEST(reader.at_boundary());
  reader.add(message(20, 1));
  BOOST_TEST(reader.next().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
