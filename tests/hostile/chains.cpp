// See chains.hpp.
#include "hostile/chains.hpp"

#include "support/evil_signature.hpp"

namespace tests::chains {
namespace {

/// Judged good, and now the victim wants to see that the key is there, too.
void expect_belief(EvilPeer& evil) {
  BOOST_TEST((evil.victim.state() == "WAIT_CV"), (evil.victim.failure() ? evil.victim.failure()->text : "no failure"));
}

}  // namespace

std::shared_ptr<crypto::TrustAnchors> trust_in(base::View anchor) {
  return std::make_shared<crypto::TrustAnchors>(crypto::TrustAnchors::from_pem(pem_of(anchor)));
}

tls::ClientConfig client_trusting(const Trusting& trusting) {
  tls::ClientConfig config = client_config();
  config.trust = trust_in(trusting.anchor);
  return config;
}

tls::ServerConfig server_trusting(const Trusting& trusting) {
  tls::ServerConfig config = server_config();
  config.client_authentication = tls::ClientAuthentication::required;
  config.client_trust = trust_in(trusting.anchor);
  return config;
}

tls::Certificate message_of(const Chain& chain) {
  tls::Certificate message;
  for (const base::Bytes& der : chain) {
    message.certificate_list.push_back({wire::Opaque<1, 16777215>(base::View(der)), {}});
  }
  return message;
}

void show_to_client(const Chain& chain, const Shown& shown, const Trusting& trusting) {
  EvilServer evil(client_trusting(trusting), trusting.host);
  evil.run(EvilServer::Up::to_certificate);
  evil.listen();
  evil.send(message_of(chain));
  BOOST_TEST_CONTEXT("against a client") { shown(evil); }
}

void show_to_server(const Chain& chain, const Shown& shown, const Trusting& trusting) {
  EvilClient evil(server_trusting(trusting));
  evil.say(evil.hello());
  evil.send(message_of(chain));
  BOOST_TEST_CONTEXT("against a server") { shown(evil); }
}

void show_to_both(const Chain& chain, const Shown& shown, const Trusting& trusting) {
  show_to_client(chain, shown, trusting);
  show_to_server(chain, shown, trusting);
}

void refused(const Chain& chain, const Alerts& alerts, const Trusting& trusting) {
  show_to_both(chain, [&](EvilPeer& evil) { expect_refusal(evil, alerts); }, trusting);
}

void accepted(const Chain& chain, const Trusting& trusting) { show_to_both(chain, expect_belief, trusting); }

}  // namespace tests::chains
