// What public_key.cpp and private_key.cpp share: which key is of which kind, and how Botan names each algorithm.
#pragma once
#include <string>

#include "crypto/signature.hpp"

namespace Botan {
class AlgorithmIdentifier;
}

namespace vitrine::crypto::detail {

/// By the algorithm a SubjectPublicKeyInfo names, which tells rsaEncryption from id-RSASSA-PSS; the loaded key does
/// not.
KeyKind kind_of(const Botan::AlgorithmIdentifier& algorithm);

struct Recipe {
  std::string padding;
  bool der;  // the signature is a DER sequence of r and s
};

Recipe recipe_of(SignatureAlgorithm algorithm);

}  // namespace vitrine::crypto::detail
