// Bytes and views of bytes: the vocabulary every other folder speaks.
// Read next: base/hex.hpp, then wire/reader.hpp.
#pragma once
#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::base {

using Bytes = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;
using MutableView = std::span<std::uint8_t>;

/// The bytes of a text, without copying them.
inline View view_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

/// The text that some bytes are, without copying them. They may be anything: see base/printable.hpp before showing it.
inline std::string_view text_of(View bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

inline Bytes copy_of(View bytes) { return {bytes.begin(), bytes.end()}; }

inline void append(Bytes& to, View more) { to.insert(to.end(), more.begin(), more.end()); }

/// Empties it and gives its memory back, which `bytes = {}` does not.
inline void release(Bytes& bytes) { Bytes().swap(bytes); }

/// The number that lies in memory as the bytes of `value` do on the network, the highest first.
template <std::unsigned_integral Number>
constexpr Number big_endian(Number value) {
  std::array<std::uint8_t, sizeof(Number)> bytes{};
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    bytes[sizeof(Number) - 1 - i] = static_cast<std::uint8_t>(value >> (8 * i));
  return std::bit_cast<Number>(bytes);
}

inline Bytes concat(std::initializer_list<View> parts) {
  std::size_t size = 0;
  for (View part : parts) size += part.size();
  Bytes all;
  all.reserve(size);
  for (View part : parts) append(all, part);
  return all;
}

}  // namespace vitrine::base
