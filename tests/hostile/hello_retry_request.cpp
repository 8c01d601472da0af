// Hostile rows H for clients: HelloRetryRequest, and the ServerHello behind it. RFC 9846 §4.2.4.
#include <boost/test/unit_test.hpp>

#include "hostile/server_hello.hpp"

using namespace tests;
using namespace tests::server_hello;
using enum tls::AlertDescription;

BOOST_AUTO_TEST_CASE(H01_H02_a_retry_for_a_group_not_offered_or_already_shared_is_illegal_parameter) {
  for (const std::string group : {"0019", "001e", "1a1a", "001d"}) {
    refused_retry([&](HelloRetryRequest& hello) { set_body(hello, 51, group); }, {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(H03_a_retry_that_asks_for_nothing_is_illegal_parameter) {
  refused_retry([](HelloRetryRequest& hello) { remove(hello, ExtensionType::key_share); }, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(H04_a_second_hello_retry_request_is_unexpected_message) {
  EvilServer evil;
  evil.say(evil.retry(NamedGroup::secp256r1));
  evil.send(evil.retry(NamedGroup::secp384r1));
  expect_refusal(evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(H07_another_suite_after_the_retry_is_illegal_parameter) {
  refused_after_retry([](ServerHello& hello) { hello.cipher_suite = tls::CipherSuite::TLS_AES_256_GCM_SHA384; },
                      {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(H08_H17_another_group_after_the_retry_is_illegal_parameter) {
  for (const std::string& share : {"001d0020" + std::string(64, '9'),
                                   "00180061"
                                   "04" +
                                       std::string(192, '1')}) {
    refused_after_retry([&](ServerHello& hello) { set_body(hello, 51, share); }, {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(H12_an_empty_cookie_is_decode_error) {
  refused_retry([](HelloRetryRequest& hello) { set_body(hello, 44, "0000"); }, {decode_error});
}

BOOST_AUTO_TEST_CASE(H13_a_cookie_is_copied_and_nothing_else_changes) {
  for (const std::size_t size : {1U, 100U, 64000U}) {
    EvilServer evil;
    const tls::ClientHello first = evil.hello;
    HelloRetryRequest retry = evil.retry(NamedGroup::x25519);
    tls::Cookie cookie;
    cookie.cookie.assign(size, 0xc0);
    remove(retry, ExtensionType::key_share);
    retry.extensions.add(cookie);
    evil.say(retry);
    BOOST_TEST_REQUIRE(evil.hello.extensions.get<tls::Cookie>().has_value());
    BOOST_TEST((evil.hello.extensions.get<tls::Cookie>()->cookie == cookie.cookie));
    tls::ClientHello second = evil.hello;
    std::erase_if(second.extensions, [](const auto& e) { return e.extension_type == ExtensionType::cookie; });
    BOOST_TEST((tls::encode(first) == tls::encode(second)));
    evil.run(EvilServer::Up::to_the_end);
    expect_acceptance(evil);
  }
}

BOOST_AUTO_TEST_CASE(H13_a_cookie_that_does_not_fit_into_a_client_hello_is_refused) {
  refused_retry(
      [](HelloRetryRequest& hello) {
        remove(hello, ExtensionType::key_share);
        tls::Cookie cookie;
        cookie.cookie.assign(65500, 0xc0);
        hello.extensions.add(cookie);
      },
      {illegal_parameter, internal_error});
}

BOOST_AUTO_TEST_CASE(H26_a_transcript_without_message_hash_is_decrypt_error) {
  EvilServer evil;
  base::Bytes plain = evil.transcript;
  const HelloRetryRequest retry = evil.retry(NamedGroup::secp256r1);
  evil.say(retry);
  evil.group = NamedGroup::secp256r1;
  evil.run(EvilServer::Up::to_certificate_verify);
  const base::Bytes right = evil.transcript;
  const std::size_t message_hash = 4 + 32;
  evil.transcript = base::concat({plain, base::View(right).subspan(message_hash)});
  evil.send(evil.certificate_verify());
  expect_refusal(evil, {decrypt_error});
}
