// Mutual TLS in memory: RFC 9846 §4.4.2, §4.5.1. Who is asked, what is answered, and what becomes of it.
#include <boost/test/unit_test.hpp>

#include "support/endpoints.hpp"

namespace {

using namespace tests;
using tls::ClientAuthentication;

crypto::ChainResult good(const crypto::ChainToVerify& /*question*/) { return {crypto::Verdict::good, "", {}}; }

crypto::ChainResult stranger(const crypto::ChainToVerify& /*question*/) {
  return {crypto::Verdict::unknown_ca, "signed by nobody we know", {}};
}

Setup asking(ClientAuthentication what, const tls::VerifyChain& verify = good) {
  Setup setup;
  setup.server.client_authentication = what;
  setup.server.verify_client_chain = verify;
  return setup;
}

void with_certificate(Setup& setup, const std::string& kind) { setup.client.credentials = {credential(kind)}; }

void is_refused(Setup setup, tls::AlertDescription alert) {
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.server.failure().has_value(), pair.describe());
  BOOST_TEST((pair.server.failure()->alert == alert), pair.describe());
  BOOST_TEST_REQUIRE(pair.client.failure().has_value());
  BOOST_TEST((pair.client.failure()->origin == tls::Failure::Origin::peer));
  BOOST_TEST((pair.client.failure()->alert == alert), pair.describe());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_client_certificate_of_every_kind_is_taken) {
  for (const std::string kind : {"p256", "p384", "ed25519", "rsa2048"}) {
    for (const auto what : {ClientAuthentication::requested, ClientAuthentication::required}) {
      Setup setup = asking(what);
      with_certificate(setup, kind);
      Pair pair(std::move(setup));
      pair.run();
      BOOST_TEST_REQUIRE(pair.connected(), kind << ": " << pair.describe());
      BOOST_TEST(pair.server.session().peer_chain.size() == 1U);
      BOOST_TEST(pair.server.session().peer_chain.front().subject() == "localhost");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_ask_is_not_told) {
  Setup setup = asking(ClientAuthentication::none);
  with_certificate(setup, "p256");
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  BOOST_TEST(pair.server.session().peer_chain.empty());
}

BOOST_AUTO_TEST_CASE(an_empty_answer_is_enough_where_a_certificate_is_only_wished_for) {
  Pair pair(asking(ClientAuthentication::requested));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  BOOST_TEST(pair.server.session().peer_chain.empty());
}

BOOST_AUTO_TEST_CASE(an_empty_answer_is_refused_with_certificate_required) {
  is_refused(asking(ClientAuthentication::required), tls::AlertDescription::certificate_required);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_fits_no_scheme_of_the_server_is_not_shown) {
  Setup setup = asking(ClientAuthentication::required);
  setup.server.preferences.signature_schemes = {tls::SignatureScheme::ecdsa_secp256r1_sha256};
  with_certificate(setup, "ed25519");
  is_refused(std::move(setup), tls::AlertDescription::certificate_required);
}

BOOST_AUTO_TEST_CASE(a_certificate_of_an_unknown_ca_is_refused_even_where_none_is_required) {
  for (const auto what : {ClientAuthentication::requested, ClientAuthentication::required}) {
    Setup setup = asking(what, stranger);
    with_certificate(setup, "p256");
    is_refused(std::move(setup), tls::AlertDescription::unknown_ca);
  }
}

BOOST_AUTO_TEST_CASE(a_server_certificate_does_not_authenticate_a_client) {
  Setup setup = asking(ClientAuthentication::required);
  setup.server.verify_client_chain = nullptr;
  setup.server.client_trust = client_config().trust;
  with_certificate(setup, "p256");  // its extended key usage is serverAuth
  is_refused(std::move(setup), tls::AlertDescription::unsupported_certificate);
}

BOOST_AUTO_TEST_CASE(a_client_that_signs_with_another_key_is_refused) {
  Setup setup = asking(ClientAuthentication::required);
  auto mixed =
      std::make_shared<tls::Credential>(tls::Credential{crypto::Certificate::all_from_pem(endpoint_file("p256.pem")),
                                                        crypto::PrivateKey::from_pem(endpoint_file("p384.key"))});
  setup.client.credentials = {mixed};
  is_refused(std::move(setup), tls::AlertDescription::illegal_parameter);
}
