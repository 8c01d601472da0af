// See hex.hpp.
#include "base/hex.hpp"

#include <array>
#include <stdexcept>

namespace vitrine::base {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

unsigned value_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  throw std::invalid_argument("not a hexadecimal digit: character " + std::to_string(static_cast<unsigned char>(c)));
}

}  // namespace

std::string to_hex(View bytes, std::string_view separator) {
  std::string out;
  out.reserve(bytes.size() * (2 + separator.size()));
  for (const std::uint8_t byte : bytes) {
    if (!out.empty()) out += separator;
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

Bytes from_hex(std::string_view text) {
  Bytes out;
  unsigned high = 0;
  bool half = false;
  for (const char c : text) {
    if (is_space(c)) continue;
    const unsigned value = value_of(c);
    if (half) out.push_back(static_cast<std::uint8_t>(high << 4U | value));
    high = value;
    half = !half;
  }
  if (half) throw std::invalid_argument("an odd number of hexadecimal digits");
  return out;
}

}  // namespace vitrine::base
