// Signatures that our own wrappers would not make: any hash, any padding, any digest. Read next:
// support/evil_certificate.hpp, tests/hostile/certificate_verify.cpp.
#pragma once
#include <string>

#include "base/bytes.hpp"
#include "crypto/hash.hpp"

namespace tests {

namespace base = vitrine::base;
namespace crypto = vitrine::crypto;

/// By a key of tests/vectors/endpoints, with a padding in Botan's words: "SHA-1", "PSS(SHA-256,MGF1,20)".
base::Bytes odd_signature(const std::string& kind, const std::string& padding, base::View content);

/// RSASSA-PSS by the RSA key with a hash for the mask that need not be the one of the content. RFC 8017 §9.1.1.
struct OddPss {
  crypto::Hash content;
  crypto::Hash mask;
  std::size_t salt;
};
base::Bytes odd_pss_signature(const OddPss& pss, base::View content);

/// A certificate as a PEM file has it.
std::string pem_of(base::View certificate);

}  // namespace tests
