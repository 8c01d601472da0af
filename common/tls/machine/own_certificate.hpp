// Our own Certificate and CertificateVerify, for whichever role sends them: RFC 9846 §4.5.1, §4.5.2.
// Read next: tls/server/negotiated.cpp, tls/client/wait_finished.cpp.
#pragma once
#include <algorithm>
#include <iterator>

#include "tls/config.hpp"
#include "tls/machine/compressed_certificate.hpp"

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

/// How the peer would like our Certificate.
struct CertificateWishes {
  wire::Opaque<0, 255> certificate_request_context;  // empty for a server
  CompressionAlgorithms compression;                 // what the peer can decompress and we can compress, best first
  AskFor beside;                                     // the end entity
};

inline bool asks_for_ocsp(const Extensions<In::CH>& request) {
  const auto asked = request.get<CertificateStatusRequest>();
  return asked && asked->status_type == CertificateStatusType::ocsp;
}
inline bool asks_for_ocsp(const Extensions<In::CR>& request) { return request.has(StatusRequest::type); }

/// What a ClientHello or a CertificateRequest says about it. `ours` is what we compress with, best first.
template <In Where>
CertificateWishes wishes_of(const Extensions<Where>& request, const CompressionAlgorithms& ours) {
  CertificateWishes wishes;
  wishes.beside = {asks_for_ocsp(request), request.has(SignedCertificateTimestampRequest::type)};
  if (const auto theirs = request.template get<CertificateCompressionAlgorithms>()) {
    std::ranges::copy_if(ours, std::back_inserter(wishes.compression), [&](auto one) {
      return std::ranges::find(theirs->algorithms, one) != theirs->algorithms.end();
    });
  }
  return wishes;
}

void send_certificate(Handshake& handshake, const Credential& credential, const CertificateWishes& wishes);

void send_certificate_verify(Handshake& handshake, Role signer, const CertificateChoice& choice);

}  // namespace vitrine::tls
