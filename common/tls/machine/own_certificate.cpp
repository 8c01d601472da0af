// See own_certificate.hpp.
#include "tls/machine/own_certificate.hpp"

#include "tls/primitives.hpp"

namespace vitrine::tls {

namespace {

const std::vector<SignatureScheme>& schemes_of(const Preferences& preferences, const Credential& credential) {
  return credential.signature_schemes.empty() ? preferences.signature_schemes : credential.signature_schemes;
}

bool can_sign(const Preferences& preferences, const Credential& credential, SignatureScheme scheme) {
  const auto& allowed = schemes_of(preferences, credential);
  const auto algorithm = primitive(scheme);
  return algorithm && crypto::matches(*algorithm, credential.key.kind()) &&
         std::ranges::find(allowed, scheme) != allowed.end();
}

/// The orders that credentials bring along come first.
std::vector<SignatureScheme> in_order(const Preferences& preferences, const Credentials& credentials) {
  std::vector<SignatureScheme> all;
  const auto add = [&all](SignatureScheme scheme) {
    if (std::ranges::find(all, scheme) == all.end()) all.push_back(scheme);
  };
  for (const auto& credential : credentials) std::ranges::for_each(credential->signature_schemes, add);
  std::ranges::for_each(preferences.signature_schemes, add);
  return all;
}

/// §4.5.1.1. The timestamps are a body already, and go as they are.
void add_stapled(Extensions<In::CT>& extensions, const Credential& credential, const AskFor& asked) {
  if (asked.ocsp_response && !credential.ocsp_response.empty()) {
    extensions.add(CertificateStatus{
        {}, CertificateStatusType::ocsp, wire::Opaque<1, 16777215>(base::View(credential.ocsp_response))});
  }
  const base::Bytes& timestamps = credential.signed_certificate_timestamps;
  if (asked.signed_certificate_timestamps && !timestamps.empty()) {
    extensions.push_back({ExtensionType::signed_certificate_timestamp, wire::Opaque<0, 65535>(base::View(timestamps))});
  }
}

}  // namespace

std::vector<SignatureScheme> usable_schemes(const Preferences& preferences, const Credentials& credentials) {
  std::vector<SignatureScheme> usable;
  std::ranges::copy_if(in_order(preferences, credentials), std::back_inserter(usable), [&](SignatureScheme scheme) {
    return std::ranges::any_of(credentials, [&](const auto& each) { return can_sign(preferences, *each, scheme); });
  });
  return usable;
}

std::optional<CertificateChoice> choose_credential(const Preferences& preferences, const Credentials& credentials,
                                                   const std::vector<SignatureScheme>& theirs) {
  const std::vector<SignatureScheme> usable = usable_schemes(preferences, credentials);
  const auto scheme = std::ranges::find_first_of(usable, theirs);
  if (scheme == usable.end()) return std::nullopt;
  const auto signer =
      std::ranges::find_if(credentials, [&](const auto& each) { return can_sign(preferences, *each, *scheme); });
  return CertificateChoice{*signer, *scheme};
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

void send_certificate(Handshake& h, const Credential& credential, const CertificateWishes& wishes) {
  Certificate message{wishes.certificate_request_context, {}};
  for (const crypto::Certificate& certificate : credential.chain) {
    message.certificate_list.push_back({wire::Opaque<1, 16777215>(base::View(certificate.der())), {}});
  }
  add_stapled(message.certificate_list.front().extensions, credential, wishes.beside);
  const auto packed = compressed(message, wishes.compression, *credential.compressed);
  if (!packed) return h.send(message);
  base::Bytes raw;  // only for whoever watches
  h.trace([&] {
    raw = encode(message);
    return MessagePacked{{Certificate::type, Certificate::name, raw, &explain_message}};
  });
  h.send(*packed);
}

void send_certificate_verify(Handshake& h, Role signer, const CertificateChoice& choice) {
  const base::Bytes content = certificate_verify_content(signer, h.transcript.hash());
  const base::Bytes signature = choice.credential->key.sign(*primitive(choice.scheme), content, h.random);
  h.send(CertificateVerify{choice.scheme, wire::Opaque<0, 65535>(base::View(signature))});
}

}  // namespace vitrine::tls
