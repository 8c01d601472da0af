// A client that says what it likes to our server. It knows how to do it right, so that one thing at a time is wrong.
#pragma once
#include "crypto/key_exchange.hpp"
#include "support/evil_peer.hpp"
#include "support/evil_psk.hpp"
#include "tls/schedule/exporter.hpp"

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
  /// The same with pre-shared keys, which become its last extension, and right binders.
  void say(tls::ClientHello message, const EvilPsks& psks);
  /// Sends it as it stands, offering these keys with whatever binders it has.
  void send_hello(const tls::ClientHello& message, const EvilPsks& psks);
  /// Under the key of `early`, which a hello with early_data and pre-shared keys gives.
  void send_early(std::string_view text);
  void end_early_data();
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
  std::optional<EvilKey> early;
  std::optional<tls::Exporter> exporter;
  std::vector<tls::NewSessionTicket> tickets;
  /// What a ticket stands for.
  std::shared_ptr<const EvilPsk> psk_of(const tls::NewSessionTicket& ticket) const;

 private:
  void learn(const tls::RawMessage& message) override;
  void learn_server_hello(const tls::RawMessage& message);
  void learn_finished();

  tls::EarlySecret early_secret() const;

  EvilPsks psks_;
  std::optional<crypto::KeyShare> share_;
  std::optional<tls::HandshakeSecret> handshake_secret_;
  std::optional<tls::MainSecret> main_;
  std::optional<crypto::Secret> resumption_secret_;
  std::optional<EvilKey> application_;
};

}  // namespace tests
