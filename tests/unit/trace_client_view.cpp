// trace/client_view: what the client's terminal shows, line by line.
#include "trace/client_view.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "trace_events.hpp"

using namespace tests;
using trace::ClientView;
using trace::Level;

namespace {

struct Client {
  explicit Client(Level level = Level::steps, trace::Style style = {})
      : view(screen.out(), {level, style, "localhost", "ca.pem"}) {}
  Screen screen;
  ClientView view;
};

/// As far as the Certificate message.
void until_certificate(tls::EventSink& sink, base::View der) {
  send(sink, client_hello());
  receive(sink, server_hello());
  sink.on(tls::Transition{"WAIT_SH", "ServerHello", "WAIT_EE"});
  receive(sink, certificate_message(der));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_client_view)

BOOST_AUTO_TEST_CASE(a_good_handshake_is_six_numbered_lines) {
  Client client;
  client_handshake(client.view);
  const std::vector<std::string> expected{
      "  1 ▶ ClientHello         what I can do, and my x25519 key share",
      "  2 ◀ ServerHello         its key share: both now hold one secret        🔒 encrypted from here",
      "  3 ◀ Certificate         \"good\", signed by \"Test Root\"",
      "  4 ✔ chain and name      leads to ca.pem, in date, matches localhost",
      "  5 ✔ CertificateVerify   the server really holds that certificate's key",
      "  6 ✔ Finished            nobody changed a byte of this handshake",
  };
  BOOST_TEST(client.screen.lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_compressed_certificate_is_told_by_what_is_inside) {
  Client client;
  const base::Bytes inside = certificate_message(certificate("good").der());
  send(client.view, client_hello());
  receive(client.view, tls::encode(tls::CompressedCertificate{
                           tls::CertificateCompressionAlgorithm::zstd, {500}, wire::Opaque<1, 16777215>(300, 1)}));
  client.view.on(tls::MessageUnpacked{message_of(inside)});
  client.view.on(tls::Transition{"WAIT_CERT_CR", "CompressedCertificate", "WAIT_CV"});
  BOOST_TEST(client.screen.shows(
      "  2 ◀ Certificate         \"good\", signed by \"Test Root\" (zstd: 300 bytes instead of 500)"));
  BOOST_TEST(client.screen.shows("  3 ✔ chain and name"));
}

BOOST_AUTO_TEST_CASE(what_came_beside_the_certificate_is_told_as_not_verified) {
  tls::Certificate message;
  message.certificate_list.resize(1);
  message.certificate_list.front().cert_data = wire::Opaque<1, 16777215>(certificate("good").der());
  auto& extensions = message.certificate_list.front().extensions;
  extensions.add(tls::CertificateStatus{{}, tls::CertificateStatusType::ocsp, wire::Opaque<1, 16777215>(471, 0x30)});
  extensions.add(tls::SignedCertificateTimestampList{{}, {{{1, 2, 3}}, {{4}}}});
  Client client;
  send(client.view, client_hello());
  receive(client.view, tls::encode(message));
  client.view.on(tls::Transition{"WAIT_CERT_CR", "Certificate", "WAIT_CV"});
  BOOST_TEST(client.screen.lines.size() == 5u);
  BOOST_TEST(client.screen.lines.at(3) == "    ◀ OCSP response       471 bytes about revocation, not verified here");
  BOOST_TEST(client.screen.lines.at(4) == "    ◀ SCT                 2 certificate timestamps, not verified here");
}

BOOST_AUTO_TEST_CASE(quiet_says_nothing) {
  Client client(Level::quiet);
  client_handshake(client.view);
  BOOST_TEST(client.screen.lines.empty());
}

BOOST_AUTO_TEST_CASE(without_utf8_everything_is_ascii) {
  Client client(Level::bytes, {.utf8 = false});
  client_handshake(client.view);
  for (const std::string& line : client.screen.lines) {
    for (const char c : line) BOOST_TEST((c >= 0x20 && c < 0x7f), line);
  }
  BOOST_TEST(client.screen.shows("  1 -> ClientHello"));
  BOOST_TEST(client.screen.shows("[enc] encrypted from here"));
  BOOST_TEST(client.screen.shows("  6 ok Finished"));
}

BOOST_AUTO_TEST_CASE(colour_adds_to_the_signs_and_replaces_none) {
  Client plain;
  Client coloured(Level::steps, {.utf8 = true, .colour = true});
  client_handshake(plain.view);
  client_handshake(coloured.view);
  BOOST_TEST(coloured.screen.shows("\x1b[32m✔\x1b[0m"));
  BOOST_TEST(!plain.screen.shows("\x1b"));
}

BOOST_AUTO_TEST_CASE(a_hello_retry_request_adds_one_line) {
  Client client;
  send(client.view, client_hello());
  receive(client.view, hello_retry_request());
  client.view.on(tls::Transition{"WAIT_SH", "HelloRetryRequest", "START_2"});
  client.view.on(tls::Transition{"START_2", "", "WAIT_SH_2"});
  send(client.view, client_hello());
  receive(client.view, server_hello());
  client.view.on(tls::Transition{"WAIT_SH_2", "ServerHello", "WAIT_EE"});
  BOOST_TEST(client.screen.lines.size() == 3u);
  BOOST_TEST(client.screen.lines.at(1) ==
             "    ◀ HelloRetryRequest   asks for secp256r1   ▶ ClientHello again, with that");
  BOOST_TEST(client.screen.lines.at(2).starts_with("  2 ◀ ServerHello"));
}

BOOST_AUTO_TEST_CASE(an_unknown_ca_is_refused_in_step_four) {
  Client client;
  until_certificate(client.view, certificate("good").der());
  client.view.on(tls::Check{false, tls::AlertDescription::unknown_ca, "4.5.1.3", "chain and name"});
  client.view.on(tls::AlertSent{{tls::AlertLevel::fatal, tls::AlertDescription::unknown_ca}});
  BOOST_TEST(client.screen.lines.size() == 4u);
  BOOST_TEST(client.screen.lines.back() == "  4 ✘ chain               no CA in ca.pem made this certificate");
}

BOOST_AUTO_TEST_CASE(a_message_that_breaks_a_rule_is_not_shown_as_accepted) {
  Client client;
  send(client.view, client_hello());
  receive(client.view, server_hello());
  client.view.on(
      tls::Check{false, tls::AlertDescription::illegal_parameter, "4.2.3", "cipher_suite is one we offered"});
  BOOST_TEST(client.screen.lines.size() == 2u);
  BOOST_TEST(client.screen.lines.back() == "  2 ✘ ServerHello         cipher_suite is one we offered");
}

BOOST_AUTO_TEST_CASE(a_refusal_without_a_check_is_told_by_its_alert_once) {
  Client client;
  send(client.view, client_hello());
  receive(client.view, finished());
  client.view.on(tls::AlertSent{{tls::AlertLevel::fatal, tls::AlertDescription::unexpected_message}});
  BOOST_TEST(client.screen.lines.size() == 2u);
  BOOST_TEST(client.screen.lines.back() == "  2 ✘ Finished            I refused: unexpected_message (10)");
}

BOOST_AUTO_TEST_CASE(an_alert_of_the_server_is_named) {
  Client client;
  send(client.view, client_hello());
  client.view.on(tls::AlertReceived{{tls::AlertLevel::fatal, tls::AlertDescription::handshake_failure}});
  BOOST_TEST(client.screen.lines.back() == "  2 ✘ alert               the server refused: handshake_failure (40)");
}

BOOST_AUTO_TEST_CASE(key_updates_are_counted_in_each_direction) {
  Client client;
  client_handshake(client.view);
  client.screen.lines.clear();
  send(client.view, key_update());
  send(client.view, key_update());
  receive(client.view, key_update(tls::KeyUpdateRequest::update_requested));
  const std::vector<std::string> expected{
      "  ▶ KeyUpdate   new sending key (generation 1), the old one erased   §4.7.3",
      "  ▶ KeyUpdate   new sending key (generation 2), the old one erased   §4.7.3",
      "  ◀ KeyUpdate   new receiving key (generation 1), the old one erased; asks for mine, too   §4.7.3",
  };
  BOOST_TEST(client.screen.lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(who_says_goodbye_first_is_seen) {
  const tls::AlertSeen goodbye{tls::AlertLevel::warning, tls::AlertDescription::close_notify};
  Client leaving;
  leaving.view.on(tls::AlertSent{goodbye});
  leaving.view.on(tls::AlertReceived{goodbye});
  BOOST_TEST(leaving.screen.lines.at(0) == "  ▶ close_notify    I have finished sending");
  BOOST_TEST(leaving.screen.lines.at(1) == "  ◀ close_notify    so has the server");
  Client left;
  left.view.on(tls::AlertReceived{goodbye});
  left.view.on(tls::AlertSent{goodbye});
  BOOST_TEST(left.screen.lines.at(0) == "  ◀ close_notify    the server has finished sending");
  BOOST_TEST(left.screen.lines.at(1) == "  ▶ close_notify    so have I");
}

BOOST_AUTO_TEST_CASE(the_level_can_change_in_the_middle) {
  Client client(Level::quiet);
  send(client.view, client_hello());
  client.view.set_level(Level::steps);
  receive(client.view, server_hello());
  client.view.on(tls::Transition{"WAIT_SH", "ServerHello", "WAIT_EE"});
  BOOST_TEST(client.screen.lines.size() == 1u);
  BOOST_TEST(client.screen.lines.front().starts_with("  2 ◀ ServerHello"));
}

BOOST_AUTO_TEST_CASE(values_of_secrets_are_asked_for_at_their_level_alone) {
  BOOST_TEST(!Client(Level::bytes).view.wants_secrets());
  BOOST_TEST(Client(Level::secrets).view.wants_secrets());
}

BOOST_AUTO_TEST_CASE(a_certificate_name_cannot_move_the_cursor) {
  base::Bytes der = certificate("good").der();
  // the common name of the subject, four letters behind its type and length
  const std::string_view name = "good";
  const auto first = std::search(der.begin(), der.end(), name.begin(), name.end());
  BOOST_REQUIRE((first != der.end()));
  const std::string_view hostile = "\x1b[2J";
  std::copy(hostile.begin(), hostile.end(), first);
  Client client(Level::bytes);
  until_certificate(client.view, der);
  client.view.on(tls::Transition{"WAIT_CERT_CR", "Certificate", "WAIT_CV"});
  BOOST_TEST(client.screen.shows("\\x1b[2J"));
  BOOST_TEST(!client.screen.shows("\x1b"));
}

BOOST_AUTO_TEST_CASE(a_server_that_asks_who_we_are_adds_one_line) {
  Client client;
  send(client.view, certificate_message(certificate("good").der()));
  send(client.view, tls::encode(tls::Certificate{}));
  const std::vector<std::string> expected{
      "    ▶ Certificate         it asked who I am, and I showed \"good\", signed by \"Test Root\"",
      "    ▶ Certificate         it asked who I am, and I have none to show",
  };
  BOOST_TEST(client.screen.lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
