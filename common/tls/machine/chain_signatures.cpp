// See chain_signatures.hpp.
#include "tls/machine/chain_signatures.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace vitrine::tls {
namespace {

struct Algorithm {
  std::string_view oid;
  std::uint16_t scheme;
  bool is_old = false;
};

/// The signatures of certificates and the schemes of §4.3.3 that they are verified by. 0: none.
constexpr std::array algorithms{
    Algorithm{"1.2.840.10045.4.3.2", 0x0403},         // ecdsa_secp256r1_sha256
    Algorithm{"1.2.840.10045.4.3.3", 0x0503},         // ecdsa_secp384r1_sha384
    Algorithm{"1.2.840.10045.4.3.4", 0x0603},         // ecdsa_secp521r1_sha512
    Algorithm{"1.3.101.112", 0x0807},                 // ed25519
    Algorithm{"1.3.101.113", 0x0808},                 // ed448
    Algorithm{"1.2.840.113549.1.1.11", 0x0401},       // rsa_pkcs1_sha256
    Algorithm{"1.2.840.113549.1.1.12", 0x0501},       // rsa_pkcs1_sha384
    Algorithm{"1.2.840.113549.1.1.13", 0x0601},       // rsa_pkcs1_sha512
    Algorithm{"1.2.840.113549.1.1.10", 0x0804},       // rsa_pss_rsae_sha256; one OID for all of RSASSA-PSS
    Algorithm{"1.2.840.113549.1.1.10", 0x0805},       // rsa_pss_rsae_sha384
    Algorithm{"1.2.840.113549.1.1.10", 0x0806},       // rsa_pss_rsae_sha512
    Algorithm{"1.2.840.113549.1.1.5", 0x0201, true},  // rsa_pkcs1_sha1
    Algorithm{"1.2.840.10045.4.1", 0x0203, true},     // ecdsa_sha1
    Algorithm{"1.2.840.113549.1.1.4", 0, true},       // MD5 with RSA
};

bool is_verified_by(const crypto::Certificate& certificate, const SignatureSchemes& theirs) {
  return std::ranges::any_of(algorithms, [&](const Algorithm& one) {
    return one.oid == certificate.signature_algorithm() &&
           std::ranges::find(theirs, static_cast<SignatureScheme>(one.scheme)) != theirs.end();
  });
}

bool is_old(const crypto::Certificate& certificate) {
  const auto* found = std::ranges::find(algorithms, certificate.signature_algorithm(), &Algorithm::oid);
  return found != algorithms.end() && found->is_old;
}

/// Nobody verifies how a certificate has signed itself.
ChainSignatures kind_of(const Credential& credential, const SignatureSchemes& theirs) {
  bool all_verified = true;
  bool some_old = false;
  for (const crypto::Certificate& certificate : credential.chain) {
    if (certificate.names_itself_as_issuer()) continue;
    const bool verified = is_verified_by(certificate, theirs);
    const bool old = is_old(certificate);
    if (old && !verified) return ChainSignatures::old;
    all_verified = all_verified && verified;
    some_old = some_old || old;
  }
  if (!all_verified) return ChainSignatures::unknown;
  return some_old ? ChainSignatures::verifiable_though_old : ChainSignatures::verifiable;
}

}  // namespace

Credentials with_chains(ChainSignatures kind, const Credentials& all, const SignatureSchemes& theirs) {
  Credentials some;
  std::ranges::copy_if(all, std::back_inserter(some),
                       [&](const auto& credential) { return kind_of(*credential, theirs) == kind; });
  return some;
}

}  // namespace vitrine::tls
