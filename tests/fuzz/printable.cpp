// base/printable: what leaves it is one line of UTF-8 with nothing in it that a terminal obeys, whatever went in. UTF-8
// is decoded here a second time, by another way (the ranges of RFC 3629 §4, byte by byte).
#include "base/printable.hpp"

#include <optional>

#include "fuzz/target.hpp"

namespace fuzz {
namespace {

bool within(std::uint32_t value, std::uint32_t first, std::uint32_t last) { return first <= value && value <= last; }

/// RFC 3629 §4: what the second byte may be behind this first one.
bool second_fits(std::uint8_t first, std::uint8_t second) {
  if (first == 0xe0) return within(second, 0xa0, 0xbf);
  if (first == 0xed) return within(second, 0x80, 0x9f);
  if (first == 0xf0) return within(second, 0x90, 0xbf);
  if (first == 0xf4) return within(second, 0x80, 0x8f);
  return within(second, 0x80, 0xbf);
}

/// Takes one character off the front. Nothing: this is not UTF-8.
std::optional<std::uint32_t> take(base::View& text) {
  const std::uint8_t first = text.front();
  const std::size_t more = first < 0x80 ? 0 : within(first, 0xc2, 0xdf) ? 1 : within(first, 0xe0, 0xef) ? 2 : 3;
  if (first >= 0x80 && !within(first, 0xc2, 0xf4)) return std::nullopt;
  if (text.size() <= more) return std::nullopt;
  if (more > 0 && !second_fits(first, text[1])) return std::nullopt;
  std::uint32_t code = more == 0 ? first : first & (0x3fU >> more);
  for (std::size_t i = 1; i <= more; ++i) {
    if (!within(text[i], 0x80, 0xbf)) return std::nullopt;
    code = code << 6U | (text[i] & 0x3fU);
  }
  text = text.subspan(more + 1);
  return code;
}

/// A terminal obeys it, or it reorders or hides what stands around it.
bool is_harmful(std::uint32_t code) {
  return code < 0x20 || within(code, 0x7f, 0x9f) || code == 0xad || code == 0x61c || within(code, 0x200b, 0x200f) ||
         within(code, 0x2028, 0x202e) || within(code, 0x2060, 0x206f) || code == 0xfeff ||
         within(code, 0xe0000, 0xe0fff);
}

bool is_utf8(base::View text) {
  while (!text.empty()) {
    if (!take(text)) return false;
  }
  return true;
}

void check_shown(base::View shown) {
  while (!shown.empty()) {
    const auto code = take(shown);
    ensure(code.has_value(), "what is shown is UTF-8");
    ensure(!is_harmful(*code), "what is shown is harmless");
  }
}

}  // namespace

void on::printable(base::View input) {
  Input parts(input);
  const std::size_t bound = parts.byte();
  const base::View untrusted = parts.rest();
  const std::string shown = vitrine::base::printable(base::text_of(untrusted), bound);
  ensure(shown.size() <= bound, "what is shown is within its bound");
  check_shown(base::view_of(shown));
  ensure(vitrine::base::printable(shown, bound) == shown, "what is harmless stays as it is");
  ensure(vitrine::base::is_valid_utf8(base::text_of(untrusted)) == is_utf8(untrusted), "both agree what UTF-8 is");
}

}  // namespace fuzz
