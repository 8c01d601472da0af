// Our own Certificate and CertificateVerify, for whichever role sends them: RFC 9846 §4.5.1, §4.5.2.
// Read next: tls/server/negotiated.cpp, tls/client/wait_finished.cpp.
#pragma once
#include "tls/config.hpp"
#include "tls/machine/handshake_context.hpp"

namespace vitrine::tls {

/// Our schemes that the key of one of `credentials` can sign with, best first. §4.3.3.
std::vector<SignatureScheme> usable_schemes(const Preferences& preferences, const Credentials& credentials);

/// A certificate to show, and the scheme to prove with that we hold its key.
struct CertificateChoice {
  std::shared_ptr<const Credential> credential;
  SignatureScheme scheme{};
};

/// Our best scheme that is among `theirs` and that one of `credentials` can sign with; the first of those that can.
std::optional<CertificateChoice> choose_credential(const Preferences& preferences, const Credentials& credentials,
                                                   const std::vector<SignatureScheme>& theirs);

/// The schemes that we can verify, and PKCS#1, which is still good enough inside certificates.
wire::Vector<SignatureScheme, 2, 65534> signature_schemes_in_certificates(const Preferences& preferences);

/// `context` is that of the CertificateRequest, or empty for a server.
void send_certificate(Handshake& handshake, const Credential& credential, const wire::Opaque<0, 255>& context);

void send_certificate_verify(Handshake& handshake, Role signer, const CertificateChoice& choice);

}  // namespace vitrine::tls
