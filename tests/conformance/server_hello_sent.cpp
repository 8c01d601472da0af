// What our server promises about its answers: RFC 9846 §4.2.3, §4.2.4, §4.4, §4.7.1. Read next: records_sent.cpp.
#include <algorithm>

#include "conformance/what_was_sent.hpp"
#include "support/evil_client.hpp"
#include "support/resumption.hpp"

namespace {

using namespace tests;
using tls::ClientHello;
using tls::ExtensionType;
using tls::HelloRetryRequest;
using tls::ServerHello;

/// Calls `deed` with the server's hello, of either kind, in every conversation.
template <class Deed>
void for_each_server_hello(Deed deed) {
  for (const auto& pair : conversations()) {
    for (const auto& request : all_sent<HelloRetryRequest>(pair->server_events)) deed(request);
    deed(only_sent<ServerHello>(pair->server_events));
  }
}

tls::Offered offered_in(const Pair& pair) {
  return tls::types_of(all_sent<ClientHello>(pair.client_events).front().extensions);
}

/// A server that would like to know who its clients are.
Setup curious(Setup setup) {
  setup.server.client_authentication = tls::ClientAuthentication::requested;
  setup.server.verify_client_chain = [](const crypto::ChainToVerify& /*question*/) {
    return crypto::ChainResult{crypto::Verdict::good, "", {}};
  };
  return setup;
}

void expect_no_request(const Pair& pair) {
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  BOOST_TEST(pair.server.session().psk.has_value());
  BOOST_TEST(all_sent<tls::CertificateRequest>(pair.server_events).empty());
}

/// Throws, or finds nothing to complain about, in the blocks of one kind of message.
template <class M>
void expect_good_requests(const Recorder& side) {
  for (const M& message : all_sent<M>(side))
    BOOST_CHECK_NO_THROW(tls::check_request(tls::Trace(nullptr), message.extensions));
}

template <class M>
void expect_good_answers(const Recorder& side, const tls::Offered& offered) {
  for (const M& message : all_sent<M>(side))
    BOOST_CHECK_NO_THROW(tls::check_response(tls::Trace(nullptr), message.extensions, offered));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sent)

BOOST_AUTO_TEST_CASE(the_fields_of_old_in_a_server_hello_say_what_they_must) {
  for_each_server_hello([](const auto& hello) {
    BOOST_TEST((hello.legacy_version == tls::ProtocolVersion::TLS_1_2));
    BOOST_TEST(hello.legacy_compression_method == 0);
  });
}

BOOST_AUTO_TEST_CASE(a_server_hello_has_the_extensions_it_needs_and_no_others) {
  for (const auto& pair : conversations()) {
    const auto hello = only_sent<ServerHello>(pair->server_events);
    const auto version = hello.extensions.get<tls::SupportedVersionsServerHello>();
    BOOST_TEST_REQUIRE(version.has_value());
    BOOST_TEST((version->selected_version == tls::ProtocolVersion::TLS_1_3));
    expect_only(tls::types_of(hello.extensions),
                {ExtensionType::supported_versions, ExtensionType::key_share, ExtensionType::pre_shared_key});
  }
}

BOOST_AUTO_TEST_CASE(a_hello_retry_request_asks_for_what_is_needed_and_answers_nothing_else) {
  std::size_t seen = 0;
  for (const auto& pair : conversations()) {
    tls::Offered allowed = offered_in(*pair);
    allowed.push_back(ExtensionType::cookie);
    for (const auto& request : all_sent<HelloRetryRequest>(pair->server_events)) {
      ++seen;
      BOOST_TEST(request.extensions.has(ExtensionType::supported_versions));
      const tls::Offered types = tls::types_of(request.extensions);
      expect_only(types, allowed);
      expect_only(types, {ExtensionType::supported_versions, ExtensionType::key_share, ExtensionType::cookie});
    }
  }
  BOOST_TEST(seen == 2U);
}

BOOST_AUTO_TEST_CASE(what_a_hello_retry_request_named_stands_in_the_server_hello) {
  for (const auto& pair : conversations()) {
    const auto hello = only_sent<ServerHello>(pair->server_events);
    for (const auto& request : all_sent<HelloRetryRequest>(pair->server_events)) {
      BOOST_TEST((request.cipher_suite == hello.cipher_suite));
      BOOST_TEST((request.extensions.get<tls::SupportedVersionsServerHello>()->selected_version ==
                  hello.extensions.get<tls::SupportedVersionsServerHello>()->selected_version));
    }
  }
}

BOOST_AUTO_TEST_CASE(encrypted_extensions_answer_what_was_asked_and_nothing_else) {
  for (const auto& pair : conversations()) {
    const std::vector<base::Bytes> messages = messages_sent(pair->server_events);
    const auto hello = std::ranges::find_if(messages, [](const base::Bytes& raw) {
      return tls::is<ServerHello>({static_cast<tls::HandshakeType>(raw.front()), raw});
    });
    BOOST_TEST((hello + 1)->front() == 8);
    const auto answer = only_sent<tls::EncryptedExtensions>(pair->server_events);
    expect_only(tls::types_of(answer.extensions), offered_in(*pair));
    BOOST_TEST(!answer.extensions.has(ExtensionType::psk_key_exchange_modes));
    BOOST_TEST(!answer.extensions.has(ExtensionType::post_handshake_auth));
  }
  EvilClient evil;
  evil.say(evil.hello());
  BOOST_TEST(evil.encrypted_extensions->extensions.empty());
}

BOOST_AUTO_TEST_CASE(every_extension_of_ours_decodes_to_its_end) {
  for (const auto& pair : conversations()) {
    tls::Offered offered = offered_in(*pair);
    expect_good_requests<ClientHello>(pair->client_events);
    expect_good_requests<tls::CertificateRequest>(pair->server_events);
    expect_good_requests<tls::NewSessionTicket>(pair->server_events);
    expect_good_answers<ServerHello>(pair->server_events, offered);
    expect_good_answers<tls::EncryptedExtensions>(pair->server_events, offered);
    offered.push_back(ExtensionType::cookie);
    expect_good_answers<HelloRetryRequest>(pair->server_events, offered);
  }
}

BOOST_AUTO_TEST_CASE(no_extension_of_ours_stands_there_twice) {
  const auto expect_no_duplicate = [](const auto& message) {
    BOOST_TEST(!tls::duplicate(tls::types_of(message.extensions)).has_value());
  };
  for_each_server_hello(expect_no_duplicate);
  for (const auto& pair : conversations()) {
    for (const auto& hello : all_sent<ClientHello>(pair->client_events)) expect_no_duplicate(hello);
    expect_no_duplicate(only_sent<tls::EncryptedExtensions>(pair->server_events));
    for (const auto& request : all_sent<tls::CertificateRequest>(pair->server_events)) expect_no_duplicate(request);
    for (const auto& ticket : all_sent<tls::NewSessionTicket>(pair->server_events)) expect_no_duplicate(ticket);
  }
}

BOOST_AUTO_TEST_CASE(a_certificate_request_is_empty_of_context_and_says_what_we_verify) {
  const auto pair = client_certificate_scene().begin();
  converse(*pair);
  const auto request = only_sent<tls::CertificateRequest>(pair->server_events);
  BOOST_TEST(request.certificate_request_context.empty());
  const auto schemes = request.extensions.get<tls::SignatureSchemeList>();
  BOOST_TEST_REQUIRE(schemes.has_value());
  BOOST_TEST(std::ranges::equal(schemes->supported_signature_algorithms, tls::Preferences().signature_schemes));
  BOOST_TEST(!request.extensions.has(ExtensionType::oid_filters));
}

BOOST_AUTO_TEST_CASE(no_certificate_is_asked_for_beside_a_pre_shared_key) {
  const Setup setup = curious(setup_with_tickets());
  expect_no_request(*met_again(setup, with_ticket(setup)));

  Setup external = curious(Setup());
  const auto psk = std::make_shared<tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("a name")), crypto::Secret(base::view_of("a key of both"))});
  external.client.external_psks = external.server.external_psks = {psk};
  Pair pair(external);
  pair.run();
  expect_no_request(pair);
  BOOST_TEST(all_sent<tls::Certificate>(pair.server_events).empty());
}

BOOST_AUTO_TEST_CASE(no_ticket_lives_longer_than_seven_days) {
  Setup setup = setup_with_tickets();
  setup.server.tickets.lifetime = tls::max_ticket_lifetime;
  Pair pair(setup);
  pair.run();
  for (const auto& ticket : all_sent<tls::NewSessionTicket>(pair.server_events)) {
    BOOST_TEST(ticket.ticket_lifetime == 604'800U);
  }
  setup.server.tickets.lifetime += std::chrono::seconds(1);
  BOOST_CHECK_THROW(Pair{setup}, std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
