// trace/server_view: what the daemon's window shows, line by line.
#include "trace/server_view.hpp"

#include <boost/test/unit_test.hpp>

#include "base/printable.hpp"
#include "trace_events.hpp"

using namespace tests;
using trace::Level;
using trace::ServerView;
using namespace std::chrono_literals;

namespace {

struct Server {
  explicit Server(Level level = Level::steps) : view(screen.out(), {level, {}, [this] { return now += 100us; }}) {}
  std::chrono::microseconds now{-100};
  Screen screen;
  ServerView view;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_server_view)

BOOST_AUTO_TEST_CASE(a_good_handshake_line_by_line) {
  Server server;
  server.view.begin(1, "127.0.0.1:51544");
  server_handshake(server.view, "good.example");
  const std::vector<std::string> expected{
      "── session 1 from 127.0.0.1:51544 ─────────────────────────────────────────────────",
      " 0.0 ms ◀ ClientHello          147 B   START → RECVD_CH           §4.2.2",
      "          3 suites, groups x25519 secp256r1",
      "          key share x25519, name \"good.example\", ALPN vitrine/1",
      "          chosen: TLS_AES_128_GCM_SHA256, x25519 (first choices, no retry)",
      " 0.1 ms ▶ ServerHello           90 B   RECVD_CH → NEGOTIATED      §4.2.3",
      "          keys: shared secret + transcript → handshake keys       §7.1     🔒",
      " 0.2 ms ▶ EncryptedExtensions    6 B",
      " 0.3 ms ▶ Certificate          497 B   1 certificate",
      " 0.4 ms ▶ CertificateVerify     79 B   ecdsa_secp256r1_sha256 signature over the transcript so far",
      " 0.5 ms ▶ Finished              36 B   NEGOTIATED → WAIT_FLIGHT2 → WAIT_FINISHED",
      " 0.6 ms ◀ Finished              36 B   WAIT_FINISHED → CONNECTED  ✔ the client saw the same handshake",
      "✔ session 1 secure, 0.7 ms, 1 042 bytes",
  };
  BOOST_TEST(server.screen.lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(quiet_tells_that_a_session_is_secure_and_no_more) {
  Server server(Level::quiet);
  server.view.begin(1, "127.0.0.1:51544");
  server_handshake(server.view, "good.example");
  BOOST_TEST(server.screen.lines.size() == 1u);
  BOOST_TEST(server.screen.lines.front().starts_with("✔ session 1 secure"));
}

BOOST_AUTO_TEST_CASE(bytes_tell_each_record_field_check_and_state_in_few_lines) {
  Server server(Level::bytes);
  server.view.begin(1, "127.0.0.1:51544");
  server_handshake(server.view, "good.example");
  BOOST_TEST(server.screen.lines.size() <= 120u);
  BOOST_TEST(server.screen.shows("16 03 01 00 e1  type handshake, legacy_record_version TLS 1.0, length 225 bytes"));
  BOOST_TEST(server.screen.shows("cipher_suites"));
  BOOST_TEST(server.screen.shows("state START → RECVD_CH on ClientHello"));
  BOOST_TEST(server.screen.shows("keys: server_handshake_traffic_secret"));
  BOOST_TEST(!server.screen.shows("5e5e5e5e"));
}

BOOST_AUTO_TEST_CASE(secrets_tell_values_and_how_they_are_made) {
  Server server(Level::secrets);
  server_handshake(server.view, "good.example");
  BOOST_TEST(
      server.screen.shows("server_handshake_traffic_secret = Derive-Secret(handshake_secret, \"s hs traffic\", "
                          "ClientHello...ServerHello)"));
  BOOST_TEST(server.screen.shows("= 5e5e5e5e"));
}

BOOST_AUTO_TEST_CASE(a_name_that_the_certificate_does_not_carry_is_noted) {
  Server server;
  server_handshake(server.view, "elsewhere.example");
  BOOST_TEST(server.screen.shows(
      "note: the client asked for \"elsewhere.example\", and this certificate does not carry that name"));
}

BOOST_AUTO_TEST_CASE(a_refused_client_hello_is_still_shown_without_a_state_after_it) {
  Server server;
  receive(server.view, client_hello());
  server.view.on(tls::Check{false, tls::AlertDescription::handshake_failure, "4.2.1", "a cipher suite in common"});
  server.view.on(tls::AlertSent{{tls::AlertLevel::fatal, tls::AlertDescription::handshake_failure}});
  BOOST_TEST(server.screen.lines.size() == 3u);
  BOOST_TEST(server.screen.lines.front().find("ClientHello") != std::string::npos);
  BOOST_TEST(!server.screen.shows("→"));
}

BOOST_AUTO_TEST_CASE(a_retry_says_what_was_asked_for) {
  Server server;
  receive(server.view, client_hello());
  server.view.on(tls::Transition{"START", "ClientHello", "RECVD_CH"});
  server.view.on(tls::Transition{"RECVD_CH", "", "START_2"});
  send(server.view, hello_retry_request());
  BOOST_TEST(server.screen.shows("asked: the same again, with a key share for secp256r1"));
  BOOST_TEST(server.screen.lines.back().find("HelloRetryRequest") != std::string::npos);
  BOOST_TEST(server.screen.lines.back().find("RECVD_CH → START_2") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(groups_that_nobody_here_knows_are_counted_not_listed) {
  tls::ClientHello hello;
  hello.cipher_suites = {static_cast<tls::CipherSuite>(0x0a0a), tls::CipherSuite::TLS_AES_128_GCM_SHA256};
  tls::NamedGroupList groups;
  groups.named_group_list = {static_cast<tls::NamedGroup>(0x1a1a), tls::NamedGroup::x25519,
                             static_cast<tls::NamedGroup>(0x0100)};
  hello.extensions.add(groups);
  Server server;
  receive(server.view, tls::encode(hello));
  server.view.on(tls::Transition{"START", "ClientHello", "RECVD_CH"});
  BOOST_TEST(server.screen.shows("1 suite, groups x25519 and 1 other"));
  BOOST_TEST(server.screen.shows("key share none"));
  send(server.view, server_hello());
  BOOST_TEST(server.screen.shows("(first choices, no retry)"));
}

BOOST_AUTO_TEST_CASE(a_compressed_certificate_is_compared_with_the_name_asked_for_too) {
  const base::Bytes inside = certificate_message(certificate("good").der());
  Server server;
  receive(server.view, client_hello("other.example"));
  server.view.on(tls::Transition{"START", "ClientHello", "RECVD_CH"});
  server.view.on(tls::MessagePacked{message_of(inside)});
  send(server.view, tls::encode(tls::CompressedCertificate{
                        tls::CertificateCompressionAlgorithm::brotli, {500}, wire::Opaque<1, 16777215>(300, 1)}));
  BOOST_TEST(server.screen.shows("brotli, 500 bytes inside"));
  BOOST_TEST(server.screen.shows("note: the client asked for \"other.example\""));
}

BOOST_AUTO_TEST_CASE(what_happens_after_the_handshake_names_its_session) {
  Server server;
  server.view.begin(7, "127.0.0.1:1");
  server_handshake(server.view, "good.example");
  server.screen.lines.clear();
  receive(server.view, key_update());
  server.view.on(tls::Transition{"CONNECTED", "KeyUpdate", "CONNECTED"});
  server.view.on(tls::AlertReceived{{tls::AlertLevel::warning, tls::AlertDescription::close_notify}});
  const std::vector<std::string> expected{
      "◀ session 7 KeyUpdate: new receiving key (generation 1), the old one erased   §4.7.3",
      "◀ session 7 close_notify: the client has finished sending",
  };
  BOOST_TEST(server.screen.lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(names_that_the_client_sends_stay_harmless) {
  Server server(Level::bytes);
  server.view.begin(1, "127.0.0.1:1");
  server_handshake(server.view, "evil\x1b]0;title\x07\xe2\x80\xae");
  BOOST_TEST(server.screen.shows("evil\\x1b]0;title"));
  for (const std::string& line : server.screen.lines) {
    BOOST_TEST(line == base::printable(line), line);
  }
}

BOOST_AUTO_TEST_CASE(a_client_is_asked_who_it_is_and_its_answer_is_shown) {
  Server server;
  receive(server.view, certificate_message(certificate("good").der()));
  server.view.on(tls::Transition{"WAIT_CERT", "Certificate", "WAIT_CV"});
  receive(server.view, certificate_verify());
  server.view.on(tls::Transition{"WAIT_CV", "CertificateVerify", "WAIT_FINISHED"});
  receive(server.view, tls::encode(tls::Certificate{}));
  server.view.on(tls::Transition{"WAIT_CERT", "Certificate", "WAIT_FINISHED"});
  BOOST_TEST(server.screen.shows("          \"good\", signed by \"Test Root\""));
  BOOST_TEST(server.screen.shows("✔ the client holds that certificate's key"));
  BOOST_TEST(server.screen.shows("          the client has none to show"));
}

BOOST_AUTO_TEST_CASE(quiet_looks_into_no_message) {
  static int looks;
  const auto look = [](base::View raw) {
    ++looks;
    return tls::explain_message(raw);
  };
  looks = 0;
  const base::Bytes raw = client_hello();
  tls::Message hello = message_of(raw);
  hello.explain = look;
  Server server(Level::quiet);
  server.view.on(tls::MessageReceived{hello});
  server.view.on(tls::MessageSent{hello});
  server.view.on(tls::MessageUnpacked{hello});
  BOOST_TEST(looks == 0);
  server.view.set_level(Level::steps);
  server.view.on(tls::MessageReceived{hello});
  BOOST_TEST(looks > 0);
}

BOOST_AUTO_TEST_CASE(what_quiet_counted_is_right_when_steps_are_wanted_again) {
  Server server(Level::quiet);
  server.view.begin(7, "127.0.0.1:1");
  server_handshake(server.view, "good.example");
  receive(server.view, key_update());
  send(server.view, key_update());
  server.screen.lines.clear();
  server.view.set_level(Level::steps);
  receive(server.view, key_update());
  send(server.view, key_update());
  BOOST_TEST(server.screen.lines.size() == 2u);
  BOOST_TEST(server.screen.shows("new receiving key (generation 2)"));
  BOOST_TEST(server.screen.shows("new sending key (generation 2)"));
}

BOOST_AUTO_TEST_CASE(a_retry_that_was_asked_for_quietly_is_not_denied_later) {
  Server server(Level::quiet);
  receive(server.view, client_hello());
  send(server.view, hello_retry_request());
  server.view.set_level(Level::steps);
  receive(server.view, client_hello());
  send(server.view, server_hello());
  BOOST_TEST(server.screen.shows("after a retry"));
}

BOOST_AUTO_TEST_CASE(a_line_that_waited_when_it_became_quiet_is_not_told_later) {
  Server server;
  receive(server.view, client_hello("good.example"));
  server.view.on(tls::Transition{"START", "", "RECVD_CH"});
  server.view.set_level(Level::quiet);
  send(server.view, server_hello());
  server.view.set_level(Level::steps);
  receive(server.view, finished());
  server.view.on(tls::Transition{"WAIT_FINISHED", "Finished", "CONNECTED"});
  BOOST_TEST(!server.screen.shows("ClientHello"));
  BOOST_TEST(!server.screen.shows("START"));
  BOOST_TEST(server.screen.shows("Finished"));
}

BOOST_AUTO_TEST_SUITE_END()
