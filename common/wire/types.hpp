// The presentation language of RFC 9846 §3 as types: a field's declaration carries the RFC's own bounds.
//   opaque Random[32]                     Fixed<32>
//   opaque legacy_session_id_echo<0..32>  Opaque<0, 32>
//   CipherSuite cipher_suites<2..2^16-2>  Vector<CipherSuite, 2, 65534>
// Read next: wire/reader.hpp, wire/writer.hpp, wire/explainer.hpp: three readers of one layout().
#pragma once
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "base/bytes.hpp"

namespace vitrine::wire {

/// opaque x[N]
template <std::size_t N>
struct Fixed : std::array<std::uint8_t, N> {};

/// opaque x<Min..Max>, bounds in bytes
template <std::size_t Min, std::size_t Max>
struct Opaque : base::Bytes {
  using base::Bytes::vector;
  explicit Opaque(base::View bytes) : vector(bytes.begin(), bytes.end()) {}
};

/// T x<Min..Max>, bounds in bytes, not in elements
template <class T, std::size_t Min, std::size_t Max>
struct Vector : std::vector<T> {
  using std::vector<T>::vector;
};

/// opaque x[...] to the end of the enclosing structure: Finished.verify_data, whose length the hash decides
struct Rest : base::Bytes {
  using base::Bytes::vector;
  explicit Rest(base::View bytes) : vector(bytes.begin(), bytes.end()) {}
};

/// uint24
struct Uint24 {
  std::uint32_t value = 0;
};

/// A number is an integer or an enumeration; how many bytes it takes on the wire is its size (§3.3, §3.5).
template <class T>
concept Number = std::integral<T> || std::is_enum_v<T>;

/// The bytes that a vector's length takes: as few as hold its upper bound (§3.4).
constexpr std::size_t length_bytes(std::size_t max) { return max < 256 ? 1 : max < 65536 ? 2 : 3; }

}  // namespace vitrine::wire
