// What a cipher suite is made of: an AEAD for the records and a hash for everything else. RFC 9846 Appendix B.4.
// Read next: tls/schedule/hkdf_label.hpp.
#pragma once
#include "crypto/aead.hpp"
#include "crypto/hash.hpp"
#include "tls/registry.hpp"

namespace vitrine::tls {

constexpr crypto::Hash hash_of(CipherSuite suite) {
  return suite == CipherSuite::TLS_AES_256_GCM_SHA384 ? crypto::Hash::sha384 : crypto::Hash::sha256;
}

/// A suite that has this hash, for keys that belong to a hash and to no suite yet.
constexpr CipherSuite suite_with(crypto::Hash hash) {
  return hash == crypto::Hash::sha384 ? CipherSuite::TLS_AES_256_GCM_SHA384 : CipherSuite::TLS_AES_128_GCM_SHA256;
}

constexpr crypto::AeadAlgorithm aead_of(CipherSuite suite) {
  switch (suite) {
    case CipherSuite::TLS_AES_128_GCM_SHA256:
      return crypto::AeadAlgorithm::aes_128_gcm;
    case CipherSuite::TLS_AES_256_GCM_SHA384:
      return crypto::AeadAlgorithm::aes_256_gcm;
    case CipherSuite::TLS_CHACHA20_POLY1305_SHA256:
      break;
  }
  return crypto::AeadAlgorithm::chacha20_poly1305;
}

}  // namespace vitrine::tls
