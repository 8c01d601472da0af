// What our client must bear, and what it must not, beyond tests/hostile: RFC 9846 §4.2.4, §4.3.1, §4.3.3, §4.3.5, §7.5.
// Read next: taken_by_server.cpp.
#include <boost/test/unit_test.hpp>

#include "hostile/server_flight.hpp"
#include "hostile/server_hello.hpp"
#include "support/scenes.hpp"

namespace {

using namespace tests;
using namespace tests::server_hello;
using Up = EvilServer::Up;

/// A ServerHello that is wrong in everything that it shares with a HelloRetryRequest, except for what `change` puts
/// right.
void refused_for(const Change<ServerHello>& change, const std::string& section, tls::AlertDescription alert) {
  EvilServer evil;
  ServerHello hello = evil.server_hello();
  hello.legacy_session_id_echo = {};
  hello.cipher_suite = static_cast<tls::CipherSuite>(0xc02f);
  hello.legacy_compression_method = 1;
  change(hello);
  evil.send(hello);
  expect_refusal(evil, {alert});
  BOOST_TEST(evil.victim.failure()->section == section);
}

// RSASSA-PSS with SHA-256 by the key of tests/vectors/endpoints/rsa2048.key, made with `openssl dgst -sigopt
// rsa_pss_saltlen:N`, over signed_text.
constexpr std::string_view signed_text = "The salt is as long as the hash.";
constexpr std::string_view salt_of_20 =
    "9ed8c60f2f567918b5cb99fe728e571f1871598fe8d2d3b607804eab091fbc18a667cf78494ebb9977e45754b5ae55b29f1f9118"
    "57e1f0fb7e1caad67f621ab05d4f4605559c3117619a7a775cf9184e69557955920b91496a6c6c1bb9ed8a4b8a0da1b6e70ddd6b"
    "ee06499655424a7d6669c67cad350ae6de1afe92f6574990a01911161499a36b982d7ef8398bd1116e63ca2f7bc8fc1ef746e7f8"
    "ac65fe759290ee79933739191c63b135ff94b66bab219b0b03faa9accfa75f941d7177306127e89942f41fe5c0630d4e84860756"
    "d7d6ebd1874c823d4d2738c8c99a88b01ba0b881854cf91ae4ead9d2df2386fa938bf9395f80c95334d3a6b90f12c60d";
constexpr std::string_view salt_of_32 =
    "35104848f4726382cb0cfbb037e2832f1a83f2ae2565db686133099af9fa0ef72f138ed2c7f69645ec6678b75c1328f844bc8c98"
    "109743bb882d76b8aa80d153e28ed784e0d100145aa088e97b80353286ab51869abd4279cf2eaed64a3bcf7388042bbb41ba5d7c"
    "896d15d8545fdae06fb14185fbf72dbcbada02f63fd64c4533ba80e37053d3cb9431f690e27f2f22d4f28cc49934456f59bc761e"
    "037603715192712e17dc0cef02a64125880c944c544cbb2663c24cd49e7db439cb0a2682b243068ec7dd425a6dc7f354a81a52d2"
    "324583132c186a36c8446c490fa3da73e5877895d8533b38e6da113b3aa3e012cdf9ea6bc6ed822693c06f6b463ec809";

}  // namespace

BOOST_AUTO_TEST_SUITE(taken)

BOOST_AUTO_TEST_CASE(a_hello_retry_request_is_held_to_the_rules_of_a_server_hello) {
  refused_retry([](HelloRetryRequest& retry) { retry.legacy_version = ProtocolVersion::TLS_1_3; }, {protocol_version});
  refused_retry([](HelloRetryRequest& retry) { retry.legacy_session_id_echo = {}; }, {illegal_parameter});
  refused_retry([](HelloRetryRequest& retry) { retry.cipher_suite = static_cast<tls::CipherSuite>(0x1304); },
                {illegal_parameter});
  refused_retry([](HelloRetryRequest& retry) { retry.legacy_compression_method = 1; }, {illegal_parameter});
  refused_retry([](HelloRetryRequest& retry) { remove(retry, ExtensionType::supported_versions); }, {protocol_version});
}

BOOST_AUTO_TEST_CASE(the_version_of_a_server_hello_is_judged_before_the_rest) {
  refused_for([](ServerHello& hello) { remove(hello, ExtensionType::supported_versions); }, "E.1", protocol_version);
  refused_for(
      [](ServerHello& hello) {
        hello.legacy_version = ProtocolVersion::TLS_1_3;
        set_body(hello, 43, "0303");
      },
      "4.3.1", illegal_parameter);
  refused_for([](ServerHello& hello) { hello.legacy_version = ProtocolVersion::TLS_1_3; }, "4.2.3", protocol_version);
}

BOOST_AUTO_TEST_CASE(a_servers_bad_point_is_illegal_parameter) {
  tls::ClientConfig config = client_config();
  config.key_shares = {NamedGroup::secp256r1};
  for (const std::size_t byte : {std::size_t{0}, std::size_t{1}, std::size_t{64}}) {
    EvilServer evil(config);
    evil.group = NamedGroup::secp256r1;
    ServerHello hello = evil.server_hello();
    auto share = *hello.extensions.get<tls::KeyShareServerHello>();
    share.server_share.key_exchange[byte] ^= 1U;
    hello.extensions.set(share);
    evil.send(hello);
    expect_refusal(evil, {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(a_pss_signature_with_a_salt_of_another_length_does_not_verify) {
  const crypto::PublicKey key = credential("rsa2048")->chain.front().public_key();
  const auto verifies = [&](std::string_view signature) {
    return key.verify(crypto::SignatureAlgorithm::rsa_pss_rsae_sha256, base::view_of(signed_text),
                      base::from_hex(signature));
  };
  BOOST_TEST(verifies(salt_of_32));
  BOOST_TEST(!verifies(salt_of_20));
}

BOOST_AUTO_TEST_CASE(oid_filters_are_passed_over) {
  tls::ClientConfig config = client_config();
  config.credentials = {credential("p256")};
  EvilServer evil(config);
  evil.run(Up::to_certificate);
  tls::CertificateRequest request = server_flight::good_request();
  request.extensions.push_back(server_flight::extension<tls::In::CR>(48, "000a052a0304050600023000"));
  evil.send(request);
  evil.run(Up::to_certificate, Up::to_the_end);
  expect_acceptance(evil);
  BOOST_TEST_REQUIRE(evil.heard.size() == 4U);
  BOOST_TEST(tls::decode<tls::Certificate>({tls::HandshakeType::certificate, evil.heard[1]}).certificate_list.size() ==
             1U);
}

BOOST_AUTO_TEST_CASE(what_is_thrown_and_is_no_exception_ends_the_connection_too) {
  tls::ClientConfig config = client_config();
  config.verify_chain = [](const crypto::ChainToVerify& /*question*/) -> crypto::ChainResult { throw 42; };
  EvilServer evil(config);
  evil.run(Up::to_certificate_verify);
  expect_refusal(evil, {internal_error});
}

BOOST_AUTO_TEST_CASE(a_failed_connection_has_nothing_to_give_any_more) {
  const auto pair = early_data_scene().begin();
  pair->run();
  BOOST_TEST_REQUIRE(pair->connected(), pair->describe());
  for (tls::Connection* one : {&pair->client, &pair->server}) {
    BOOST_TEST(one->export_keying_material("label", {}, 16).has_value());
    BOOST_TEST(one->export_early_keying_material("label", {}, 16).has_value());
    one->abort(internal_error);
    BOOST_TEST(one->state() == "Failed");
    BOOST_TEST(!one->export_keying_material("label", {}, 16).has_value());
    BOOST_TEST(!one->export_early_keying_material("label", {}, 16).has_value());
    BOOST_TEST(!one->send(base::view_of("more")));
    BOOST_TEST(!one->update_keys());
  }
  BOOST_TEST(pair->client.take_tickets().empty());
}

BOOST_AUTO_TEST_SUITE_END()
