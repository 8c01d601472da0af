// See scenes.hpp.
#include "support/scenes.hpp"

#include "support/resumption.hpp"

namespace tests {
namespace {

/// plain_setup() and what `with` adds to its server's side, which is tickets. One is enough.
Setup with_tickets_of(const Setup& with) {
  Setup setup = plain_setup();
  setup.server = with.server;
  setup.server.tickets.count = 1;
  return setup;
}

Scene with_suite(Scene scene, tls::CipherSuite suite) {
  scene.setup.client.preferences.cipher_suites = {suite};
  return scene;
}

Scene with_external_psk(Scene scene, tls::PskKeyExchangeMode mode) {
  const auto psk = std::make_shared<const tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("both of us")), crypto::Secret(base::Bytes(32, 7))});
  scene.setup.client.external_psks = scene.setup.server.external_psks = {psk};
  scene.setup.client.psk_modes = scene.setup.server.psk_modes = {mode};
  return scene;
}

Scene resuming(const std::string& name, const Setup& setup, std::string_view early = {}) {
  return {name, setup, std::make_shared<tls::ClientTicket>(std::move(*with_ticket(setup).ticket)), early};
}

}  // namespace

std::unique_ptr<Pair> Scene::begin() const {
  Setup fresh = setup;
  const auto window = fresh.server.limits.early_data_window;
  if (fresh.server.replay_store) {
    fresh.server.replay_store = std::make_shared<tls::ReplayStore>(fresh.now - 3 * window, window, 10);
  }
  tls::ServerIdentity identity = fresh.identity;
  if (ticket) identity.ticket = copy_of(*ticket);
  identity.offer_early_data = !early.empty();
  auto pair = std::make_unique<Pair>(std::move(fresh), std::move(identity));
  if (!early.empty()) pair->say_early(early);
  return pair;
}

const Scene& plain_scene() {
  static const Scene scene{"plain", plain_setup()};
  return scene;
}

const Scene& retry_scene() {
  static const Scene scene{"retried", retry_setup()};
  return scene;
}

const Scene& hybrid_scene() {
  static const Scene scene{"hybrid", hybrid_setup()};
  return scene;
}

const Scene& stateless_scene() {
  static const Scene scene = [] {
    Scene stateless{"stateless", with_tickets_of(setup_with_tickets())};
    stateless.setup.server.stateless_retry = true;
    return stateless;
  }();
  return scene;
}

const Scene& client_certificate_scene() {
  static const Scene scene = [] {
    Scene mutual{"client certificate", plain_setup()};
    mutual.setup.client.credentials = server_config().credentials;
    mutual.setup.server.client_authentication = tls::ClientAuthentication::required;
    mutual.setup.server.verify_client_chain = [](const crypto::ChainToVerify&) {
      return crypto::ChainResult{crypto::Verdict::good, "", {}};
    };
    return mutual;
  }();
  return scene;
}

const Scene& resumed_scene() {
  static const Scene scene = resuming("resumed", with_tickets_of(setup_with_tickets()));
  return scene;
}

const Scene& early_data_scene() {
  static const Scene scene = resuming("early data", with_tickets_of(setup_with_early_data()), early_question);
  return scene;
}

const Scene& refused_early_data_scene() {
  static const Scene scene = [] {
    Scene refused = early_data_scene();
    refused.name = "early data refused";
    refused.setup.server.max_early_data_size = 0;
    return refused;
  }();
  return scene;
}

const Scene& chacha20_scene() {
  static const Scene scene =
      with_suite({"ChaCha20-Poly1305", plain_setup()}, tls::CipherSuite::TLS_CHACHA20_POLY1305_SHA256);
  return scene;
}

const Scene& aes_256_scene() {
  static const Scene scene = with_suite({"AES-256-GCM", plain_setup()}, tls::CipherSuite::TLS_AES_256_GCM_SHA384);
  return scene;
}

const Scene& resumed_aes_256_scene() {
  static const Scene scene = [] {
    Setup setup = with_tickets_of(setup_with_tickets());
    setup.client.preferences.cipher_suites = {tls::CipherSuite::TLS_AES_256_GCM_SHA384};
    return resuming("resumed with AES-256-GCM", setup);
  }();
  return scene;
}

const Scene& external_psk_scene() {
  static const Scene scene = with_external_psk({"external key", plain_setup()}, tls::PskKeyExchangeMode::psk_dhe_ke);
  return scene;
}

const Scene& psk_alone_scene() {
  static const Scene scene = with_external_psk({"external key alone", plain_setup()}, tls::PskKeyExchangeMode::psk_ke);
  return scene;
}

const Scene& rekeying_scene() {
  static const Scene scene{.name = "KeyUpdates with data", .setup = plain_setup(), .script = rekeying_script()};
  return scene;
}

std::vector<const Scene*> every_scene() {
  return {&plain_scene(),   &retry_scene(),           &stateless_scene(),          &client_certificate_scene(),
          &resumed_scene(), &early_data_scene(),      &refused_early_data_scene(), &chacha20_scene(),
          &aes_256_scene(), &resumed_aes_256_scene(), &external_psk_scene(),       &psk_alone_scene(),
          &rekeying_scene()};
}

}  // namespace tests
