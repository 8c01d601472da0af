// What our server must bear, and what it must not, beyond tests/hostile: RFC 9846 §4.3.2, §4.3.11, §4.5.1, §4.7.3,
// §8.2. Read next: certificates_shown.cpp.
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "hostile/psk.hpp"
#include "support/evil_stages.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;
using tls::ContentType;
using tls::ExtensionType;
using tls::KeyUpdateRequest;

tls::ServerConfig asking() {
  tls::ServerConfig config = server_config();
  config.client_authentication = tls::ClientAuthentication::requested;
  config.verify_client_chain = [](const crypto::ChainToVerify& /*question*/) {
    return crypto::ChainResult{crypto::Verdict::good, "", {}};
  };
  return config;
}

/// A client's Certificate, changed, in answer to a request.
void certificate_refused(const std::function<void(tls::Certificate&)>& change, const Alerts& alerts) {
  const tls::ServerConfig config = asking();
  EvilClient evil(config);
  evil.say(evil.hello());
  tls::Certificate message = EvilServer::certificate_of("p256");
  change(message);
  evil.send(message);
  expect_refusal(evil, alerts);
}

template <tls::In Where>
tls::Extension<Where> extension(unsigned type, const std::string& hex) {
  return {static_cast<ExtensionType>(type), wire::Opaque<0, 65535>(base::View(base::from_hex(hex)))};
}

/// Changes the sending key of the evil one, and asks for the same in return.
void request_key_update(EvilPeer& evil) {
  evil.send_record(ContentType::handshake, tls::encode(tls::KeyUpdate{KeyUpdateRequest::update_requested}));
  evil.sending->update();
  evil.send_data("x");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(taken)

BOOST_AUTO_TEST_CASE(a_stateless_server_drops_change_cipher_spec_before_a_client_hello) {
  tls::ServerConfig config = setup_with_tickets().server;
  config.stateless_retry = true;
  EvilClient evil(config);
  evil.deliver(raw_record(ContentType::change_cipher_spec, base::Bytes{1}));
  evil.say(evil.hello());
  BOOST_TEST(evil.retry.has_value());
  BOOST_TEST((evil.victim.status() == tls::Status::handshaking));
}

BOOST_AUTO_TEST_CASE(status_request_v2_is_passed_over) {
  EvilClient evil;
  tls::ClientHello hello = evil.hello();
  hello.extensions.push_back(extension<tls::In::CH>(17, "000702000400000000"));
  evil.say(hello);
  BOOST_TEST_REQUIRE(evil.encrypted_extensions.has_value());
  BOOST_TEST(evil.encrypted_extensions->extensions.empty());
  const auto shown = tls::decode<tls::Certificate>({tls::HandshakeType::certificate, evil.heard[2]});
  BOOST_TEST(shown.certificate_list.front().extensions.empty());
  evil.say_finished();
  expect_acceptance(evil);
}

BOOST_AUTO_TEST_CASE(a_client_certificate_with_another_context_is_illegal_parameter) {
  certificate_refused([](tls::Certificate& message) { message.certificate_request_context = {1}; },
                      {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(what_a_client_puts_beside_its_certificate_unasked_is_unsupported_extension) {
  for (const unsigned type : {5U, 18U}) {
    certificate_refused(
        [type](tls::Certificate& message) {
          message.certificate_list.front().extensions.push_back(extension<tls::In::CT>(type, "0100000130"));
        },
        {unsupported_extension});
  }
}

BOOST_AUTO_TEST_CASE(a_client_that_does_not_hold_its_key_is_decrypt_error) {
  const tls::ServerConfig config = asking();
  EvilClient evil(config);
  evil.say(evil.hello());
  evil.send(EvilServer::certificate_of("p256"));
  const base::Bytes signature =
      credential("p256")->key.sign(crypto::SignatureAlgorithm::ecdsa_secp256r1_sha256, evil.transcript, evil.random);
  evil.send(tls::CertificateVerify{tls::SignatureScheme::ecdsa_secp256r1_sha256,
                                   wire::Opaque<0, 65535>(base::View(signature))});
  expect_refusal(evil, {decrypt_error});
}

BOOST_AUTO_TEST_CASE(the_age_of_an_external_key_is_ignored) {
  tls::ServerConfig config = server_config();
  config.external_psks = {std::make_shared<tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("a name")), crypto::Secret(base::view_of("a key of both"))})};
  for (const std::uint32_t age : {0U, 1U, 0xffffffffU}) {
    auto psk = std::make_shared<EvilPsk>(base::view_of("a name"), base::view_of("a key of both"));
    psk->obfuscated_ticket_age = age;
    EvilClient evil(config);
    evil.say(evil.hello(), {psk});
    evil.say_finished();
    expect_acceptance(evil);
    BOOST_TEST(evil.victim.session().psk.has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_replay_with_another_unjudged_binder_is_still_a_replay) {
  const tls::ServerConfig config = setup_with_early_data().server;
  const EvilPsks psks{psk::a_ticket(config), psk::a_stranger()};
  EvilClient first(config);
  tls::ClientHello hello = first.hello();
  hello.extensions.add(tls::EarlyDataIndication{});
  offer_psks(hello, psks);
  add_binders(hello, psks, {});
  first.send_hello(hello, psks);
  BOOST_TEST((first.victim.session().early_data == tls::EarlyData::accepted));

  auto offer = *hello.extensions.get<tls::OfferedPsks>();
  offer.binders[1].binder[0] ^= 1U;
  hello.extensions.set(offer);
  EvilClient second(config);
  second.send_hello(hello, psks);
  BOOST_TEST((second.victim.session().early_data == tls::EarlyData::replayed));
  BOOST_TEST((second.victim.status() == tls::Status::handshaking));
}

BOOST_AUTO_TEST_CASE(a_peer_may_change_its_key_more_often_than_we_may) {
  tls::ServerConfig config = server_config();
  config.limits.key_updates = 1;
  EvilClient evil(config);
  evil.run();
  for (int i = 0; i < 5; ++i) {
    request_key_update(evil);
    (void)Pair::take(evil.victim);
  }
  BOOST_TEST((evil.victim.status() == tls::Status::established));
  BOOST_TEST(base::text_of(evil.got) == "xxxxx");
  BOOST_TEST(std::ranges::count(evil.events.messages, "> KeyUpdate") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
