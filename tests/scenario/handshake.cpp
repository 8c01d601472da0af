// A client and a server in memory: every suite, group and certificate, with and without a retry, cut and joined.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/endpoints.hpp"

namespace {

using namespace tests;
using tls::CipherSuite;
using tls::NamedGroup;

constexpr std::array suites{CipherSuite::TLS_AES_128_GCM_SHA256, CipherSuite::TLS_AES_256_GCM_SHA384,
                            CipherSuite::TLS_CHACHA20_POLY1305_SHA256};
constexpr std::array groups{NamedGroup::X25519MLKEM768, NamedGroup::SecP256r1MLKEM768, NamedGroup::x25519,
                            NamedGroup::secp256r1,      NamedGroup::secp384r1,         NamedGroup::secp521r1};
constexpr std::array kinds{"p256", "p384", "ed25519", "rsa2048"};

Setup setup_for(CipherSuite suite, NamedGroup group, const std::string& kind) {
  Setup setup;
  setup.server = server_config(kind);
  setup.server.preferences.cipher_suites = {suite};
  setup.server.preferences.groups = {group};
  setup.client.preferences.groups = {groups.begin(), groups.end()};
  return setup;
}

std::string chat(Pair& pair) {
  const std::string question = "who are you?";
  const std::string answer(40000, 'a');
  BOOST_TEST(pair.client.send(base::view_of(question)));
  pair.run();
  BOOST_TEST(base::text_of(pair.server_got) == question);
  BOOST_TEST(pair.server.send(base::view_of(answer)));
  pair.run();
  return std::string(base::text_of(pair.client_got));
}

void say_goodbye(Pair& pair) {
  pair.client.close();
  pair.run();
  BOOST_TEST((pair.server.status() == tls::Status::peer_closed));
  pair.server.close();
  pair.run();
  BOOST_TEST((pair.client.status() == tls::Status::peer_closed));
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_suite_group_and_certificate_connects_with_and_without_a_retry) {
  for (const CipherSuite suite : suites) {
    for (const NamedGroup group : groups) {
      for (const std::string kind : kinds) {
        BOOST_TEST_CONTEXT(tls::name_of(suite) << " " << tls::name_of(group) << " " << kind) {
          Pair pair(setup_for(suite, group, kind));
          pair.run();
          BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
          const auto shares = setup_for(suite, group, kind).client.key_shares;
          BOOST_TEST(pair.client.session().hello_retry_request == (std::ranges::find(shares, group) == shares.end()));
          BOOST_TEST((pair.client.session().cipher_suite == suite));
          BOOST_TEST((pair.server.session().group == group));
          BOOST_TEST(chat(pair) == std::string(40000, 'a'));
          say_goodbye(pair);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(by_default_the_hybrid_is_agreed_on_without_a_retry) {
  Pair pair;
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  BOOST_TEST((pair.client.session().group == NamedGroup::X25519MLKEM768));
  BOOST_TEST(!pair.client.session().hello_retry_request);
}

BOOST_AUTO_TEST_CASE(a_peer_without_hybrids_gets_x25519_without_a_retry) {
  const std::vector<NamedGroup> classic{NamedGroup::x25519, NamedGroup::secp256r1};
  Setup old_server;
  old_server.server.preferences.groups = classic;
  Setup old_client;
  old_client.client.preferences.groups = classic;
  old_client.client.key_shares = {NamedGroup::x25519};
  for (const Setup& setup : {old_server, old_client}) {
    Pair pair(setup);
    pair.run();
    BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
    BOOST_TEST((pair.client.session().group == NamedGroup::x25519));
    BOOST_TEST(!pair.server.session().hello_retry_request);
  }
}

BOOST_AUTO_TEST_CASE(the_server_takes_the_first_of_its_own_groups_that_has_a_share) {
  Setup setup;
  setup.server.preferences.groups = {NamedGroup::SecP256r1MLKEM768, NamedGroup::x25519, NamedGroup::X25519MLKEM768};
  Pair pair(setup);
  pair.run();
  BOOST_TEST((pair.server.session().group == NamedGroup::x25519));
}

BOOST_AUTO_TEST_CASE(both_sides_derive_the_same_secrets) {
  Pair pair;
  pair.run();
  for (const std::string name :
       {"early_secret", "handshake_secret", "main_secret", "client_handshake_traffic_secret",
        "server_handshake_traffic_secret", "client_application_traffic_secret", "server_application_traffic_secret"}) {
    BOOST_TEST(!pair.client_events.secret(name).empty(), name);
    BOOST_TEST(base::to_hex(pair.client_events.secret(name)) == base::to_hex(pair.server_events.secret(name)), name);
  }
}
