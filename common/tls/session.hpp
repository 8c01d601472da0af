// What a handshake agreed on, for whoever uses the connection. Read next: tls/connection.hpp.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "crypto/certificate.hpp"
#include "tls/limits.hpp"
#include "tls/registry.hpp"
#include "tls/ticket.hpp"

namespace vitrine::tls {

/// What became of early data, and why it was not taken.
enum class EarlyData : std::uint8_t {
  not_offered,
  accepted,
  declined,        // as the client sees it: the server did not take it
  disabled,        // early data is off here
  no_ticket,       // no session was resumed
  not_first,       // §4.3.10: only the first pre-shared key offered may carry it
  not_allowed,     // by this ticket
  other_suite,     // than in the session before
  other_protocol,  // ALPN
  retried,         // a HelloRetryRequest came between
  stale,           // §8.3: the age of the ticket is not what it should be
  replayed,        // §8.2: seen before, or we cannot tell
};

/// Why a server did not take a pre-shared key, and went on with certificates; of several the first.
enum class PskRefusal : std::uint8_t {
  no_mode,              // none of its ways to use a key is one of ours
  unknown,              // neither a ticket that our keys open nor an external key of ours
  expired,              // the ticket is older than its lifetime
  certificate_too_old,  // certificates were last shown too long ago
  other_name,           // the ticket was given for another server_name
  other_certificate,    // the certificate that the client saw then is no longer ours
  client_certificate,   // what it says about the client is not what is wanted of clients now
  other_hash,           // the cipher suite goes with another hash
};

/// The pre-shared key that a session stands on.
struct SessionPsk {
  PskKind kind{};
  std::string identity;  // an external key's, printable, as both sides were given it; empty: a ticket's
  Time since;            // a ticket's: when the server gave it, or the client got it
};

/// What the handshake agreed on. Complete once the connection is established.
struct Session {
  std::optional<CipherSuite> cipher_suite;
  std::optional<NamedGroup> group;
  std::optional<SignatureScheme> signature_scheme;  // of the server's CertificateVerify
  std::string alpn;                                 // empty: none
  std::string server_name;                          // SNI as sent by the client, printable; empty: none
  std::vector<crypto::Certificate> peer_chain;      // as received; verified once the connection is established
  std::optional<crypto::ChainResult> peer_verdict;  // how it was judged
  base::Bytes ocsp_response;                        // of the peer's certificate, as received, not verified
  base::Bytes signed_certificate_timestamps;        // the same, a SignedCertificateTimestampList
  /// A client's: fingerprint of the certificate that it showed, now or in the session before; empty: it was asked and
  /// showed none; nothing: nobody asked.
  std::optional<base::Bytes> own_certificate;
  bool hello_retry_request = false;
  /// As long as protected records may be (RFC 8449); nothing agreed: the 2^14 + 1 bytes of §5.4, both ways.
  std::optional<RecordSizeLimits> record_size_limits;
  /// By a ticket or another pre-shared key; peer_chain is then that of the session before.
  bool resumed = false;
  std::optional<SessionPsk> psk;  // which one, if resumed
  /// A server's view, where the client offered keys.
  std::optional<PskRefusal> psk_refusal;
  EarlyData early_data = EarlyData::not_offered;
  /// A server's view: how much older or younger the ticket was than the client said.
  std::chrono::milliseconds ticket_age_skew{};
};

}  // namespace vitrine::tls
