// Memcheck as a watcher of secrets: a byte that is hidden counts as undefined, and so does all that is computed from
// it; a branch or an address that depends on such a byte is reported. What may be known is revealed again. Read next:
// side_channels/public_outcomes.cpp, side_channels/pieces.cpp.
#pragma once
#include <valgrind/memcheck.h>

#include <span>
#include <string_view>

#include "crypto/random.hpp"
#include "crypto/secret.hpp"

namespace side_channels {

namespace base = vitrine::base;
namespace crypto = vitrine::crypto;

inline void hide(base::View bytes) { VALGRIND_MAKE_MEM_UNDEFINED(bytes.data(), bytes.size()); }
inline void reveal(base::View bytes) { VALGRIND_MAKE_MEM_DEFINED(bytes.data(), bytes.size()); }

/// `length` secret bytes.
inline crypto::Secret hidden(std::size_t length) {
  crypto::Secret secret{base::View(base::Bytes(length, 0x5a))};
  hide(secret.expose());
  return secret;
}

/// A piece of code that handles secrets; `leaks`: it does so badly, on purpose, and must be reported.
struct Piece {
  std::string_view name;
  void (*run)();
  bool leaks = false;
};
std::span<const Piece> pieces();
std::span<const Piece> pieces_of_handshakes();
std::span<const Piece> known_leaks();

}  // namespace side_channels
