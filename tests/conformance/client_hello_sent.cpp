// What our client promises about its hellos: RFC 9846 §4.2.2, §4.3, §9.2. Read next: server_hello_sent.cpp.
#include <algorithm>
#include <set>

#include "conformance/what_was_sent.hpp"
#include "support/evil_server.hpp"
#include "support/resumption.hpp"
#include "tls/primitives.hpp"

namespace {

using namespace tests;
using tls::ClientHello;
using tls::ExtensionType;
using tls::NamedGroup;

/// The first hello of a client with this configuration, and with randomness of its own.
ClientHello first_hello(const std::shared_ptr<const tls::ClientConfig>& config, std::uint64_t seed = 1) {
  SeededRandom random(seed);
  Recorder events;
  const auto client = tls::Connection::client(config, {"localhost", ""}, random, now(), &events);
  return only_sent<ClientHello>(events);
}

std::vector<ClientHello> every_hello() {
  std::vector<ClientHello> hellos;
  for (const auto& pair : conversations()) {
    for (ClientHello& hello : all_sent<ClientHello>(pair->client_events)) hellos.push_back(std::move(hello));
  }
  return hellos;
}

/// `one` stands in a hello only together with `other`.
void expect_together(const ClientHello& hello, ExtensionType one, ExtensionType other) {
  if (hello.extensions.has(one)) BOOST_TEST(hello.extensions.has(other), tls::name_of(other));
}

tls::ClientConfig with_external_key(tls::ClientConfig config) {
  config.external_psks.push_back(std::make_shared<tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("a name")), crypto::Secret(base::view_of("a key of both"))}));
  return config;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sent)

BOOST_AUTO_TEST_CASE(a_client_begins_with_a_client_hello) {
  for (const Scene* scene : every_scene()) {
    const base::Bytes first = Pair::take(scene->begin()->client);
    BOOST_TEST(first[0] == 22, scene->name);  // handshake: no record of SSL 2.0 begins like that
    BOOST_TEST(first[5] == 1, scene->name);   // client_hello
  }
}

BOOST_AUTO_TEST_CASE(the_fields_of_old_in_a_client_hello_say_what_they_must) {
  for (const ClientHello& hello : every_hello()) {
    BOOST_TEST((hello.legacy_version == tls::ProtocolVersion::TLS_1_2));
    BOOST_TEST((hello.legacy_compression_methods == wire::Opaque<1, 255>{0}));
  }
}

BOOST_AUTO_TEST_CASE(a_session_id_is_32_new_bytes_or_nothing) {
  auto config = std::make_shared<tls::ClientConfig>(client_config());
  const ClientHello one = first_hello(config, 1);
  BOOST_TEST(one.legacy_session_id.size() == 32U);
  BOOST_TEST((one.legacy_session_id != first_hello(config, 2).legacy_session_id));
  config->compatibility_mode = false;
  BOOST_TEST(first_hello(config).legacy_session_id.empty());
}

BOOST_AUTO_TEST_CASE(a_client_hello_has_the_extensions_that_each_needs) {
  for (const ClientHello& hello : every_hello()) {
    const auto versions = hello.extensions.get<tls::SupportedVersionsClientHello>();
    BOOST_TEST_REQUIRE(versions.has_value());
    BOOST_TEST(contains(versions->versions, tls::ProtocolVersion::TLS_1_3));
    for (const auto type : {ExtensionType::signature_algorithms, ExtensionType::supported_groups,
                            ExtensionType::key_share, ExtensionType::server_name}) {
      BOOST_TEST(hello.extensions.has(type), tls::name_of(type));
    }
    expect_together(hello, ExtensionType::pre_shared_key, ExtensionType::psk_key_exchange_modes);
    expect_together(hello, ExtensionType::early_data, ExtensionType::pre_shared_key);
  }
}

BOOST_AUTO_TEST_CASE(nothing_reserved_obsolete_or_weak_is_offered) {
  using Scheme = tls::SignatureScheme;
  const std::set<unsigned> reserved{4, 40, 46, 49};  // truncated_hmac, two of Appendix B, post_handshake_auth
  for (const ClientHello& hello : every_hello()) {
    for (const auto suite : hello.cipher_suites) BOOST_TEST((tls::find_entry(suite) != nullptr));
    const auto versions = hello.extensions.get<tls::SupportedVersionsClientHello>()->versions;
    for (const auto version : versions) BOOST_TEST((version == tls::ProtocolVersion::TLS_1_3));
    const auto groups = hello.extensions.get<tls::NamedGroupList>()->named_group_list;
    for (const NamedGroup group : groups) BOOST_TEST((tls::find_entry(group) != nullptr), tls::name_of(group));
    for (const auto& extension : hello.extensions)
      BOOST_TEST(reserved.count(static_cast<unsigned>(extension.extension_type)) == 0U);
    const auto schemes = hello.extensions.get<tls::SignatureSchemeListCert>()->supported_signature_algorithms;
    for (const Scheme scheme : schemes)
      BOOST_TEST((static_cast<unsigned>(scheme) >= 0x0400U), tls::name_of(scheme));  // older: MD5, SHA-1, SHA-224
  }
  for (const auto& pair : conversations()) {
    for (const Recorder* side : {&pair->client_events, &pair->server_events}) {
      for (const base::Bytes& message : messages_sent(*side))
        BOOST_TEST((tls::find_entry(static_cast<tls::HandshakeType>(message.front())) != nullptr));
    }
  }
}

BOOST_AUTO_TEST_CASE(whatever_is_offered_can_be_done) {
  for (const ClientHello& hello : every_hello()) {
    const auto groups = hello.extensions.get<tls::NamedGroupList>()->named_group_list;
    BOOST_TEST(std::ranges::all_of(groups, [](auto group) { return tls::primitive(group).has_value(); }));
    const auto schemes = hello.extensions.get<tls::SignatureSchemeList>()->supported_signature_algorithms;
    BOOST_TEST(std::ranges::all_of(schemes, [](auto scheme) { return tls::primitive(scheme).has_value(); }));
  }
}

BOOST_AUTO_TEST_CASE(every_key_share_is_new) {
  const auto config = std::make_shared<tls::ClientConfig>(client_config());
  std::set<base::Bytes> values;
  std::size_t count = 0;
  for (const std::uint64_t seed : {1U, 2U}) {
    const auto shares = first_hello(config, seed).extensions.get<tls::KeyShareClientHello>()->client_shares;
    for (const tls::KeyShareEntry& share : shares) {
      const base::View value = share.key_exchange;
      values.insert(base::copy_of(value.last(32)));  // of X25519MLKEM768, too, the x25519 half
      ++count;
    }
  }
  BOOST_TEST(count == 4U);
  BOOST_TEST(values.size() == count);
}

BOOST_AUTO_TEST_CASE(a_cookie_does_not_outlive_its_connection) {
  Setup setup = setup_with_tickets();
  setup.server.stateless_retry = true;
  tls::ServerIdentity again = with_ticket(setup);
  const auto pair = met_again(setup, std::move(again));
  const auto hellos = all_sent<ClientHello>(pair->client_events);
  BOOST_TEST_REQUIRE(hellos.size() == 2U);
  BOOST_TEST(!hellos[0].extensions.has(ExtensionType::cookie));
  BOOST_TEST(hellos[1].extensions.has(ExtensionType::cookie));
}

BOOST_AUTO_TEST_CASE(early_data_is_under_the_first_key_offered) {
  Setup setup = setup_with_early_data();
  tls::ServerIdentity again = with_ticket(setup);
  again.offer_early_data = true;
  const base::Bytes ticket = again.ticket->ticket;
  setup.client = with_external_key(setup.client);
  Pair pair(setup, std::move(again));
  const auto psks = only_sent<ClientHello>(pair.client_events).extensions.get<tls::OfferedPsks>();
  BOOST_TEST_REQUIRE(psks->identities.size() == 2U);
  BOOST_TEST((base::copy_of(psks->identities.front().identity) == ticket));
  BOOST_TEST(pair.client.send_early(base::view_of(early_question)));
  pair.run();
  BOOST_TEST(base::text_of(pair.server_got_early) == early_question);
}

BOOST_AUTO_TEST_CASE(a_second_client_hello_takes_early_data_back) {
  Setup setup = setup_with_early_data();
  tls::ServerIdentity again = with_ticket(setup);
  again.offer_early_data = true;
  setup.server.preferences.groups = {NamedGroup::secp384r1};
  const auto pair = met_again(setup, std::move(again));
  const auto hellos = all_sent<ClientHello>(pair->client_events);
  BOOST_TEST_REQUIRE(hellos.size() == 2U);
  BOOST_TEST(hellos[0].extensions.has(ExtensionType::early_data));
  BOOST_TEST(!hellos[1].extensions.has(ExtensionType::early_data));
}

BOOST_AUTO_TEST_CASE(refused_early_data_has_no_end) {
  for (const auto& [scene, ends] : {std::pair{&early_data_scene(), 1U}, std::pair{&refused_early_data_scene(), 0U}}) {
    const auto pair = scene->begin();
    converse(*pair);
    BOOST_TEST(all_sent<tls::EndOfEarlyData>(pair->client_events).size() == ends, scene->name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
