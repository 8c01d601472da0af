// The peer's Certificate and CertificateVerify, for whichever role receives them: RFC 9846 §4.5.1, §4.5.2. What an
// empty Certificate means, each role decides in its own states. Read next: tls/machine/own_certificate.hpp.
#pragma once
#include "tls/config.hpp"
#include "tls/machine/handshake_context.hpp"
#include "tls/message/extension_rules.hpp"

namespace vitrine::tls {

/// By what a chain is judged.
struct Judge {
  const crypto::TrustAnchors* trust;  // not used where `verify_chain` is set
  const VerifyChain& verify_chain;
  crypto::Purpose purpose;
  std::string_view host;  // empty: no name to match
};

/// Whether the chain of a session which is to be resumed would be good today. Whatever speaks against it makes a full
/// handshake, not a failure.
bool is_still_believed(const std::vector<crypto::Certificate>& chain, const Judge& judge, Time now);

/// Reads the entries, which may carry `offered` extensions, into session.peer_chain, judges the chain, and returns the
/// end entity's key. There is at least one entry.
crypto::PublicKey take_certificate(Handshake& handshake, const Certificate& message, const Offered& offered,
                                   const Judge& judge);

/// What a CertificateVerify must fit.
struct Proof {
  Role signer;
  const std::vector<SignatureScheme>& offered;
  const crypto::PublicKey& key;
};

/// The peer holds the key: an algorithm that we offered and that fits the key, and a signature that is right.
void check_certificate_verify(const Handshake& handshake, const Received<CertificateVerify>& received,
                              const Proof& proof);

}  // namespace vitrine::tls
