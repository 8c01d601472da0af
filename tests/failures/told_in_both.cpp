// Real failures of a real pair in memory: what the one refuses and what the other is told, each in its window.
// Read before: words.hpp; support/endpoints.hpp.
#include <boost/test/unit_test.hpp>
#include <functional>

#include "failures/words.hpp"
#include "support/evil_conversation.hpp"
#include "support/scenes.hpp"

using namespace tests;
using trace::Fault;

namespace {

trace::Circumstances circumstances(const tls::Connection& end, const Recorder& events) {
  const bool client = end.role() == tls::Role::client;
  trace::Circumstances around = client ? client_window() : server_window();
  around.established = reached_connected(events);
  around.peer_has_spoken = end.peer_has_spoken();
  if (!end.session().peer_chain.empty()) around.certificate = end.session().peer_chain.front();
  return around;
}

/// What the window of one end says once everything is over.
struct Window {
  std::string words;
  Fault fault;
};

Window window(const tls::Connection& end, const Recorder& events) {
  const trace::Circumstances around = circumstances(end, events);
  BOOST_TEST_REQUIRE(end.failure().has_value());
  return {checked_words(*end.failure(), around), trace::fault_of(*end.failure(), around)};
}

struct Expected {
  std::string_view client;
  std::string_view server;
  Fault fault;  // as who refuses sees it
};

void expect(Pair& pair, const Expected& expected) {
  pair.run();
  const Window client = window(pair.client, pair.client_events);
  const Window server = window(pair.server, pair.server_events);
  const bool client_refuses = pair.client.failure()->origin == tls::Failure::Origin::ours;
  const Window& refusing = client_refuses ? client : server;
  const Window& told = client_refuses ? server : client;
  BOOST_TEST(client.words.find(expected.client) != std::string::npos, client.words);
  BOOST_TEST(server.words.find(expected.server) != std::string::npos, server.words);
  BOOST_TEST((refusing.fault == expected.fault));
  BOOST_TEST(agree(refusing.fault, told.fault));
}

void expect(const std::function<void(Setup&)>& change, const Expected& expected) {
  Setup setup;
  change(setup);
  Pair pair(std::move(setup));
  expect(pair, expected);
}

std::vector<std::shared_ptr<const tls::ExternalPsk>> shared_key(std::uint8_t byte) {
  return {std::make_shared<const tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("both of us")), crypto::Secret(base::Bytes(32, byte))})};
}

/// Whoever notices, and whoever is told.
void with_changed_byte(const Scene& scene, std::size_t number, std::size_t at) {
  const auto pair = scene.begin();
  converse(*pair, scene.script, [&](std::size_t which, Flight& flight) {
    if (which == number && at < flight.bytes.size()) flight.bytes[at] ^= 0x10U;
  });
  BOOST_TEST_CONTEXT(scene.name << ", flight " << number << " byte " << at << ": " << pair->describe()) {
    if (pair->client.failure()) window(pair->client, pair->client_events);
    if (pair->server.failure()) window(pair->server, pair->server_events);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(told_in_both)

BOOST_AUTO_TEST_CASE(nothing_in_common_says_what_each_side_has) {
  expect(
      [](Setup& s) {
        s.server.preferences.cipher_suites = {tls::CipherSuite::TLS_CHACHA20_POLY1305_SHA256};
        s.client.preferences.cipher_suites = {tls::CipherSuite::TLS_AES_128_GCM_SHA256};
      },
      {"no version, suite, group or signature in common",
       "no cipher suite in common; sent handshake_failure (40), §4.2.1.\n"
       "  It has TLS_AES_128_GCM_SHA256; we have TLS_CHACHA20_POLY1305_SHA256.\n",
       Fault::configuration});
  expect(
      [](Setup& s) {
        s.server.preferences.groups = {tls::NamedGroup::x25519, tls::NamedGroup::secp256r1};
        s.client.preferences.groups = s.client.key_shares = {tls::NamedGroup::secp521r1};
      },
      {"no version, suite, group or signature in common", "  It has secp521r1; we have x25519, secp256r1.\n",
       Fault::configuration});
  expect([](Setup& s) { s.client.preferences.signature_schemes = {tls::SignatureScheme::ed25519}; },
         {"no version, suite, group or signature in common",
          "no signature scheme in common with our certificate; sent handshake_failure (40), §4.3.3.\n"
          "  It has ed25519; we have ecdsa_secp256r1_sha256.\n",
          Fault::configuration});
  expect(
      [](Setup& s) {
        s.client.alpn = {"h2", "http/1.1"};
        s.server.alpn = {"vitrine/1"};
      },
      {"the server speaks no protocol (ALPN) that we offer", "  It has h2, http/1.1; we have vitrine/1.\n",
       Fault::configuration});
}

BOOST_AUTO_TEST_CASE(what_a_peer_calls_its_protocols_moves_no_cursor_and_is_not_endless) {
  expect(
      [](Setup& s) {
        s.client.alpn = {"\x1b[2J", "h2"};
        s.server.alpn = {"vitrine/1"};
      },
      {"no_application_protocol (120)", "It has \\x1b[2J, h2; we have", Fault::configuration});
  expect(
      [](Setup& s) {
        s.client.alpn = std::vector<std::string>(40, "protocol");
        s.server.alpn = {"vitrine/1"};
      },
      {"no_application_protocol (120)", " and 31 more.\n  We have vitrine/1.", Fault::configuration});
  expect(
      [](Setup& s) {
        s.client.alpn = {std::string(255, 'p')};
        s.server.alpn = {"vitrine/1"};
      },
      {"no_application_protocol (120)", "It has 1 that are too long to show; we have", Fault::configuration});
}

BOOST_AUTO_TEST_CASE(a_host_that_does_not_live_here) {
  expect(
      [](Setup& s) {
        s.server.unknown_name = tls::UnknownName::refuse;
        s.identity = {"other.example", ""};
      },
      {"the server knows no host of that name", "the client wants a host that does not live here; sent",
       Fault::configuration});
}

BOOST_AUTO_TEST_CASE(a_certificate_that_the_client_does_not_accept) {
  expect(
      [](Setup& s) {
        s.client.trust =
            std::make_shared<crypto::TrustAnchors>(crypto::TrustAnchors::from_pem(endpoint_file("stranger.pem")));
      },
      {"and you trust only", "the client does not trust our certificate", Fault::configuration});
  expect([](Setup& s) { s.identity = {"other.example", ""}; },
         {"not for \"localhost\"", "found fault with our certificate", Fault::configuration});
  expect([](Setup& s) { s.now += std::chrono::years(100); },
         {"your clock", "not in date by the client's clock", Fault::configuration});
}

BOOST_AUTO_TEST_CASE(a_client_that_does_not_show_who_it_is) {
  expect(
      [](Setup& s) {
        s.server.client_authentication = tls::ClientAuthentication::required;
        s.server.client_trust = s.client.trust;
      },
      {"lets in nobody without a certificate", "the client showed no certificate", Fault::configuration});
  expect(
      [](Setup& s) {
        s.server.client_authentication = tls::ClientAuthentication::required;
        s.server.client_trust =
            std::make_shared<crypto::TrustAnchors>(crypto::TrustAnchors::from_pem(endpoint_file("stranger.pem")));
        s.client.credentials = {credential("p256")};
      },
      {"unknown_ca (48)", "is by no CA that we trust; sent unknown_ca (48)", Fault::configuration});
}

BOOST_AUTO_TEST_CASE(a_shared_key_that_is_not_shared) {
  Setup setup;
  setup.client.external_psks = shared_key(1);
  setup.server.external_psks = shared_key(2);
  Pair pair(std::move(setup));
  pair.run();
  trace::Circumstances around = client_window();
  around.psk_file = "~/keys";
  const Window server = window(pair.server, pair.server_events);
  BOOST_TEST(checked_words(*pair.client.failure(), around).find("has not the same pre-shared key") !=
             std::string::npos);
  BOOST_TEST(server.words.find("names a pre-shared key that we know, and has another one") != std::string::npos,
             server.words);
  BOOST_TEST((server.fault == Fault::configuration));
  BOOST_TEST((trace::fault_of(*pair.client.failure(), around) == Fault::configuration));
}

BOOST_AUTO_TEST_CASE(any_byte_changed_on_the_way_has_words_on_both_sides) {
  for (const Scene* scene : {&plain_scene(), &retry_scene(), &client_certificate_scene(), &resumed_scene()}) {
    const std::vector<Flight> flights = converse(*scene->begin(), scene->script);
    for (std::size_t number = 0; number < flights.size(); ++number) {
      for (std::size_t at = 0; at < flights[number].bytes.size(); at += 7) with_changed_byte(*scene, number, at);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
