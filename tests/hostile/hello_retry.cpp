// Hostile rows H for servers, and Z00: what clients make of a HelloRetryRequest, and early data that nobody accepted.
// RFC 9846 §4.2.2, §4.2.4, §4.3.10.
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/evil_client.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;
using tls::ClientHello;
using tls::ContentType;
using tls::ExtensionType;
using tls::NamedGroup;

tls::ServerConfig secp256r1_only() {
  tls::ServerConfig config = server_config();
  config.preferences.groups = {NamedGroup::secp256r1};
  return config;
}

void add_body(ClientHello& hello, ExtensionType type, const base::Bytes& body) {
  std::erase_if(hello.extensions, [type](const auto& e) { return e.extension_type == type; });
  hello.extensions.push_back({type, wire::Opaque<0, 65535>(base::View(body))});
}

/// A first ClientHello with everything that a second one could change.
ClientHello first_hello(EvilClient& evil) {
  ClientHello hello = evil.hello();
  add_body(hello, ExtensionType::server_name, base::from_hex("000c0000096c6f63616c686f7374"));
  add_body(hello, ExtensionType::application_layer_protocol_negotiation, base::from_hex("0003026832"));
  return hello;
}

void second_refused(const std::function<void(EvilClient&, ClientHello&)>& change, const Alerts& alerts) {
  EvilClient evil(secp256r1_only());
  ClientHello hello = first_hello(evil);
  evil.say(hello);
  BOOST_TEST_REQUIRE(evil.retry.has_value());
  evil.offer_share(hello, NamedGroup::secp256r1);
  change(evil, hello);
  evil.send(hello);
  expect_refusal(evil, alerts);
}

void second_refused(const std::function<void(ClientHello&)>& change, const Alerts& alerts) {
  second_refused([&](EvilClient&, ClientHello& hello) { change(hello); }, alerts);
}

/// Up to handshake keys, through a HelloRetryRequest or not, with early_data offered.
void offer_early_data(EvilClient& evil, bool retried) {
  ClientHello hello = first_hello(evil);
  add_body(hello, ExtensionType::early_data, {});
  evil.say(hello);
  if (!retried) return;
  BOOST_TEST_REQUIRE(evil.retry.has_value());
  std::erase_if(hello.extensions, [](const auto& e) { return e.extension_type == ExtensionType::early_data; });
  evil.offer_share(hello, NamedGroup::secp256r1);
  evil.say(hello);
}

base::Bytes undecipherable(std::size_t size) {
  return raw_record(ContentType::application_data, base::Bytes(size, 0xed));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_second_client_hello_that_does_as_asked_connects) {
  EvilClient evil(secp256r1_only());
  ClientHello hello = first_hello(evil);
  evil.say(hello);
  evil.offer_share(hello, NamedGroup::secp256r1);
  evil.say(hello);
  evil.say_finished();
  expect_acceptance(evil);
}

BOOST_AUTO_TEST_CASE(H18_CVE_2026_3230_a_second_hello_without_key_share_is_missing_extension) {
  second_refused(
      [](ClientHello& hello) {
        std::erase_if(hello.extensions, [](const auto& e) { return e.extension_type == ExtensionType::key_share; });
      },
      {missing_extension});
}

BOOST_AUTO_TEST_CASE(H19_a_second_hello_with_other_or_more_or_no_shares_is_illegal_parameter) {
  second_refused([](EvilClient& evil, ClientHello& hello) { evil.offer_share(hello, NamedGroup::secp384r1); },
                 {illegal_parameter});
  second_refused([](EvilClient& evil, ClientHello& hello) { evil.offer_share(hello, NamedGroup::x25519); },
                 {illegal_parameter});
  second_refused([](ClientHello& hello) { hello.extensions.set(tls::KeyShareClientHello{}); }, {illegal_parameter});
  second_refused(
      [](ClientHello& hello) {
        auto shares = *hello.extensions.get<tls::KeyShareClientHello>();
        shares.client_shares.push_back({NamedGroup::x25519, wire::Opaque<1, 65535>(base::View(base::Bytes(32, 9)))});
        hello.extensions.set(shares);
      },
      {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(H20_a_second_hello_that_changes_anything_else_is_illegal_parameter) {
  const auto drop = [](ExtensionType type) {
    return [type](ClientHello& hello) {
      std::erase_if(hello.extensions, [type](const auto& e) { return e.extension_type == type; });
    };
  };
  const Alerts changed{illegal_parameter};
  second_refused([](ClientHello& hello) { hello.random[31] ^= 1U; }, changed);
  second_refused([](ClientHello& hello) { hello.legacy_session_id.pop_back(); }, changed);
  second_refused([](ClientHello& hello) { hello.legacy_session_id[0] ^= 1U; }, changed);
  second_refused([](ClientHello& hello) { hello.cipher_suites.pop_back(); }, changed);
  second_refused([](ClientHello& hello) { std::swap(hello.cipher_suites[0], hello.cipher_suites[1]); }, changed);
  second_refused(
      [](ClientHello& hello) {
        add_body(hello, ExtensionType::server_name, base::from_hex("000c0000096c6f63616c686f7375"));
      },
      changed);
  second_refused(
      [](ClientHello& hello) {
        add_body(hello, ExtensionType::application_layer_protocol_negotiation, base::from_hex("0003026833"));
      },
      changed);
  second_refused(
      [](ClientHello& hello) { add_body(hello, ExtensionType::signature_algorithms, base::from_hex("00020403")); },
      changed);
  second_refused(
      [](ClientHello& hello) { add_body(hello, ExtensionType::supported_groups, base::from_hex("00020017")); },
      changed);
  second_refused([](ClientHello& hello) { add_body(hello, static_cast<ExtensionType>(0x0a0a), {}); }, changed);
  second_refused(drop(ExtensionType::server_name), changed);
  second_refused(drop(ExtensionType::application_layer_protocol_negotiation), changed);
}

BOOST_AUTO_TEST_CASE(H22_a_second_hello_of_an_older_version_is_protocol_version) {
  second_refused(
      [](ClientHello& hello) { add_body(hello, ExtensionType::supported_versions, base::from_hex("020303")); },
      {protocol_version, illegal_parameter});
}

BOOST_AUTO_TEST_CASE(H23_early_data_in_a_second_hello_is_illegal_parameter) {
  second_refused([](ClientHello& hello) { add_body(hello, ExtensionType::early_data, {}); }, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(H26_a_client_whose_transcript_has_no_message_hash_is_decrypt_error) {
  EvilClient evil(secp256r1_only());
  ClientHello hello = first_hello(evil);
  const base::Bytes first = tls::encode(hello);
  evil.say(hello);
  evil.offer_share(hello, NamedGroup::secp256r1);
  evil.say(hello);
  const std::size_t message_hash = 4 + 32;
  evil.transcript = base::concat({first, base::View(evil.transcript).subspan(message_hash)});
  evil.send(evil.finished());
  expect_refusal(evil, {decrypt_error});
}

BOOST_AUTO_TEST_CASE(H25_a_third_client_hello_is_unexpected_message) {
  EvilClient evil(secp256r1_only());
  ClientHello hello = first_hello(evil);
  evil.say(hello);
  evil.offer_share(hello, NamedGroup::secp256r1);
  evil.say(hello);
  evil.send(hello);
  expect_refusal(evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(H_every_other_message_after_a_retry_is_unexpected_message) {
  for (unsigned type = 0; type < 256; ++type) {
    if (type == 1) continue;
    EvilClient evil(secp256r1_only());
    evil.say(first_hello(evil));
    evil.send_message(raw_message(type, base::Bytes(40, 0)));
    expect_refusal(evil, {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(Z00_early_data_that_was_not_accepted_is_skipped) {
  for (const bool retried : {false, true}) {
    EvilClient evil(retried ? secp256r1_only() : server_config());
    ClientHello hello = first_hello(evil);
    add_body(hello, ExtensionType::early_data, {});
    evil.say(hello);
    for (int i = 0; i < 4; ++i) evil.deliver(undecipherable(4000));
    if (retried) {
      std::erase_if(hello.extensions, [](const auto& e) { return e.extension_type == ExtensionType::early_data; });
      evil.offer_share(hello, NamedGroup::secp256r1);
      evil.say(hello);
    }
    evil.say_finished();
    expect_acceptance(evil);
  }
}

BOOST_AUTO_TEST_CASE(Z00_more_early_data_than_we_skip_is_unexpected_message) {
  EvilClient evil;
  offer_early_data(evil, false);
  for (int i = 0; i < 4; ++i) evil.deliver(undecipherable(4000));
  evil.deliver(undecipherable(500));
  expect_refusal(evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(Z00_empty_records_of_early_data_are_not_skipped_for_ever) {
  EvilClient evil;
  offer_early_data(evil, false);
  for (int i = 0; i < 10000 && evil.victim.status() == tls::Status::handshaking; ++i) evil.deliver(undecipherable(0));
  expect_refusal(evil, {unexpected_message, bad_record_mac});
}

BOOST_AUTO_TEST_CASE(Z00_nothing_is_skipped_once_the_handshake_is_over) {
  EvilClient evil;
  offer_early_data(evil, false);
  evil.say_finished();
  evil.deliver(undecipherable(100));
  expect_refusal(evil, {bad_record_mac});
}

BOOST_AUTO_TEST_CASE(Z00_nothing_is_skipped_after_the_second_client_hello) {
  EvilClient evil(secp256r1_only());
  offer_early_data(evil, true);
  evil.deliver(undecipherable(100));
  expect_refusal(evil, {bad_record_mac});
}
