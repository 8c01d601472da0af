// See waiting_states.hpp.
#include "support/waiting_states.hpp"

#include <boost/test/unit_test.hpp>

#include "support/evil_client.hpp"
#include "support/evil_server.hpp"
#include "support/resumption.hpp"

namespace tests {
namespace {

using Up = EvilServer::Up;

std::unique_ptr<EvilServer> client_up(Up stop) {
  auto evil = std::make_unique<EvilServer>();
  evil->run(stop);
  evil->listen();
  return evil;
}

std::unique_ptr<EvilPeer> client_retried() {
  auto evil = std::make_unique<EvilServer>();
  evil->say(evil->retry(tls::NamedGroup::secp256r1));
  return evil;
}

std::unique_ptr<EvilPeer> client_asked() {
  auto evil = client_up(Up::to_certificate);
  tls::CertificateRequest request;
  request.extensions.add(tls::SignatureSchemeList{{}, {tls::SignatureScheme::ecdsa_secp256r1_sha256}});
  evil->send(request);
  return evil;
}

tls::ServerConfig asking() {
  tls::ServerConfig config = server_config();
  config.client_authentication = tls::ClientAuthentication::required;
  config.verify_client_chain = [](const crypto::ChainToVerify&) {
    return crypto::ChainResult{crypto::Verdict::good, "", {}};
  };
  return config;
}

std::unique_ptr<EvilClient> greeted(const tls::ServerConfig& config = server_config()) {
  auto evil = std::make_unique<EvilClient>(config);
  evil->say(evil->hello());
  return evil;
}

std::unique_ptr<EvilPeer> server_that_retried() {
  auto evil = std::make_unique<EvilClient>();
  tls::ClientHello hello = evil->hello();
  hello.extensions.set(tls::KeyShareClientHello{});
  evil->say(hello);
  return evil;
}

std::unique_ptr<EvilPeer> server_with_certificate() {
  auto evil = greeted(asking());
  evil->send(EvilPeer::certificate_of("p256"));
  return evil;
}

std::unique_ptr<EvilPeer> server_with_early_data() {
  const tls::ServerConfig config = setup_with_early_data().server;
  EvilClient before(config);
  tls::ClientHello first = before.hello();
  first.extensions.add(tls::PskKeyExchangeModes{{}, {tls::PskKeyExchangeMode::psk_dhe_ke}});
  before.say(first);
  before.say_finished();
  before.listen();
  auto evil = std::make_unique<EvilClient>(config);
  tls::ClientHello second = evil->hello();
  second.extensions.add(tls::EarlyDataIndication{});
  evil->say(second, {before.psk_of(before.tickets.at(0))});
  evil->sending = evil->early;
  return evil;
}

std::unique_ptr<EvilPeer> server_connected() {
  auto evil = greeted();
  evil->say_finished();
  evil->listen();
  return evil;
}

}  // namespace

const std::vector<WaitingState>& waiting_states() {
  using enum tls::Role;
  static const std::vector<WaitingState> all{
      {client, "WAIT_SH", [] { return client_up(Up::to_hello); }},
      {client, "WAIT_SH_2", client_retried},
      {client, "WAIT_EE", [] { return client_up(Up::to_encrypted_extensions); }},
      {client, "WAIT_CERT_CR", [] { return client_up(Up::to_certificate); }},
      {client, "WAIT_CERT", client_asked},
      {client, "WAIT_CV", [] { return client_up(Up::to_certificate_verify); }},
      {client, "WAIT_FINISHED", [] { return client_up(Up::to_finished); }},
      {client, "CONNECTED", [] { return client_up(Up::to_the_end); }},
      {server, "START", [] { return std::make_unique<EvilClient>(); }},
      {server, "START_2", server_that_retried},
      {server, "WAIT_CERT", [] { return greeted(asking()); }},
      {server, "WAIT_CV", server_with_certificate},
      {server, "WAIT_EOED", server_with_early_data},
      {server, "WAIT_FINISHED", [] { return greeted(); }},
      {server, "CONNECTED", server_connected},
  };
  return all;
}

void in_every_state(const Deed& deed) {
  for (const WaitingState& state : waiting_states()) {
    BOOST_TEST_CONTEXT((state.role == tls::Role::client ? "a client in " : "a server in ") << state.name) {
      const auto evil = state.reach();
      BOOST_TEST_REQUIRE(evil->victim.state() == state.name);
      deed(*evil);
    }
  }
}

void in_every_state_of_the_handshake(const Deed& deed) {
  in_every_state([&](EvilPeer& evil) {
    if (evil.victim.status() == tls::Status::handshaking) deed(evil);
  });
}

}  // namespace tests
