// The client's states: RFC 9846 Appendix A.1. Each holds exactly what is known then and still needed.
// Two of them are finer than the figure: after a HelloRetryRequest START and WAIT_SH are START_2 and WAIT_SH_2, so that
// a second HelloRetryRequest has no arrow. Read next: tls/client/arrows.hpp.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "crypto/key_exchange.hpp"
#include "tls/config.hpp"
#include "tls/machine/handshake_context.hpp"
#include "tls/message/extension_rules.hpp"
#include "tls/schedule/key_schedule.hpp"

namespace vitrine::tls::client {

/// What lives for the client's whole handshake.
struct ClientHandshake : Handshake {
  ClientHandshake(const Surroundings& surroundings, std::shared_ptr<const ClientConfig> c, ServerIdentity s)
      : Handshake(surroundings), config(std::move(c)), server(std::move(s)) {}

  /// From here on we send under the handshake key; early data, if there was any, is over.
  void begin_second_flight(const TrafficSecret& client_handshake) {
    if (config->compatibility_mode) send_change_cipher_spec();
    change_sending_key(client_handshake.clone());
    sending_early = false;
  }

  std::shared_ptr<const ClientConfig> config;
  ServerIdentity server;
  Offered offered;             // the extensions of our ClientHello
  bool sending_early = false;  // K_send is the early data key
};

struct Start {
  static constexpr std::string_view name = "START";
};

/// A pre-shared key as we offered it, and the session behind it, if it was a ticket's.
struct OfferedPsk {
  PskKind kind{};
  CipherSuite cipher_suite{};  // of the session before; of an external key one with its hash
  PskIdentity identity;
  EarlySecret early_secret;
  std::optional<ClientTicket> ticket;
};

/// Our hello, the private halves of its key shares, and the keys of its pre_shared_key.
struct Offer {
  ClientHello hello;
  std::vector<std::pair<NamedGroup, crypto::KeyShare>> shares{};
  std::vector<OfferedPsk> psks{};
};

struct WaitSh : Offer {
  static constexpr std::string_view name = "WAIT_SH";
};

/// What a HelloRetryRequest bound the server to.
struct Retry {
  CipherSuite cipher_suite{};
  std::optional<NamedGroup> group;
};

struct Start2 : Offer {
  static constexpr std::string_view name = "START_2";
  Retry retry;
};

struct WaitSh2 : Offer {
  static constexpr std::string_view name = "WAIT_SH_2";
  Retry retry;
};

struct HandshakeKeys {
  TrafficSecret client;
  TrafficSecret server;
  HandshakeSecret secret;
};

/// The pre-shared key that the server selected, as far as it matters from here on.
struct SelectedPsk {
  std::uint16_t identity = 0;
  CipherSuite cipher_suite{};
  std::string alpn;  // of the session before
};

struct WaitEe {
  static constexpr std::string_view name = "WAIT_EE";
  HandshakeKeys keys;
  std::optional<SelectedPsk> psk;
};

struct WaitCertCr {
  static constexpr std::string_view name = "WAIT_CERT_CR";
  HandshakeKeys keys;
};

struct WaitCert {
  static constexpr std::string_view name = "WAIT_CERT";
  HandshakeKeys keys;
  CertificateRequest request;
};

struct WaitCv {
  static constexpr std::string_view name = "WAIT_CV";
  HandshakeKeys keys;
  std::optional<CertificateRequest> request;
  crypto::PublicKey server_key;
};

struct WaitFinished {
  static constexpr std::string_view name = "WAIT_FINISHED";
  HandshakeKeys keys;
  std::optional<CertificateRequest> request;
};

struct Connected {
  static constexpr std::string_view name = "CONNECTED";
  CipherSuite cipher_suite{};
  crypto::Secret resumption_secret;
};

using States = List<Start, WaitSh, Start2, WaitSh2, WaitEe, WaitCertCr, WaitCert, WaitCv, WaitFinished, Connected>;

}  // namespace vitrine::tls::client
