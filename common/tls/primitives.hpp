// From the numbers on the wire to the primitives in crypto/. A number without a row is one that we cannot do.
#pragma once
#include <optional>
#include <vector>

#include "compression/compression.hpp"
#include "crypto/key_exchange.hpp"
#include "crypto/signature.hpp"
#include "tls/registry.hpp"

namespace vitrine::tls {

constexpr std::optional<crypto::Group> primitive(NamedGroup group) {
  switch (group) {
    case NamedGroup::x25519:
      return crypto::Group::x25519;
    case NamedGroup::secp256r1:
      return crypto::Group::secp256r1;
    case NamedGroup::secp384r1:
      return crypto::Group::secp384r1;
    case NamedGroup::secp521r1:
      return crypto::Group::secp521r1;
    case NamedGroup::X25519MLKEM768:
      return crypto::Group::X25519MLKEM768;
    case NamedGroup::SecP256r1MLKEM768:
      return crypto::Group::SecP256r1MLKEM768;
  }
  return std::nullopt;
}

/// Empty for schemes that may not sign a CertificateVerify, too (§4.3.3: rsa_pkcs1 is for certificates only).
constexpr std::optional<crypto::SignatureAlgorithm> primitive(SignatureScheme scheme) {
  using crypto::SignatureAlgorithm;
  switch (scheme) {
    case SignatureScheme::ecdsa_secp256r1_sha256:
      return SignatureAlgorithm::ecdsa_secp256r1_sha256;
    case SignatureScheme::ecdsa_secp384r1_sha384:
      return SignatureAlgorithm::ecdsa_secp384r1_sha384;
    case SignatureScheme::ed25519:
      return SignatureAlgorithm::ed25519;
    case SignatureScheme::rsa_pss_rsae_sha256:
      return SignatureAlgorithm::rsa_pss_rsae_sha256;
    case SignatureScheme::rsa_pss_rsae_sha384:
      return SignatureAlgorithm::rsa_pss_rsae_sha384;
    case SignatureScheme::rsa_pss_rsae_sha512:
      return SignatureAlgorithm::rsa_pss_rsae_sha512;
    default:
      return std::nullopt;
  }
}

constexpr std::optional<compression::Algorithm> primitive(CertificateCompressionAlgorithm algorithm) {
  switch (algorithm) {
    case CertificateCompressionAlgorithm::zlib:
      return compression::Algorithm::zlib;
    case CertificateCompressionAlgorithm::brotli:
      return compression::Algorithm::brotli;
    case CertificateCompressionAlgorithm::zstd:
      return compression::Algorithm::zstd;
  }
  return std::nullopt;
}

/// Those that this program was built with a library for, the most thorough first.
inline const std::vector<CertificateCompressionAlgorithm>& available_compression() {
  static const auto available = [] {
    std::vector<CertificateCompressionAlgorithm> all;
    for (const auto algorithm : {CertificateCompressionAlgorithm::brotli, CertificateCompressionAlgorithm::zstd,
                                 CertificateCompressionAlgorithm::zlib}) {
      if (compression::available(*primitive(algorithm))) all.push_back(algorithm);
    }
    return all;
  }();
  return available;
}

/// Where the RFC says which public values of a group are valid. Of a hybrid it says that its own definition does.
constexpr std::string_view section_of_share(NamedGroup group) {
  switch (group) {
    case NamedGroup::x25519:
      return "7.4.2";
    case NamedGroup::X25519MLKEM768:
    case NamedGroup::SecP256r1MLKEM768:
      return "4.3.8";
    default:
      return "4.3.8.2";
  }
}

}  // namespace vitrine::tls
