// A server, and a client, with several certificates: which one is shown. RFC 9846 §4.5.1.2, RFC 6066 §3.
#include <boost/test/unit_test.hpp>

#include "support/endpoints.hpp"

namespace {

using namespace tests;
using enum tls::SignatureScheme;
using tls::AlertDescription;
using tls::SignatureScheme;
using Kinds = std::vector<std::string>;

crypto::ChainResult good(const crypto::ChainToVerify& /*question*/) { return {crypto::Verdict::good, "", {}}; }

tls::Credentials credentials(const Kinds& kinds) {
  tls::Credentials all;
  for (const std::string& kind : kinds) all.push_back(credential(kind));
  return all;
}

/// A server with these certificates, and a client that asks for `name` and takes any.
Setup having(const Kinds& kinds, const std::string& name) {
  Setup setup;
  setup.server.credentials = credentials(kinds);
  setup.client.verify_chain = good;
  setup.identity.host = name;
  return setup;
}

/// The kind of the certificate that the client saw.
void expect_shown(Setup setup, const std::string& kind) {
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  BOOST_TEST((pair.client.session().peer_chain.front().der() == credential(kind)->chain.front().der()),
             "not " << kind << " but " << pair.client.session().peer_chain.front().subject());
}

void expect_refused(Setup setup, AlertDescription alert, const std::string& words) {
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.server.failure().has_value(), pair.describe());
  BOOST_TEST((pair.server.failure()->alert == alert), pair.describe());
  BOOST_TEST(pair.server.failure()->text.find(words) != std::string::npos, pair.describe());
}

Setup verifying(Setup setup, const std::vector<SignatureScheme>& schemes) {
  setup.client.preferences.signature_schemes = schemes;
  return setup;
}

const Kinds every_kind{"rsa2048", "ed25519", "p384", "p256"};

}  // namespace

BOOST_AUTO_TEST_CASE(the_name_that_is_asked_for_decides) {
  expect_shown(having({"p256", "wild", "host"}, "localhost"), "p256");
  expect_shown(having({"p256", "wild", "host"}, "b.wild.example"), "wild");
}

BOOST_AUTO_TEST_CASE(the_name_itself_goes_before_a_wildcard) {
  expect_shown(having({"wild", "host"}, "a.wild.example"), "host");
  expect_shown(having({"wild", "host"}, "A.Wild.Example"), "host");
}

BOOST_AUTO_TEST_CASE(a_wildcard_goes_before_a_certificate_that_the_client_cannot_verify) {
  expect_shown(verifying(having({"host", "wild"}, "a.wild.example"), {ecdsa_secp256r1_sha256}), "wild");
}

BOOST_AUTO_TEST_CASE(among_those_for_the_name_our_best_scheme_decides) {
  expect_shown(having(every_kind, "localhost"), "p256");
  expect_shown(verifying(having(every_kind, "localhost"), {rsa_pss_rsae_sha256, ed25519}), "ed25519");
  expect_shown(verifying(having(every_kind, "localhost"), {rsa_pss_rsae_sha512}), "rsa2048");
  Setup setup = having(every_kind, "localhost");
  setup.server.preferences.signature_schemes = {rsa_pss_rsae_sha256, ecdsa_secp384r1_sha384};
  expect_shown(std::move(setup), "rsa2048");
}

BOOST_AUTO_TEST_CASE(of_two_that_are_equally_good_the_first_is_shown) {
  expect_shown(having({"p256", "wild"}, "127.0.0.1"), "p256");
  expect_shown(having({"wild", "p256"}, "127.0.0.1"), "wild");
}

BOOST_AUTO_TEST_CASE(without_a_name_every_certificate_is_a_candidate) {
  expect_shown(having({"host", "wild"}, "127.0.0.1"), "wild");
  expect_shown(verifying(having({"host", "wild"}, "127.0.0.1"), {ed25519}), "host");
}

BOOST_AUTO_TEST_CASE(an_unknown_name_gets_the_first_certificate_that_the_client_can_verify) {
  expect_shown(having({"rsa2048", "p256"}, "unknown.example"), "rsa2048");
  expect_shown(verifying(having({"rsa2048", "p384", "p256"}, "unknown.example"),
                         {ecdsa_secp256r1_sha256, ecdsa_secp384r1_sha384}),
               "p384");
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_refused_where_that_was_asked_for) {
  Setup setup = having({"p256", "wild"}, "unknown.example");
  setup.server.unknown_name = tls::UnknownName::refuse;
  expect_refused(setup, AlertDescription::unrecognized_name, "unknown.example");
  setup.identity.host = "b.wild.example";
  expect_shown(setup, "wild");
  setup.identity.host = "127.0.0.1";
  expect_shown(setup, "p256");
}

BOOST_AUTO_TEST_CASE(no_scheme_in_common_is_handshake_failure_and_says_what_there_was) {
  expect_refused(verifying(having({"p256", "p384", "rsa2048"}, "localhost"), {ed25519}),
                 AlertDescription::handshake_failure,
                 "it has ed25519; we have ecdsa_secp256r1_sha256, ecdsa_secp384r1_sha384, rsa_pss_rsae_sha256");
  // Another name's certificate would not help.
  expect_refused(verifying(having({"wild", "ed25519"}, "a.wild.example"), {ed25519}),
                 AlertDescription::handshake_failure, "we have ecdsa_secp256r1_sha256");
}

BOOST_AUTO_TEST_CASE(the_choice_is_the_same_after_a_hello_retry_request) {
  Setup setup = having({"p256", "wild", "host"}, "a.wild.example");
  setup.server.preferences.groups = {tls::NamedGroup::secp384r1};
  expect_shown(std::move(setup), "host");
}

namespace {

/// A client with these certificates, and a server that asks and takes any.
Setup asked(const Kinds& kinds) {
  Setup setup;
  setup.client.credentials = credentials(kinds);
  setup.server.client_authentication = tls::ClientAuthentication::requested;
  setup.server.verify_client_chain = good;
  return setup;
}

void expect_answered(Setup setup, const std::string& kind) {
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  const auto& chain = pair.server.session().peer_chain;
  BOOST_TEST_REQUIRE(chain.size() == (kind.empty() ? 0U : 1U));
  BOOST_TEST((kind.empty() || chain.front().der() == credential(kind)->chain.front().der()), "not " << kind);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_client_shows_a_certificate_that_the_server_can_verify) {
  expect_answered(asked(every_kind), "p256");
  Setup setup = asked(every_kind);
  setup.server.preferences.signature_schemes = {rsa_pss_rsae_sha384, ecdsa_secp256r1_sha256};
  setup.client.preferences.signature_schemes = {rsa_pss_rsae_sha384};
  setup.server.credentials = credentials({"rsa2048"});
  expect_answered(std::move(setup), "rsa2048");
}

BOOST_AUTO_TEST_CASE(a_client_prefers_a_certificate_of_a_ca_that_the_server_names) {
  Setup setup = asked({"wild", "ed25519"});
  setup.server.client_trust = client_config().trust;
  expect_answered(std::move(setup), "ed25519");
}

BOOST_AUTO_TEST_CASE(a_client_shows_what_it_has_where_no_ca_that_the_server_names_fits) {
  Setup setup = asked({"host", "wild"});
  setup.server.client_trust = client_config().trust;
  expect_answered(std::move(setup), "wild");
}

BOOST_AUTO_TEST_CASE(a_client_with_nothing_that_fits_shows_nothing) {
  Setup setup = asked({"host", "ed25519"});
  setup.server.preferences.signature_schemes = {ecdsa_secp256r1_sha256};
  expect_answered(std::move(setup), "");
}
