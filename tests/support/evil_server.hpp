// A server that says what it likes to our client, with good keys and a good certificate where it wants them.
#pragma once
#include "crypto/key_exchange.hpp"
#include "support/evil_peer.hpp"
#include "support/evil_psk.hpp"

namespace tests {

class EvilServer final : public EvilPeer {
 public:
  /// How far the good part of a handshake goes.
  enum class Up { to_hello, to_encrypted_extensions, to_certificate, to_certificate_verify, to_finished, to_the_end };

  explicit EvilServer(const tls::ClientConfig& config = client_config(), std::string host = "localhost",
                      const std::string& kind = "p256");

  /// Against a client with a ticket.
  EvilServer(const tls::ClientConfig& config, tls::ServerIdentity identity);

  tls::ClientHello hello;  // the client's last
  /// The key behind what a ServerHello with pre_shared_key selects.
  std::shared_ptr<const EvilPsk> psk;
  /// A good ServerHello that selects it.
  tls::ServerHello server_hello_with_psk(std::uint16_t identity = 0);
  /// Good messages, each for this very moment. server_hello() makes a key share and is asked once.
  tls::ServerHello server_hello();
  tls::HelloRetryRequest retry(tls::NamedGroup group) const;
  tls::Certificate certificate() const { return certificate_of(kind_); }
  tls::CertificateVerify certificate_verify() const;
  tls::CertificateVerify certificate_verify(tls::SignatureScheme scheme, base::View content) const;
  base::Bytes signed_content(std::string_view context = server_context) const {
    return EvilPeer::signed_content(context);
  }
  tls::Finished finished() const { return finished_under(*server_handshake); }

  /// Sends it, and from then on the handshake keys are used.
  void say(const tls::ServerHello& message);
  /// Sends it, and hears the second ClientHello.
  void say(const tls::HelloRetryRequest& message);
  /// Sends it, and from then on the application keys are used.
  void say_finished();
  void change_to_application_keys();
  /// Sends good messages from one step up to, and without, another.
  void run(Up from, Up stop);
  void run(Up stop) { run(Up::to_hello, stop); }

  std::optional<tls::TrafficSecret> client_handshake;
  std::optional<tls::TrafficSecret> server_handshake;
  tls::NamedGroup group = tls::NamedGroup::x25519;

 private:
  void learn(const tls::RawMessage& message) override;

  tls::EarlySecret early_secret(const tls::ServerHello& message) const;
  /// Early data is heard under its own key until the client says that it is over.
  EvilKey key_of_next_flight(const tls::ServerHello& message, base::View client_hello) const;

  std::string kind_;
  crypto::Secret shared_secret_;
  std::optional<tls::HandshakeSecret> handshake_secret_;
  std::optional<EvilKey> client_application_;
};

}  // namespace tests
