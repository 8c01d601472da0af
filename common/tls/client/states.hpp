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

  std::shared_ptr<const ClientConfig> config;
  ServerIdentity server;
  Offered offered;  // the extensions of our ClientHello
};

struct Start {
  static constexpr std::string_view name = "START";
};

/// Our hello, and the private halves of its key shares.
struct Offer {
  ClientHello hello;
  std::vector<std::pair<NamedGroup, crypto::KeyShare>> shares;
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

struct WaitEe {
  static constexpr std::string_view name = "WAIT_EE";
  HandshakeKeys keys;
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
};

using States = List<Start, WaitSh, Start2, WaitSh2, WaitEe, WaitCertCr, WaitCert, WaitCv, WaitFinished, Connected>;

}  // namespace vitrine::tls::client
