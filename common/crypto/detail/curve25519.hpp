// From the curve of Ed25519 to that of X25519: RFC 7748 §4.1. Points that everybody may see, nothing secret.
// Used by crypto/x25519.cpp, which says what for.
#pragma once
#include "base/bytes.hpp"

namespace vitrine::crypto::detail {

/// u = (1 + y) / (1 - y). `edwards` is an Ed25519 public key, 32 bytes (RFC 8032 §5.1.2: y, and a sign, which does not
/// matter here); the outcome is the X25519 public value of the same private key, 32 bytes.
base::Bytes montgomery_u(base::View edwards);

}  // namespace vitrine::crypto::detail
