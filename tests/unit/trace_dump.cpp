// trace/dump, trace/labels, trace/detail: every byte of a message, every event and every registry entry has words.
#include "trace/dump.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "base/printable.hpp"
#include "trace/detail.hpp"
#include "trace/labels.hpp"
#include "trace_events.hpp"

using namespace tests;
using trace::Detail;
using trace::Level;

namespace {

std::vector<std::string> dumped(const base::Bytes& raw) { return trace::dump(message_of(raw)); }

std::vector<std::string> told(const tls::Event& event, Level level = Level::bytes) {
  Detail detail{trace::Style{}};
  std::vector<std::string> lines = detail.on(event, level);
  // what is collected comes out with the next event
  for (std::string& line : detail.on(tls::Transition{"A", "", "B"}, level)) lines.push_back(std::move(line));
  if (!lines.empty()) lines.pop_back();
  return lines;
}

template <class E>
void every_entry_has_words() {
  for (const tls::Entry<E>& entry : tls::entries<E>()) {
    BOOST_TEST(!entry.name.empty());
    BOOST_TEST(entry.words.size() > 5u, entry.name);
    BOOST_TEST(entry.words == base::printable(entry.words), entry.name);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_dump)

BOOST_AUTO_TEST_CASE(a_server_hello_field_by_field) {
  const std::string key_share = "00 33 00 24 00 1d 00 20 bb bb bb bb … 40 bytes  x25519, key_exchange of 32 bytes";
  const std::vector<std::string> expected{
      "0000  msg_type, length              02 00 00 56  ServerHello, 86 bytes",
      "0004    legacy_version              03 03  TLS 1.2",
      "0006    random                      51 51 51 51 51 51 51 51 51 51 51 51 … 32 bytes",
      "0026    legacy_session_id_echo      00  0 bytes",
      "0027    cipher_suite                13 01  TLS_AES_128_GCM_SHA256",
      "0029    legacy_compression_method   00  null",
      "002a    extensions                  00 2e  46 bytes",
      "002c      supported_versions        00 2b 00 02 03 04  TLS 1.3",
      "0032      key_share                 " + key_share,
  };
  BOOST_TEST(dumped(server_hello()) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(lists_stand_on_one_line_with_their_names) {
  const std::vector<std::string> lines = dumped(client_hello());
  const auto suites = std::ranges::find_if(
      lines, [](const std::string& line) { return line.find("cipher_suites") != std::string::npos; });
  BOOST_REQUIRE((suites != lines.end()));
  BOOST_TEST(suites->find("00 06 13 01 13 02 13 03") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_certificate_is_named_and_its_bytes_shortened) {
  const std::vector<std::string> lines = dumped(certificate_message(certificate("good").der()));
  BOOST_TEST(lines.size() <= 6u);
  BOOST_TEST(lines.at(3).find("\"good\", signed by \"Test Root\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_cannot_be_read_is_no_error) {
  const base::Bytes nonsense(20, 0x30);
  BOOST_TEST(trace::certificate_words(nonsense) == "not a certificate that can be read");
}

BOOST_AUTO_TEST_CASE(a_message_that_does_not_decode_shows_its_header_and_its_bytes) {
  const base::Bytes cut{2, 0, 0, 2, 3, 3};
  const std::vector<std::string> lines = dumped(cut);
  BOOST_TEST(lines.size() == 2u);
  BOOST_TEST(lines.front().find("ServerHello, 2 bytes") != std::string::npos);
  BOOST_TEST(lines.back().find("03 03") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(grease_and_strangers_are_told_from_each_other) {
  BOOST_TEST(trace::meaning("cipher_suites", base::Bytes{0x0a, 0x0a}) == "GREASE (0x0a0a)");
  BOOST_TEST(trace::meaning("cipher_suites", base::Bytes{0x13, 0x09}) == "unknown (0x1309)");
  BOOST_TEST(trace::meaning("random", base::Bytes{1, 2}).empty());
}

BOOST_AUTO_TEST_CASE(each_kind_of_event_is_told_at_the_level_of_bytes) {
  const base::Bytes hello = server_hello();
  const base::Bytes value(32, 7);
  const tls::AlertSeen alert{tls::AlertLevel::fatal, tls::AlertDescription::decode_error};
  const std::vector<tls::Event> all{
      tls::RecordSkipped{100},
      record_received(10),
      record_sent(20),
      tls::MessageReceived{message_of(hello)},
      tls::MessageSent{message_of(hello)},
      tls::MessageUnpacked{message_of(hello)},
      tls::MessagePacked{message_of(hello)},
      tls::Transition{"START", "ClientHello", "RECVD_CH"},
      secret(tls::SecretKind::write_key, "write_key", value),
      passed("4.2.3", "legacy_version is 0x0303"),
      tls::Check{false, tls::AlertDescription::decode_error, "6", "a field is missing"},
      tls::AlertReceived{alert},
      tls::AlertSent{alert},
      tls::ConnectionFailed{tls::FailureOrigin::ours, alert.description, "6", "a field is missing"},
  };
  std::set<std::size_t> kinds;
  for (const tls::Event& event : all) {
    kinds.insert(event.index());
    BOOST_TEST(!told(event).empty(), event.index());
    BOOST_TEST(!told(event, Level::secrets).empty(), event.index());
    BOOST_TEST(told(event, Level::steps).empty(), event.index());
  }
  BOOST_TEST(kinds.size() == std::variant_size_v<tls::Event> - 2);  // and the two of the next case
}

BOOST_AUTO_TEST_CASE(the_header_on_the_wire_is_told_with_its_record_and_by_itself_where_that_is_refused) {
  const base::Bytes wire{0x17, 0x03, 0x03, 0x00, 0x20, 0xaa};
  for (const tls::Event& event : {tls::Event(tls::WireReceived{{wire}}), tls::Event(tls::WireSent{{wire}})}) {
    Detail detail{trace::Style{}};
    BOOST_TEST(detail.on(event, Level::bytes).empty());
    BOOST_TEST(detail.on(record_received(10), Level::bytes).front().find("17 03 03 00 20  ") != std::string::npos);
    detail.on(event, Level::bytes);
    const tls::Check failed{false, tls::AlertDescription::bad_record_mac, "5.2", "it is authentic"};
    BOOST_TEST(detail.on(failed, Level::bytes).front() == "◀ record 17 03 03 00 20");
  }
}

BOOST_AUTO_TEST_CASE(passed_checks_share_a_paragraph_and_a_failed_one_stands_alone) {
  Detail detail{trace::Style{}};
  detail.on(passed("4.2.3", "one"), Level::bytes);
  detail.on(passed("4.3.1", "two"), Level::bytes);
  const tls::Check failed{false, tls::AlertDescription::illegal_parameter, "4.3.8", "three"};
  const std::vector<std::string> expected{"✔ §4.2.3 one · §4.3.1 two", "✘ §4.3.8 three: illegal_parameter (47)"};
  BOOST_TEST(detail.on(failed, Level::bytes) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_rule_that_was_met_before_is_called_by_its_section) {
  Detail detail{trace::Style{}};
  detail.on(passed("4.2.3", "one"), Level::bytes);
  BOOST_TEST(detail.collected().front() == "✔ §4.2.3 one");
  detail.on(passed("4.2.3", "one"), Level::bytes);
  detail.on(passed("4.2.3", "two"), Level::bytes);
  BOOST_TEST(detail.collected().front() == "✔ §4.2.3 two · again §4.2.3");
}

BOOST_AUTO_TEST_CASE(every_kind_of_secret_has_a_formula_its_context_its_value_and_a_command_that_checks_it) {
  const base::Bytes value(32, 7);
  for (int kind = 0; kind <= static_cast<int>(tls::SecretKind::verify_data); ++kind) {
    const std::vector<std::string> lines =
        told(secret(static_cast<tls::SecretKind>(kind), "it", value), Level::secrets);
    BOOST_TEST_REQUIRE(lines.size() == 4u, kind);
    BOOST_TEST(lines[0].find("it") != std::string::npos, kind);
    BOOST_TEST(lines[0].ends_with(")"), kind);
    BOOST_TEST(lines[2].find("= 0707") != std::string::npos, kind);
    BOOST_TEST(lines[3].find("check:  openssl kdf ") != std::string::npos, kind);
  }
}

BOOST_AUTO_TEST_CASE(every_registry_entry_has_words) {
  every_entry_has_words<tls::ContentType>();
  every_entry_has_words<tls::ProtocolVersion>();
  every_entry_has_words<tls::HandshakeType>();
  every_entry_has_words<tls::CipherSuite>();
  every_entry_has_words<tls::NamedGroup>();
  every_entry_has_words<tls::SignatureScheme>();
  every_entry_has_words<tls::ExtensionType>();
  every_entry_has_words<tls::AlertDescription>();
}

BOOST_AUTO_TEST_SUITE_END()
