// Hostile rows SH: what servers answer first, and the same wrongs in a HelloRetryRequest. RFC 9846 §4.2.3.
#include <boost/test/unit_test.hpp>

#include "hostile/bad_shares.hpp"
#include "hostile/server_hello.hpp"

using namespace tests;
using namespace tests::server_hello;
using enum tls::AlertDescription;

BOOST_AUTO_TEST_CASE(SH01_a_server_hello_cut_anywhere_or_with_a_wrong_length_is_decode_error) {
  EvilServer evil;
  const base::Bytes good = tls::encode(evil.server_hello());
  const std::size_t without_extensions = 4 + 2 + 32 + 33 + 2 + 1;
  for (std::size_t size = 4; size < good.size(); ++size) {
    const base::View body = base::View(good).subspan(4, size - 4);
    BOOST_TEST_CONTEXT("cut at " << size) {
      refused_bytes(raw_message(2, body), {size == without_extensions ? protocol_version : decode_error});
    }
  }
  for (const auto& field : tls::explain_message(good)) {
    if (field.part != vitrine::wire::Field::Part::length || field.offset < 4) continue;
    for (const int change : {-1, 1}) {
      base::Bytes bad = good;
      bad[field.offset + field.size - 1] = static_cast<std::uint8_t>(bad[field.offset + field.size - 1] + change);
      BOOST_TEST_CONTEXT(field.name << " at " << field.offset << " by " << change) {
        refused_bytes(bad, {decode_error, illegal_parameter, unsupported_extension});
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(SH02_SH25_H06_a_suite_that_was_not_offered_is_illegal_parameter) {
  for (const unsigned suite : {0x0000U, 0x1304U, 0x1305U, 0xc02bU, 0x0a0aU, 0x00ffU}) {
    refused([=](ServerHello& hello) { hello.cipher_suite = static_cast<tls::CipherSuite>(suite); },
            {illegal_parameter});
    refused_retry([=](HelloRetryRequest& hello) { hello.cipher_suite = static_cast<tls::CipherSuite>(suite); },
                  {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(SH03_H14_another_session_id_echo_is_illegal_parameter) {
  for (std::size_t byte = 0; byte < 32; ++byte) {
    refused([=](ServerHello& hello) { hello.legacy_session_id_echo[byte] ^= 1U; }, {illegal_parameter});
    refused_retry([=](HelloRetryRequest& hello) { hello.legacy_session_id_echo[byte] ^= 1U; }, {illegal_parameter});
  }
  for (const std::size_t size : {0U, 1U, 31U}) {
    refused([=](ServerHello& hello) { hello.legacy_session_id_echo.resize(size); }, {illegal_parameter});
    refused_retry([=](HelloRetryRequest& hello) { hello.legacy_session_id_echo.resize(size); }, {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(SH03_a_client_that_sent_no_session_id_wants_none_back) {
  tls::ClientConfig config = client_config();
  config.compatibility_mode = false;
  EvilServer evil(config);
  ServerHello hello = evil.server_hello();
  hello.legacy_session_id_echo = {1};
  evil.send(hello);
  expect_refusal(evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(SH04_a_session_id_of_33_bytes_is_decode_error) {
  EvilServer evil;
  const base::Bytes good = tls::encode(evil.server_hello());
  base::Bytes body(good.begin() + 4, good.end());
  body[34] = 33;
  body.insert(body.begin() + 35, 0);
  refused_bytes(raw_message(2, body), {decode_error});
}

BOOST_AUTO_TEST_CASE(SH05_H15_compression_is_illegal_parameter) {
  refused([](ServerHello& hello) { hello.legacy_compression_method = 1; }, {illegal_parameter});
  refused_retry([](HelloRetryRequest& hello) { hello.legacy_compression_method = 255; }, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(SH06_H05_no_supported_versions_is_protocol_version) {
  refused([](ServerHello& hello) { remove(hello, ExtensionType::supported_versions); }, {protocol_version});
  refused([](ServerHello& hello) { hello.extensions.clear(); }, {protocol_version});
  refused_retry([](HelloRetryRequest& hello) { remove(hello, ExtensionType::supported_versions); }, {protocol_version});
}

BOOST_AUTO_TEST_CASE(SH07_SH25_H09_another_selected_version_is_illegal_parameter) {
  for (const std::string version : {"0303", "0302", "0305", "7f1c", "1a1a", "0000"}) {
    refused([&](ServerHello& hello) { set_body(hello, 43, version); }, {illegal_parameter});
    refused_retry([&](HelloRetryRequest& hello) { set_body(hello, 43, version); }, {illegal_parameter});
    refused_after_retry([&](ServerHello& hello) { set_body(hello, 43, version); }, {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(SH08_SH09_another_legacy_version_is_protocol_version) {
  // RFC 9846 §4.2.3 says which alert where older text left it open
  for (const unsigned version : {0x0300U, 0x0301U, 0x0302U, 0x0304U, 0x0305U, 0x7f1cU}) {
    refused([=](ServerHello& hello) { hello.legacy_version = static_cast<ProtocolVersion>(version); },
            {protocol_version});
  }
}

BOOST_AUTO_TEST_CASE(SH10_the_mark_of_a_forced_downgrade_is_illegal_parameter) {
  for (const std::uint8_t last : std::initializer_list<std::uint8_t>{0, 1}) {
    refused(
        [last](ServerHello& hello) {
          remove(hello, ExtensionType::supported_versions);
          const base::Bytes mark{'D', 'O', 'W', 'N', 'G', 'R', 'D', last};
          std::ranges::copy(mark, hello.random.end() - 8);
        },
        {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(SH11_H30_CVE_2026_3230_no_key_share_is_missing_extension) {
  refused([](ServerHello& hello) { remove(hello, ExtensionType::key_share); }, {missing_extension});
  refused_after_retry([](ServerHello& hello) { remove(hello, ExtensionType::key_share); }, {missing_extension});
}

BOOST_AUTO_TEST_CASE(SH12_SH25_a_share_for_a_group_we_sent_none_for_is_illegal_parameter) {
  EvilServer p256;
  const std::string point = "04" + std::string(128, '1');
  for (const std::string group : {"0017", "0018", "0019", "1a1a", "11eb", "11ed"}) {
    refused([&](ServerHello& hello) { set_body(hello, 51, group + "0041" + point); }, {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(SH13_an_invalid_share_is_illegal_parameter) {
  const auto share = [](NamedGroup group, const base::Bytes& key_exchange) {
    return [=](ServerHello& hello) {
      hello.extensions.set(tls::KeyShareServerHello{{}, {group, wire::Opaque<1, 65535>(base::View(key_exchange))}});
    };
  };
  for (const std::size_t size : {1U, 31U, 33U, 64U}) {
    refused(share(NamedGroup::x25519, base::Bytes(size, 9)), {illegal_parameter});
  }
  for (const base::Bytes& point : small_order_points()) refused(share(NamedGroup::x25519, point), {illegal_parameter});
  for (const NamedGroup group : {NamedGroup::secp256r1, NamedGroup::secp384r1}) {
    for (const base::Bytes& point : bad_points(good_point(group))) {
      refused_after_retry(share(group, point), {illegal_parameter}, group);
    }
  }
  refused([](ServerHello& hello) { set_body(hello, 51, "001d0000"); }, {decode_error});
}

BOOST_AUTO_TEST_CASE(SH14_bytes_behind_the_share_are_decode_error) {
  refused(
      [](ServerHello& hello) {
        set_body(hello, 51, base::to_hex(hello.extensions.find(ExtensionType::key_share)->extension_data) + "00");
      },
      {decode_error});
}

BOOST_AUTO_TEST_CASE(S04_a_trailing_byte_in_a_hello_of_the_server_is_decode_error) {
  EvilServer evil;
  for (const base::Bytes& good : {tls::encode(evil.server_hello()), tls::encode(evil.retry(NamedGroup::secp256r1))}) {
    refused_bytes(raw_message(2, base::concat({base::View(good).subspan(4), base::Bytes{0}})), {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(SH15_SH19_H10_an_extension_that_was_not_offered_is_unsupported_extension) {
  for (const unsigned type : {41U, 1234U, 0x0a0aU, 0xff01U}) {
    refused([=](ServerHello& hello) { set_body(hello, type, "0000"); }, {unsupported_extension});
    if (type != 41)
      refused_retry([=](HelloRetryRequest& hello) { set_body(hello, type, "0000"); }, {unsupported_extension});
  }
}

BOOST_AUTO_TEST_CASE(SH20_extensions_of_other_messages_are_illegal_parameter) {
  for (const unsigned type : {0U, 10U, 13U, 16U, 42U, 44U, 45U, 47U, 48U, 50U}) {
    refused([=](ServerHello& hello) { set_body(hello, type, "0000"); }, {illegal_parameter});
  }
  for (const unsigned type : {0U, 10U, 13U, 16U, 41U, 42U, 45U}) {
    refused_retry([=](HelloRetryRequest& hello) { set_body(hello, type, "0000"); }, {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(SH21_H11_an_extension_twice_is_illegal_parameter) {
  for (const ExtensionType type : {ExtensionType::key_share, ExtensionType::supported_versions}) {
    refused([=](ServerHello& hello) { duplicate(hello, type); }, {illegal_parameter});
    refused_retry([=](HelloRetryRequest& hello) { duplicate(hello, type); }, {illegal_parameter});
  }
  refused_retry(
      [](HelloRetryRequest& hello) {
        set_body(hello, 44, "0001aa");
        duplicate(hello, ExtensionType::cookie);
      },
      {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(SH22_a_second_server_hello_is_unexpected_message) {
  EvilServer evil;
  const ServerHello hello = evil.server_hello();
  evil.say(hello);
  evil.send(hello);
  expect_refusal(evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(
    SH23_H16_CVE_2025_61730_RUSTSEC_2026_0285_bytes_behind_a_hello_in_its_record_are_unexpected_message) {
  const base::Bytes more = tls::encode(tls::EncryptedExtensions{});
  for (const std::size_t count : {std::size_t{1}, more.size()}) {
    EvilServer hello;
    hello.deliver(raw_record(ContentType::handshake,
                             base::concat({tls::encode(hello.server_hello()), base::View(more).first(count)})));
    expect_refusal(hello, {unexpected_message});
    EvilServer retry;
    retry.deliver(raw_record(ContentType::handshake, base::concat({tls::encode(retry.retry(NamedGroup::secp256r1)),
                                                                   base::View(more).first(count)})));
    expect_refusal(retry, {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(SH24_SH28_S03_any_other_first_message_is_unexpected_message) {
  for (unsigned type = 0; type < 256; ++type) {
    if (type != 2) refused_bytes(raw_message(type, base::Bytes(40, 0)), {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(SH26_our_own_hello_or_share_reflected_never_connects) {
  EvilServer evil;
  evil.send(evil.hello);
  expect_refusal(evil, {unexpected_message});
  EvilServer share;
  ServerHello hello = share.server_hello();
  const auto ours = share.hello.extensions.get<tls::KeyShareClientHello>()->client_shares.back();  // x25519
  hello.extensions.set(tls::KeyShareServerHello{{}, ours});
  share.say(hello);
  share.send(tls::EncryptedExtensions{});
  BOOST_TEST_REQUIRE((share.victim.status() == tls::Status::failed));
  BOOST_TEST((share.victim.failure()->alert == bad_record_mac));
}

BOOST_AUTO_TEST_CASE(SH27_the_random_of_a_hello_retry_request_makes_it_one) {
  refused([](ServerHello& hello) { hello.random = tls::hello_retry_request_random; }, {decode_error});
}
