// Which of several certificates is shown, as far as the signatures inside them decide, and which are believed:
// RFC 9846 §4.3.3, §4.5.1.2, §4.5.1.3. Read next: tests/scenario/several_certificates.cpp.
#include <boost/test/unit_test.hpp>

#include "hostile/server_flight.hpp"
#include "support/evil_client.hpp"

namespace {

using namespace tests;
using namespace tests::server_flight;

constexpr auto rsa_pkcs1_sha1 = static_cast<SignatureScheme>(0x0201);

std::string file_signed_otherwise(const std::string& name) { return endpoint_file("../signed_otherwise/" + name); }

std::vector<crypto::Certificate> chain_of(const std::string& name) {
  return crypto::Certificate::all_from_pem(file_signed_otherwise(name + ".pem"));
}

/// A P-256 key of localhost whose certificate was signed by an RSA root: with "sha256", "sha1" or "md5".
std::shared_ptr<const tls::Credential> signed_with(const std::string& hash) {
  return std::make_shared<tls::Credential>(
      tls::Credential{chain_of(hash), crypto::PrivateKey::from_pem(file_signed_otherwise(hash + ".key"))});
}

tls::ClientConfig client_of_the_rsa_root() {
  tls::ClientConfig config = client_config();
  config.trust =
      std::make_shared<crypto::TrustAnchors>(crypto::TrustAnchors::from_pem(file_signed_otherwise("root.pem")));
  return config;
}

tls::ServerConfig showing(tls::Credentials credentials) {
  tls::ServerConfig config = server_config();
  config.credentials = std::move(credentials);
  return config;
}

/// What is shown to a client that can verify these signatures inside certificates.
base::Bytes shown_to(const tls::ServerConfig& config, const std::vector<SignatureScheme>& in_certificates) {
  EvilClient evil(config);
  tls::ClientHello hello = evil.hello();
  hello.extensions.add(tls::SignatureSchemeListCert{{}, {in_certificates.begin(), in_certificates.end()}});
  evil.say(hello);
  if (evil.victim.status() == tls::Status::failed) {
    BOOST_TEST((evil.victim.failure()->alert == handshake_failure));
    return {};
  }
  BOOST_TEST_REQUIRE(evil.heard.size() >= 3U);
  const auto message = tls::decode<Certificate>({tls::HandshakeType::certificate, evil.heard[2]});
  return message.certificate_list.front().cert_data;
}

base::Bytes der_of(const tls::Credential& credential) { return credential.chain.front().der(); }

/// The client takes these bytes for the server's certificate.
void certificate_refused_as(const base::Bytes& der, const tls::ClientConfig& config, tls::AlertDescription alert) {
  EvilServer evil(config);
  evil.run(Up::to_certificate);
  Certificate message = evil.certificate();
  message.certificate_list.front().cert_data = wire::Opaque<1, 16777215>(base::View(der));
  evil.send(message);
  expect_refusal(evil, {alert});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(certificates)

BOOST_AUTO_TEST_CASE(a_chain_signed_with_rsa_pkcs1_sha256_is_good) {
  Setup setup;
  setup.client = client_of_the_rsa_root();
  setup.server = showing({signed_with("sha256")});
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST(pair.connected(), pair.describe());
}

BOOST_AUTO_TEST_CASE(a_chain_signed_with_md5_is_bad_certificate) {
  certificate_refused_as(der_of(*signed_with("md5")), client_of_the_rsa_root(), bad_certificate);
}

BOOST_AUTO_TEST_CASE(a_key_of_an_unknown_kind_is_unsupported_certificate) {
  tls::ClientConfig config = client_config();
  config.verify_chain = [](const crypto::ChainToVerify& /*question*/) {
    return crypto::ChainResult{crypto::Verdict::good, "", {}};
  };
  const base::Bytes ec_public_key = base::from_hex("06072a8648ce3d0201");
  base::Bytes der = der_of(*credential("p256"));
  const auto kind = std::search(der.begin(), der.end(), ec_public_key.begin(), ec_public_key.end());
  BOOST_TEST_REQUIRE((kind != der.end()));
  kind[8] = 0x7f;
  certificate_refused_as(der, config, unsupported_certificate);
}

BOOST_AUTO_TEST_CASE(the_end_entity_comes_first) {
  std::vector<crypto::Certificate> chain = chain_of("sha256");
  chain.push_back(chain_of("root").front());
  const auto long_chain = std::make_shared<tls::Credential>(
      tls::Credential{chain, crypto::PrivateKey::from_pem(file_signed_otherwise("sha256.key"))});
  const base::Bytes first = shown_to(showing({long_chain}), {SignatureScheme::rsa_pkcs1_sha256});
  BOOST_TEST((first == chain.front().der()));
}

BOOST_AUTO_TEST_CASE(a_certificate_whose_key_may_not_sign_is_not_configured) {
  const tls::ServerConfig server = showing({signed_with("agreement")});
  SeededRandom random(1);
  BOOST_CHECK_THROW(tls::Connection::server(std::make_shared<tls::ServerConfig>(server), random, now()),
                    std::invalid_argument);
  tls::ClientConfig client = client_config();
  client.credentials = server.credentials;
  BOOST_CHECK_THROW(
      tls::Connection::client(std::make_shared<tls::ClientConfig>(client), {"localhost", ""}, random, now()),
      std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(of_two_chains_the_one_whose_signatures_the_peer_verifies_is_shown) {
  const auto by_rsa = signed_with("sha256");
  const auto by_ecdsa = credential("p256");
  const tls::ServerConfig config = showing({by_rsa, by_ecdsa});
  const std::vector rsa{SignatureScheme::rsa_pkcs1_sha256};
  const std::vector ecdsa{SignatureScheme::ecdsa_secp256r1_sha256};
  BOOST_TEST((shown_to(config, {rsa[0], ecdsa[0]}) == der_of(*by_rsa)));
  BOOST_TEST((shown_to(config, rsa) == der_of(*by_rsa)));
  BOOST_TEST((shown_to(config, ecdsa) == der_of(*by_ecdsa)));
  BOOST_TEST((shown_to(config, {SignatureScheme::ed25519}) == der_of(*by_rsa)));  // neither: the first, all the same
}

BOOST_AUTO_TEST_CASE(a_client_shows_the_chain_whose_signatures_the_server_verifies) {
  tls::ClientConfig config = client_config();
  config.credentials = {credential("p256"), signed_with("sha256")};
  EvilServer evil(config);
  evil.run(Up::to_certificate);
  CertificateRequest request = good_request();
  request.extensions.add(tls::SignatureSchemeListCert{{}, {SignatureScheme::rsa_pkcs1_sha256}});
  evil.send(request);
  evil.run(Up::to_certificate, Up::to_the_end);
  expect_acceptance(evil);
  const auto message = tls::decode<Certificate>({tls::HandshakeType::certificate, evil.heard.at(1)});
  BOOST_TEST((message.certificate_list.front().cert_data == der_of(*signed_with("sha256"))));
}

BOOST_AUTO_TEST_CASE(a_chain_signed_with_sha_1_is_shown_to_nobody_who_does_not_ask) {
  const auto old = signed_with("sha1");
  const auto other = credential("p256");
  const std::vector all{rsa_pkcs1_sha1, SignatureScheme::ecdsa_secp256r1_sha256};
  BOOST_TEST(shown_to(showing({old}), {SignatureScheme::rsa_pkcs1_sha256}).empty());
  BOOST_TEST((shown_to(showing({old}), all) == der_of(*old)));
  BOOST_TEST((shown_to(showing({old, other}), all) == der_of(*other)));
  BOOST_TEST((shown_to(showing({old, other}), {SignatureScheme::ed25519}) == der_of(*other)));
  BOOST_TEST(shown_to(showing({signed_with("md5")}), all).empty());
}

BOOST_AUTO_TEST_SUITE_END()
