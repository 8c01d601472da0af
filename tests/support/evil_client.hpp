// A client that says what it likes to our server. It knows how to do it right, so that one thing at a time is wrong.
#pragma once
#include "crypto/key_exchange.hpp"
#include "support/evil_peer.hpp"

namespace tests {

class EvilClient final : public EvilPeer {
 public:
  explicit EvilClient(const tls::ServerConfig& config = server_config());

  /// A good ClientHello with a share for `share` and all we know on offer.
  tls::ClientHello hello(tls::NamedGroup share = tls::NamedGroup::x25519);
  /// In place of the share that was there: what a second ClientHello changes.
  void offer_share(tls::ClientHello& message, tls::NamedGroup group);
  /// Sends it and hears the answer: a HelloRetryRequest, or the whole flight, after which handshake keys are used.
  void say(const tls::ClientHello& message);
  tls::Finished finished() const { return finished_under(*client_handshake); }
  /// A good Finished, and from then on the application keys are used.
  void say_finished();
  void change_to_application_keys();
  /// All of a good handshake.
  void run();

  std::optional<tls::HelloRetryRequest> retry;
  std::optional<tls::ServerHello> server_hello;
  std::optional<tls::EncryptedExtensions> encrypted_extensions;
  std::optional<tls::TrafficSecret> client_handshake;

 private:
  void learn(const tls::RawMessage& message) override;
  void learn_server_hello(const tls::RawMessage& message);
  void learn_finished();

  std::optional<crypto::KeyShare> share_;
  std::optional<tls::HandshakeSecret> handshake_secret_;
  std::optional<EvilKey> application_;
};

}  // namespace tests
