// See own_certificate.hpp.
#include "tls/machine/own_certificate.hpp"

#include <algorithm>
#include <iterator>

#include "tls/primitives.hpp"

namespace vitrine::tls {

std::vector<SignatureScheme> usable_schemes(const Preferences& preferences, const Credential& credential) {
  std::vector<SignatureScheme> usable;
  const auto& schemes =
      credential.signature_schemes.empty() ? preferences.signature_schemes : credential.signature_schemes;
  std::ranges::copy_if(schemes, std::back_inserter(usable), [&](SignatureScheme scheme) {
    const auto algorithm = primitive(scheme);
    return algorithm && crypto::matches(*algorithm, credential.key.kind());
  });
  return usable;
}

std::optional<SignatureScheme> choose_scheme(const std::vector<SignatureScheme>& usable,
                                             const std::vector<SignatureScheme>& theirs) {
  const auto found = std::ranges::find_first_of(usable, theirs);
  return found == usable.end() ? std::nullopt : std::optional(*found);
}

wire::Vector<SignatureScheme, 2, 65534> signature_schemes_in_certificates(const Preferences& preferences) {
  wire::Vector<SignatureScheme, 2, 65534> schemes;
  schemes.assign(preferences.signature_schemes.begin(), preferences.signature_schemes.end());
  for (const auto old :
       {SignatureScheme::rsa_pkcs1_sha256, SignatureScheme::rsa_pkcs1_sha384, SignatureScheme::rsa_pkcs1_sha512}) {
    schemes.push_back(old);
  }
  return schemes;
}

void send_certificate(Handshake& h, const Credential& credential, const wire::Opaque<0, 255>& context) {
  Certificate message{context, {}};
  for (const crypto::Certificate& certificate : credential.chain) {
    message.certificate_list.push_back({wire::Opaque<1, 16777215>(base::View(certificate.der())), {}});
  }
  h.send(message);
}

void send_certificate_verify(Handshake& h, Role signer, const Credential& credential, SignatureScheme scheme) {
  const base::Bytes content = certificate_verify_content(signer, h.transcript.hash());
  const base::Bytes signature = credential.key.sign(*primitive(scheme), content, h.random);
  h.send(CertificateVerify{scheme, wire::Opaque<0, 65535>(base::View(signature))});
}

}  // namespace vitrine::tls
