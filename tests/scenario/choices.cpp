// Choices that a server's program makes: whose order counts, the application protocol, the names it asks with, and
// whether it says that it used the client's name for it. RFC 9846 §4.2.1, §4.3.4; RFC 7301 §3.2; RFC 6066 §3.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/endpoints.hpp"
#include "support/resumption.hpp"
#include "tls/abort.hpp"
#include "tls/message/handshake.hpp"

namespace {

using namespace tests;
using tls::CipherSuite;

tls::CipherSuite chosen(tls::OrderOf order) {
  Setup setup;
  setup.client.preferences.cipher_suites = {CipherSuite::TLS_CHACHA20_POLY1305_SHA256,
                                            CipherSuite::TLS_AES_128_GCM_SHA256};
  setup.server.cipher_suite_order = order;
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  return *pair.server.session().cipher_suite;
}

Setup offering(const tls::ChooseProtocol& choose) {
  Setup setup;
  setup.client.alpn = {"foo", "bar"};
  setup.server.alpn = {"foo"};
  setup.server.choose_protocol = choose;
  return setup;
}

std::string protocol(const tls::ChooseProtocol& choose) {
  Pair pair(offering(choose));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  BOOST_TEST(pair.client.session().alpn == pair.server.session().alpn);
  return pair.server.session().alpn;
}

void refuses_with(tls::AlertDescription alert, const tls::ChooseProtocol& choose) {
  Pair pair(offering(choose));
  pair.run();
  BOOST_TEST_REQUIRE(pair.client.failure().has_value());
  BOOST_TEST((pair.client.failure()->alert == alert), pair.describe());
}

/// The message of type M that the client got, whole; empty: none came.
template <class M>
class Caught final : public tls::EventSink {
 public:
  std::optional<M> message;
  void on(const tls::Event& event) override {
    const auto* received = std::get_if<tls::MessageReceived>(&event);
    if (received == nullptr || received->name != M::name) return;
    message = vitrine::wire::read_all<M>(received->raw.subspan(tls::handshake_header_length), "the end");
  }
};

/// What our client is told by such a server.
template <class M>
M caught(tls::ServerConfig config, tls::ServerIdentity whom = {.host = "localhost", .server_name = ""}) {
  Caught<M> sink;
  SeededRandom client_random(1);
  SeededRandom server_random(2);
  auto client = tls::Connection::client(std::make_shared<tls::ClientConfig>(client_config()), std::move(whom),
                                        client_random, now(), &sink);
  auto server = tls::Connection::server(std::make_shared<tls::ServerConfig>(std::move(config)), server_random, now());
  server.receive(client.output());
  client.receive(server.output());
  BOOST_TEST_REQUIRE(sink.message.has_value());
  return *sink.message;
}

std::vector<base::Bytes> names_asked_with(const std::optional<std::vector<base::Bytes>>& names) {
  tls::ServerConfig config = server_config();
  config.client_authentication = tls::ClientAuthentication::requested;
  config.client_trust = client_config().trust;
  config.certificate_authorities = names;
  std::vector<base::Bytes> asked;
  const auto request = caught<tls::CertificateRequest>(std::move(config));
  const auto extension = request.extensions.get<tls::CertificateAuthoritiesExtension>();
  if (extension) asked.assign(extension->authorities.size(), {});
  for (std::size_t i = 0; i < asked.size(); ++i) asked[i] = extension->authorities[i].distinguished_name;
  return asked;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_order_of_the_server_decides_unless_it_leaves_that_to_the_client) {
  BOOST_TEST((chosen(tls::OrderOf::server) == CipherSuite::TLS_AES_128_GCM_SHA256));
  BOOST_TEST((chosen(tls::OrderOf::client) == CipherSuite::TLS_CHACHA20_POLY1305_SHA256));
}

BOOST_AUTO_TEST_CASE(a_program_chooses_the_application_protocol_in_place_of_the_list) {
  BOOST_TEST(protocol([](const auto& offered) { return std::optional(offered.back()); }) == "bar");
  BOOST_TEST(protocol([](const auto&) { return std::nullopt; }).empty());
}

BOOST_AUTO_TEST_CASE(a_program_refuses_every_application_protocol_with_an_alert_of_its_choice) {
  refuses_with(tls::AlertDescription::access_denied, [](const auto&) -> std::optional<std::string> {
    throw tls::Abort(tls::AlertDescription::access_denied, "6.2", "not for you");
  });
}

BOOST_AUTO_TEST_CASE(a_program_that_chooses_no_name_at_all_is_an_internal_error) {
  for (const std::string& name : {std::string(), std::string(256, 'a')}) {
    refuses_with(tls::AlertDescription::internal_error, [name](const auto&) { return std::optional(name); });
  }
}

BOOST_AUTO_TEST_CASE(certificates_are_asked_for_with_the_names_of_the_trusted_cas_or_with_given_ones) {
  const std::vector<base::Bytes> given{{0x30, 0x01, 0x00}, {0x30, 0x00}};
  BOOST_TEST((names_asked_with(std::nullopt) == client_config().trust->distinguished_names()));
  BOOST_TEST((names_asked_with(given) == given));
  BOOST_TEST(names_asked_with(std::vector<base::Bytes>{}).empty());
}

BOOST_AUTO_TEST_CASE(a_server_name_is_acknowledged_unless_the_program_made_no_use_of_it) {
  for (const bool used : {true, false}) {
    tls::ServerConfig config = server_config();
    config.acknowledge_server_name = used;
    const auto message = caught<tls::EncryptedExtensions>(std::move(config));
    BOOST_TEST(message.extensions.has(tls::ExtensionType::server_name) == used);
  }
}

BOOST_AUTO_TEST_CASE(a_resumed_session_has_its_server_name_from_before_and_it_is_not_acknowledged_again) {
  const Setup setup = setup_with_tickets();
  const auto message = caught<tls::EncryptedExtensions>(setup.server, with_ticket(setup));
  BOOST_TEST(!message.extensions.has(tls::ExtensionType::server_name));
}

BOOST_AUTO_TEST_CASE(a_key_signs_with_what_its_credential_says_in_that_order_whatever_we_verify) {
  using enum tls::SignatureScheme;
  const auto signed_with = [](const std::vector<tls::SignatureScheme>& schemes) {
    Setup setup;
    setup.server = server_config("rsa2048");
    setup.server.credentials = {std::make_shared<tls::Credential>(
        tls::Credential{.chain = crypto::Certificate::all_from_pem(endpoint_file("rsa2048.pem")),
                        .key = crypto::PrivateKey::from_pem(endpoint_file("rsa2048.key")),
                        .signature_schemes = schemes})};
    setup.server.preferences.signature_schemes = {ed25519, rsa_pss_rsae_sha256};
    Pair pair(std::move(setup));
    pair.run();
    return pair.client.session().signature_scheme;
  };
  BOOST_TEST((signed_with({}) == rsa_pss_rsae_sha256));
  BOOST_TEST((signed_with({rsa_pss_rsae_sha512, rsa_pss_rsae_sha256}) == rsa_pss_rsae_sha512));
  BOOST_TEST((signed_with({ecdsa_secp256r1_sha256, rsa_pss_rsae_sha384}) == rsa_pss_rsae_sha384));
  BOOST_TEST((signed_with({rsa_pkcs1_sha256}) == std::nullopt));
}

BOOST_AUTO_TEST_CASE(a_name_that_ends_in_a_dot_is_sent_without_it_and_an_address_not_at_all) {
  for (const auto& [identity, sent] :
       {std::pair{Host{"127.0.0.1", "localhost."}, "localhost"}, std::pair{Host{"localhost.", ""}, "localhost"},
        std::pair{Host{"127.0.0.1", ""}, ""}}) {
    Setup setup;
    setup.identity = identity;
    Pair pair(setup);
    pair.run();
    BOOST_TEST(pair.connected(), pair.describe());
    BOOST_TEST(pair.server.session().server_name == sent);
  }
}

BOOST_AUTO_TEST_CASE(without_compatibility_mode_nobody_says_change_cipher_spec) {
  for (const bool retry : {false, true}) {
    Setup setup;
    setup.client.compatibility_mode = false;
    if (retry) setup.server.preferences.groups = {tls::NamedGroup::secp384r1};
    Pair pair(setup);
    pair.run();
    BOOST_TEST(pair.connected(), pair.describe());
    for (const Recorder* events : {&pair.client_events, &pair.server_events}) {
      const auto is_one = [](const SentRecord& record) { return record.type == tls::ContentType::change_cipher_spec; };
      BOOST_TEST(std::ranges::none_of(events->sent, is_one));
    }
  }
}
