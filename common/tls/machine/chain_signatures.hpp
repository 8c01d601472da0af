// How far a peer can follow the signatures inside a chain of ours, which decides what is shown first: RFC 9846 §4.3.3,
// §4.5.1.2. Read next: tls/server/choose_certificate.hpp, tls/client/choose_certificate.hpp.
#pragma once
#include <array>

#include "tls/config.hpp"
#include "tls/message/extension_bodies.hpp"

namespace vitrine::tls {

using SignatureSchemes = std::vector<SignatureScheme>;

/// Of a ClientHello or a CertificateRequest: what its sender verifies inside certificates.
template <In Where>
SignatureSchemes schemes_inside(const Extensions<Where>& request) {
  if (const auto inside = request.template get<SignatureSchemeListCert>()) {
    return inside->supported_signature_algorithms;
  }
  const auto all = request.template get<SignatureSchemeList>();
  return all ? SignatureSchemes(all->supported_signature_algorithms) : SignatureSchemes();
}

enum class ChainSignatures : std::uint8_t {
  verifiable,
  verifiable_though_old,  // SHA-1, for a peer that says that it takes it
  unknown,                // to the peer, as far as it says; better than nothing
  old,                    // SHA-1 or older, and nobody asked for that
};

/// Best first; the rest is not shown to anybody.
inline constexpr std::array chains_to_show{ChainSignatures::verifiable, ChainSignatures::verifiable_though_old,
                                           ChainSignatures::unknown};

/// Those of `all` whose chains are like that to a peer that verifies `theirs`.
Credentials with_chains(ChainSignatures kind, const Credentials& all, const SignatureSchemes& theirs);

}  // namespace vitrine::tls
