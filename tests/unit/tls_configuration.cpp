// What Connection refuses to begin with: a configuration that contradicts itself or the RFC.
#include <boost/test/unit_test.hpp>
#include <functional>
#include <stdexcept>

#include "support/endpoints.hpp"

namespace {

using namespace tests;
using tls::CipherSuite;
using tls::NamedGroup;

void client_refuses(const std::function<void(Setup&)>& change) {
  Setup setup;
  change(setup);
  SeededRandom random(1);
  BOOST_CHECK_THROW(tls::Connection::client(std::make_shared<tls::ClientConfig>(std::move(setup.client)),
                                            std::move(setup.identity), random, now()),
                    std::invalid_argument);
}

void server_refuses(const std::function<void(tls::ServerConfig&)>& change) {
  tls::ServerConfig config = server_config();
  change(config);
  SeededRandom random(1);
  BOOST_CHECK_THROW(tls::Connection::server(std::make_shared<tls::ServerConfig>(std::move(config)), random, now()),
                    std::invalid_argument);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_client_needs_a_name_of_a_sensible_length) {
  client_refuses([](Setup& setup) { setup.identity.host = ""; });
  client_refuses([](Setup& setup) { setup.identity.host = std::string(256, 'a'); });
  client_refuses([](Setup& setup) { setup.identity.server_name = std::string(256, 'a'); });
}

BOOST_AUTO_TEST_CASE(a_servers_name_is_printable) {
  for (const char c : {' ', '\t', '\x7f'}) {
    client_refuses([c](Setup& setup) { setup.identity.host += c; });
    client_refuses([c](Setup& setup) { setup.identity.server_name = std::string("a") + c; });
  }
}

BOOST_AUTO_TEST_CASE(a_client_needs_somebody_to_trust) {
  client_refuses([](Setup& setup) { setup.client.trust = nullptr; });
  Setup setup;
  setup.client.trust = nullptr;
  setup.client.verify_chain = [](const crypto::ChainToVerify&) { return crypto::ChainResult{}; };
  BOOST_CHECK_NO_THROW(Pair(std::move(setup)));
}

BOOST_AUTO_TEST_CASE(key_shares_are_some_of_the_groups_in_their_order_and_none_twice) {
  using Groups = std::vector<NamedGroup>;
  for (const Groups& shares :
       {Groups{NamedGroup::secp256r1, NamedGroup::x25519}, Groups{NamedGroup::x25519, NamedGroup::x25519}}) {
    client_refuses([&](Setup& setup) { setup.client.key_shares = shares; });
  }
  client_refuses([](Setup& setup) {
    setup.client.preferences.groups = {NamedGroup::secp256r1};
    setup.client.key_shares = {NamedGroup::x25519};
  });
}

BOOST_AUTO_TEST_CASE(a_record_size_limit_is_a_number_from_64_to_16385) {
  for (const std::uint16_t limit : std::vector<std::uint16_t>{0, 63, 16386, 65535}) {
    client_refuses([=](Setup& setup) { setup.client.record_size_limit = limit; });
    server_refuses([=](tls::ServerConfig& config) { config.record_size_limit = limit; });
  }
  for (const std::uint16_t limit : std::vector<std::uint16_t>{64, 16385}) {
    Setup setup;
    setup.client.record_size_limit = setup.server.record_size_limit = limit;
    BOOST_CHECK_NO_THROW(Pair(std::move(setup)));
  }
}

BOOST_AUTO_TEST_CASE(preferences_are_neither_empty_nor_repeated) {
  client_refuses([](Setup& setup) { setup.client.preferences.cipher_suites.clear(); });
  client_refuses([](Setup& setup) { setup.client.preferences.groups.push_back(NamedGroup::x25519); });
  server_refuses([](tls::ServerConfig& config) { config.preferences.groups.clear(); });
  server_refuses([](tls::ServerConfig& config) {
    config.preferences.signature_schemes.push_back(config.preferences.signature_schemes.front());
  });
  server_refuses([](tls::ServerConfig& config) { config.preferences.signature_schemes.clear(); });
  server_refuses([](tls::ServerConfig& config) {
    config.preferences.cipher_suites.push_back(CipherSuite::TLS_AES_128_GCM_SHA256);
  });
}

BOOST_AUTO_TEST_CASE(records_have_room_for_64_to_16384_bytes) {
  for (const std::size_t size : {0U, 63U, 16385U}) {
    client_refuses([&](Setup& setup) { setup.client.limits.sent_fragment = size; });
    server_refuses([&](tls::ServerConfig& config) { config.limits.sent_fragment = size; });
  }
}

BOOST_AUTO_TEST_CASE(certificates_are_compressed_only_as_this_build_can) {
  const auto stranger = static_cast<tls::CertificateCompressionAlgorithm>(9);
  client_refuses([&](Setup& setup) { setup.client.certificate_compression = {stranger}; });
  server_refuses([&](tls::ServerConfig& config) { config.certificate_compression = {stranger}; });
}

BOOST_AUTO_TEST_CASE(what_stands_beside_a_certificate_fits_into_an_extension) {
  const auto beside = [](base::Bytes ocsp, base::Bytes timestamps) -> tls::Credentials {
    return {std::make_shared<tls::Credential>(tls::Credential{
        crypto::Certificate::all_from_pem(endpoint_file("p256.pem")),
        crypto::PrivateKey::from_pem(endpoint_file("p256.key")), std::move(ocsp), std::move(timestamps)})};
  };
  server_refuses([&](tls::ServerConfig& config) { config.credentials = beside(base::Bytes(65532, 1), {}); });
  server_refuses([&](tls::ServerConfig& config) { config.credentials = beside({}, {0, 0}); });
  client_refuses([&](Setup& setup) { setup.client.credentials = beside({}, {0, 3, 0, 2, 1}); });
}

BOOST_AUTO_TEST_CASE(protocol_names_have_1_to_255_bytes) {
  for (const std::string& name : {std::string(), std::string(256, 'a')}) {
    client_refuses([&](Setup& setup) { setup.client.alpn = {name}; });
    server_refuses([&](tls::ServerConfig& config) { config.alpn = {name}; });
  }
}

BOOST_AUTO_TEST_CASE(a_server_needs_a_certificate_and_trust_for_those_it_asks_for) {
  server_refuses([](tls::ServerConfig& config) { config.credentials.clear(); });
  server_refuses([](tls::ServerConfig& config) { config.credentials.emplace_back(); });
  server_refuses([](tls::ServerConfig& config) {
    config.credentials = {std::make_shared<tls::Credential>(
        tls::Credential{{}, crypto::PrivateKey::from_pem(endpoint_file("p256.key"))})};
  });
  client_refuses([](Setup& setup) { setup.client.credentials.emplace_back(); });
  server_refuses([](tls::ServerConfig& config) {
    config.client_authentication = tls::ClientAuthentication::requested;
    config.client_trust = nullptr;
  });
}

BOOST_AUTO_TEST_CASE(F14_a_pre_shared_key_of_nothing_or_of_zeros_is_refused) {
  for (const std::size_t zeros : {0U, 1U, 32U, 48U}) {
    const auto psk = std::make_shared<tls::ExternalPsk>(
        tls::ExternalPsk{base::copy_of(base::view_of("name")), crypto::Secret(base::Bytes(zeros))});
    client_refuses([&](Setup& setup) { setup.client.external_psks = {psk}; });
    server_refuses([&](tls::ServerConfig& config) { config.external_psks = {psk}; });
  }
}

BOOST_AUTO_TEST_CASE(pre_shared_keys_have_identities_and_all_of_them_room_in_a_hello) {
  const auto named = [](std::size_t length) {
    return std::make_shared<tls::ExternalPsk>(
        tls::ExternalPsk{base::Bytes(length, 'n'), crypto::Secret(base::Bytes(32, 1))});
  };
  client_refuses([&](Setup& setup) { setup.client.external_psks = {nullptr}; });
  client_refuses([&](Setup& setup) { setup.client.external_psks = {named(0)}; });
  client_refuses([&](Setup& setup) { setup.client.external_psks = {named(16385), named(16384)}; });
}

BOOST_AUTO_TEST_CASE(tickets_live_for_1_second_to_7_days_and_there_are_255_at_most) {
  server_refuses([](tls::ServerConfig& config) { config.tickets.lifetime = std::chrono::seconds(0); });
  server_refuses([](tls::ServerConfig& config) { config.tickets.lifetime = std::chrono::seconds(604'801); });
  server_refuses([](tls::ServerConfig& config) { config.tickets.count = 256; });
}

BOOST_AUTO_TEST_CASE(what_rests_on_keys_or_a_store_needs_them) {
  server_refuses([](tls::ServerConfig& config) { config.max_early_data_size = 1; });
  server_refuses([](tls::ServerConfig& config) { config.stateless_retry = true; });
}

BOOST_AUTO_TEST_CASE(the_address_of_a_client_has_at_most_255_bytes) {
  SeededRandom random(1);
  const auto config = std::make_shared<tls::ServerConfig>(server_config());
  BOOST_CHECK_THROW(tls::Connection::server(config, random, now(), nullptr, {std::string(256, 'a')}),
                    std::invalid_argument);
}
