// A client that offers values without meaning: RFC 8701. Servers skip them, and none may come back chosen.
#include <boost/test/unit_test.hpp>

#include "support/evil_server.hpp"
#include "support/resumption.hpp"
#include "tls/message/extension_rules.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;

tls::ClientConfig greasing() {
  tls::ClientConfig config = client_config();
  config.grease = true;
  return config;
}

template <class E>
E first_grease(const std::vector<E>& list) {
  const auto found =
      std::ranges::find_if(list, [](E value) { return tls::is_grease(static_cast<std::uint16_t>(value)); });
  BOOST_TEST_REQUIRE((found != list.end()));
  return *found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(grease)

BOOST_AUTO_TEST_CASE(a_server_skips_what_means_nothing) {
  for (std::uint64_t seed = 1; seed < 20; ++seed) {
    Setup setup = setup_with_tickets();
    setup.client.grease = true;
    setup.seed = seed;
    const auto pair = met_again(setup, with_ticket(setup));
    BOOST_TEST(pair->connected(), pair->describe());
    BOOST_TEST(pair->client.session().resumed);
  }
}

BOOST_AUTO_TEST_CASE(every_list_has_one_and_the_pre_shared_key_stays_last) {
  EvilServer evil(greasing());
  first_grease<tls::CipherSuite>(evil.hello.cipher_suites);
  first_grease<tls::NamedGroup>(evil.hello.extensions.get<tls::NamedGroupList>()->named_group_list);
  first_grease<tls::ProtocolVersion>(evil.hello.extensions.get<tls::SupportedVersionsClientHello>()->versions);
  first_grease<tls::SignatureScheme>(
      evil.hello.extensions.get<tls::SignatureSchemeList>()->supported_signature_algorithms);
  first_grease<tls::ExtensionType>(tls::types_of(evil.hello.extensions));
}

BOOST_AUTO_TEST_CASE(SH25_a_grease_suite_is_illegal_parameter) {
  EvilServer evil(greasing());
  tls::ServerHello hello = evil.server_hello();
  hello.cipher_suite = first_grease<tls::CipherSuite>(evil.hello.cipher_suites);
  evil.send(hello);
  expect_refusal(evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(SH25_a_grease_group_is_illegal_parameter) {
  EvilServer evil(greasing());
  const auto group = first_grease<tls::NamedGroup>(evil.hello.extensions.get<tls::NamedGroupList>()->named_group_list);
  tls::ServerHello hello = evil.server_hello();
  hello.extensions.set(tls::KeyShareServerHello{{}, {group, {0}}});
  evil.send(hello);
  expect_refusal(evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(SH25_a_retry_with_a_grease_group_is_illegal_parameter) {
  EvilServer evil(greasing());
  const auto group = first_grease<tls::NamedGroup>(evil.hello.extensions.get<tls::NamedGroupList>()->named_group_list);
  evil.send(evil.retry(group));
  expect_refusal(evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(SH25_a_grease_version_is_illegal_parameter) {
  EvilServer evil(greasing());
  tls::ServerHello hello = evil.server_hello();
  hello.extensions.set(tls::SupportedVersionsServerHello{{}, static_cast<tls::ProtocolVersion>(0x3a3a)});
  evil.send(hello);
  expect_refusal(evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(SH25_a_grease_extension_that_comes_back_is_unsupported_extension) {
  EvilServer evil(greasing());
  evil.run(EvilServer::Up::to_encrypted_extensions);
  tls::EncryptedExtensions message;
  message.extensions.push_back({first_grease<tls::ExtensionType>(tls::types_of(evil.hello.extensions)), {}});
  evil.send(message);
  expect_refusal(evil, {unsupported_extension});
}

BOOST_AUTO_TEST_SUITE_END()
