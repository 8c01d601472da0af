// The server's states: RFC 9846 Appendix A.2. START_2 is START after our HelloRetryRequest.
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
#include "tls/server/ticket.hpp"

namespace vitrine::tls::server {

/// What lives for the server's whole handshake.
struct ServerHandshake : Handshake {
  ServerHandshake(const Surroundings& surroundings, std::shared_ptr<const ServerConfig> c, std::string address = {})
      : Handshake(surroundings), config(std::move(c)), client_address(std::move(address)) {}

  std::shared_ptr<const ServerConfig> config;
  std::string client_address;  // what a cookie is bound to
  Time first_hello{};          // when it came: the keys that it offers are judged by that, in the second one, too
};

struct Start {
  static constexpr std::string_view name = "START";
};

/// What our HelloRetryRequest bound both sides to.
struct Retry {
  CipherSuite cipher_suite{};
  NamedGroup group{};
  bool asked_for_share = false;
  bool with_psk = false;  // a pre-shared key of the first ClientHello was good
};

struct RecvdCh {
  static constexpr std::string_view name = "RECVD_CH";
  ClientHello hello;
  std::optional<Retry> retry;
};

/// What we remember of the first ClientHello and of our answer.
struct FirstHello {
  Retry retry;
  base::Bytes unchangeable;  // hash of what the second one must repeat
};

struct Start2 {
  static constexpr std::string_view name = "START_2";
  std::optional<FirstHello> first;  // nothing where a cookie has it
};

/// The pre-shared key that we selected; its binder was right. What a ticket told about the session before is in it.
struct SelectedPsk {
  std::uint16_t identity = 0;
  EarlySecret early_secret;
  SessionPsk session;
  std::optional<TicketContents> ticket;
};

/// What the server chose from the client's offer. §4.2.1.
struct Selection {
  CipherSuite cipher_suite{};
  std::optional<SelectedPsk> psk;
  CertificateChoice certificate;              // without a pre-shared key
  std::string alpn;                           // empty: none
  std::optional<KeyShareEntry> client_share;  // none with psk_ke
};

struct Negotiated {
  static constexpr std::string_view name = "NEGOTIATED";
  ClientHello hello;
  Selection selection;
};

/// What the client's second flight is met with: its secrets, for Finished and for what comes after, and the tickets
/// that it gets then.
struct SecondFlight {
  TrafficSecret handshake;
  TrafficSecret application;
  MainSecret main;
  unsigned tickets = 0;
  Time authenticated;              // when certificates were last shown
  base::Bytes server_certificate;  // the fingerprint of ours, for tickets
};

struct WaitEoed {
  static constexpr std::string_view name = "WAIT_EOED";
  SecondFlight flight;
};

struct WaitFlight2 {
  static constexpr std::string_view name = "WAIT_FLIGHT2";
  SecondFlight flight;
  std::optional<Offered> requested;  // the extensions of our CertificateRequest, if there was one
};

struct WaitCert {
  static constexpr std::string_view name = "WAIT_CERT";
  SecondFlight flight;
  Offered requested;
};

struct WaitCv {
  static constexpr std::string_view name = "WAIT_CV";
  SecondFlight flight;
  crypto::PublicKey client_key;
};

struct WaitFinished {
  static constexpr std::string_view name = "WAIT_FINISHED";
  SecondFlight flight;
};

struct Connected {
  static constexpr std::string_view name = "CONNECTED";
};

using States =
    List<Start, RecvdCh, Start2, Negotiated, WaitEoed, WaitFlight2, WaitCert, WaitCv, WaitFinished, Connected>;

}  // namespace vitrine::tls::server
