// The exceptions of this folder. Botan's own are caught and translated where they arise; what becomes of the peer
// (which alert, which section) is decided by the caller, which knows the message the bytes came in.
#pragma once
#include <stdexcept>

namespace vitrine::crypto {

/// A key share, key, signature encoding or certificate that cannot be used. The text is ours and safe to print.
struct Error : std::runtime_error {
  using runtime_error::runtime_error;
};

/// The source of randomness has failed. No Error, because nobody's share, key or certificate is to blame.
struct NoRandomness : std::runtime_error {
  using runtime_error::runtime_error;
};

}  // namespace vitrine::crypto
