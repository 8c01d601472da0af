// The server's states: RFC 9846 Appendix A.2, without early data, which is not accepted yet. START_2 is START after our
// HelloRetryRequest.
// Read next: tls/server/arrows.hpp.
#pragma once
#include <memory>
#include <optional>

#include "crypto/key_exchange.hpp"
#include "tls/config.hpp"
#include "tls/machine/handshake_context.hpp"
#include "tls/machine/own_certificate.hpp"
#include "tls/message/extension_rules.hpp"
#include "tls/schedule/key_schedule.hpp"

namespace vitrine::tls::server {

/// What lives for the server's whole handshake.
struct ServerHandshake : Handshake {
  ServerHandshake(const Surroundings& surroundings, std::shared_ptr<const ServerConfig> c)
      : Handshake(surroundings), config(std::move(c)) {}

  std::shared_ptr<const ServerConfig> config;
};

struct Start {
  static constexpr std::string_view name = "START";
};

/// What our HelloRetryRequest bound both sides to.
struct Retry {
  CipherSuite cipher_suite{};
  NamedGroup group{};
};

struct RecvdCh {
  static constexpr std::string_view name = "RECVD_CH";
  ClientHello hello;
  std::optional<Retry> retry;
};

struct Start2 {
  static constexpr std::string_view name = "START_2";
  base::Bytes unchangeable;  // hash of what the second ClientHello must repeat
  Retry retry;
};

/// What the server chose from the client's offer. §4.2.1.
struct Selection {
  CipherSuite cipher_suite{};
  CertificateChoice certificate;
  std::string alpn;  // empty: none
  KeyShareEntry client_share;
};

struct Negotiated {
  static constexpr std::string_view name = "NEGOTIATED";
  ClientHello hello;
  Selection selection;
};

/// The client's secrets: for its Finished, and for what comes after.
struct ClientSecrets {
  TrafficSecret handshake;
  TrafficSecret application;
};

struct WaitFlight2 {
  static constexpr std::string_view name = "WAIT_FLIGHT2";
  ClientSecrets client;
  Offered requested;  // the extensions of our CertificateRequest, if there was one
};

struct WaitCert {
  static constexpr std::string_view name = "WAIT_CERT";
  ClientSecrets client;
  Offered requested;
};

struct WaitCv {
  static constexpr std::string_view name = "WAIT_CV";
  ClientSecrets client;
  crypto::PublicKey client_key;
};

struct WaitFinished {
  static constexpr std::string_view name = "WAIT_FINISHED";
  ClientSecrets client;
};

struct Connected {
  static constexpr std::string_view name = "CONNECTED";
};

using States = List<Start, RecvdCh, Start2, Negotiated, WaitFlight2, WaitCert, WaitCv, WaitFinished, Connected>;

}  // namespace vitrine::tls::server
