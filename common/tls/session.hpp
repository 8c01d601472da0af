// What a handshake agreed on, for whoever uses the connection. Read next: tls/connection.hpp.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "crypto/certificate.hpp"
#include "tls/limits.hpp"
#include "tls/registry.hpp"

namespace vitrine::tls {

/// What the handshake agreed on. Complete once the connection is established.
struct Session {
  std::optional<CipherSuite> cipher_suite;
  std::optional<NamedGroup> group;
  std::optional<SignatureScheme> signature_scheme;  // of the server's CertificateVerify
  std::string alpn;                                 // empty: none
  std::string server_name;                          // SNI as sent by the client, printable; empty: none
  std::vector<crypto::Certificate> peer_chain;      // as received; verified once the connection is established
  std::optional<crypto::ChainResult> peer_verdict;  // how it was judged
  bool hello_retry_request = false;
  /// As long as protected records may be (RFC 8449); nothing agreed: the 2^14 + 1 bytes of §5.4, both ways.
  std::optional<RecordSizeLimits> record_size_limits;
};

}  // namespace vitrine::tls
