// See choose_certificate.hpp.
#include "tls/client/choose_certificate.hpp"

#include <algorithm>
#include <iterator>

#include "tls/machine/chain_signatures.hpp"

namespace vitrine::tls::client {
namespace {

/// Whether a certificate of the chain was issued by one of the CAs that the server names. §4.3.4.
bool is_issued_by(const Credential& credential, const CertificateAuthoritiesExtension& named) {
  return std::ranges::any_of(credential.chain, [&](const crypto::Certificate& certificate) {
    const base::Bytes issuer = certificate.issuer_distinguished_name();
    return std::ranges::any_of(named.authorities, [&](const DistinguishedName& authority) {
      return std::ranges::equal(authority.distinguished_name, issuer);
    });
  });
}

Credentials issued_by(const Credentials& all, const CertificateAuthoritiesExtension& named) {
  Credentials some;
  std::ranges::copy_if(all, std::back_inserter(some),
                       [&](const auto& credential) { return is_issued_by(*credential, named); });
  return some;
}

}  // namespace

/// That the CA is one of those named is only a SHOULD: a server may know more of them than it names. That it can verify
/// the chain is a MUST, where there is a choice.
std::optional<CertificateChoice> choose_certificate(const ClientConfig& config, const CertificateRequest& request) {
  const auto theirs = request.extensions.get<SignatureSchemeList>()->supported_signature_algorithms;
  const auto inside = schemes_inside(request.extensions);
  const auto named = request.extensions.get<CertificateAuthoritiesExtension>();
  std::optional<CertificateChoice> choice;
  for (const ChainSignatures kind : chains_to_show) {
    const Credentials some = with_chains(kind, config.credentials, inside);
    if (!choice && named) choice = choose_credential(config.preferences, issued_by(some, *named), theirs);
    if (!choice) choice = choose_credential(config.preferences, some, theirs);
  }
  return choice;
}

}  // namespace vitrine::tls::client
