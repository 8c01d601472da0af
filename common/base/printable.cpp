// Decodes UTF-8 strictly (RFC 3629 §4), one code point at a time, and escapes whatever is in the table below.
#include "base/printable.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace vitrine::base {
namespace {

struct Decoded {
  char32_t code = 0;
  std::size_t length = 0;  // bytes taken; 0: these are not UTF-8
};

struct Range {
  char32_t first;
  char32_t last;
};

// Sorted. Visible on no screen, or able to change what the rest of the line looks like. U+FE0E and U+FE0F are left
// alone: all they can do is choose between a text and a picture form of one character, and keyboards send them after
// hearts.
constexpr std::array<Range, 23> harmful{{
    {0x0000, 0x001f},     // C0 controls, ESC among them
    {0x007f, 0x009f},     // DEL, C1 controls: U+009B is CSI
    {0x00ad, 0x00ad},     // soft hyphen
    {0x034f, 0x034f},     // combining grapheme joiner
    {0x061c, 0x061c},     // Arabic letter mark (bidi)
    {0x115f, 0x1160},     // Hangul fillers: blank letters
    {0x17b4, 0x17b5},     // Khmer inherent vowels, invisible
    {0x180b, 0x180f},     // Mongolian variation selectors
    {0x200b, 0x200f},     // zero-width space and joiners, bidi marks
    {0x2028, 0x202e},     // line and paragraph separator, bidi embeddings and overrides
    {0x2060, 0x206f},     // word joiner, invisible operators, bidi isolates
    {0x3164, 0x3164},     // Hangul filler
    {0xe000, 0xf8ff},     // private use: whatever the font says
    {0xfdd0, 0xfdef},     // noncharacters
    {0xfe00, 0xfe0d},     // variation selectors
    {0xfeff, 0xfeff},     // byte order mark
    {0xffa0, 0xffa0},     // half-width Hangul filler
    {0xfff0, 0xfffb},     // invisible specials, interlinear annotation
    {0x13430, 0x1343f},   // hieroglyph layout
    {0x1bca0, 0x1bca3},   // shorthand layout
    {0x1d173, 0x1d17a},   // musical layout
    {0xe0000, 0xe0fff},   // tags and more variation selectors
    {0xf0000, 0x10ffff},  // private use planes
}};

bool is_noncharacter(char32_t code) { return (code & 0xfffe) == 0xfffe; }

bool is_harmful(char32_t code) {
  const auto* range = std::ranges::lower_bound(harmful, code, {}, &Range::last);
  return (range != harmful.end() && code >= range->first) || is_noncharacter(code);
}

std::uint8_t byte_at(std::string_view text, std::size_t index) { return static_cast<std::uint8_t>(text[index]); }

std::size_t length_by_lead(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xc0) return 0;  // a continuation
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

bool fits_its_length(char32_t code, std::size_t length) {
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  return code >= smallest[length] && code <= 0x10ffff && !surrogate;
}

/// The code point that `text` (never empty) begins with.
Decoded decode(std::string_view text) {
  const std::uint8_t lead = byte_at(text, 0);
  const std::size_t length = length_by_lead(lead);
  if (length == 0 || length > text.size()) return {};
  if (length == 1) return {lead, 1};
  char32_t code = lead & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, i) & 0xc0) != 0x80) return {};
    code = code << 6 | (byte_at(text, i) & 0x3fU);
  }
  return fits_its_length(code, length) ? Decoded{code, length} : Decoded{};
}

std::string hex(char32_t value, std::size_t digits) {
  std::string text;
  for (std::size_t i = digits; i-- > 0;) text += "0123456789abcdef"[value >> (4 * i) & 0xf];
  return text;
}

std::string escaped(char32_t code) {
  if (code == '\n') return "\\n";
  if (code == '\r') return "\\r";
  if (code == '\t') return "\\t";
  if (code < 0x80) return "\\x" + hex(code, 2);
  if (code < 0x10000) return "\\u" + hex(code, 4);
  return "\\u{" + hex(code, code < 0x100000 ? 5 : 6) + "}";
}

/// Takes one code point, or one byte that belongs to none, off the front of `rest`, and gives what to show for it.
std::string take_shown(std::string_view& rest) {
  const Decoded next = decode(rest);
  std::string shown;
  if (next.length == 0) {
    shown = "\\x" + hex(byte_at(rest, 0), 2);
  } else {
    shown = is_harmful(next.code) ? escaped(next.code) : std::string(rest.substr(0, next.length));
  }
  rest.remove_prefix(std::max<std::size_t>(next.length, 1));
  return shown;
}

}  // namespace

std::string printable(std::string_view untrusted, std::size_t max_bytes) {
  constexpr std::string_view ellipsis = "…";
  std::string out;
  std::size_t cut = 0;  // the last place where the ellipsis still fits
  while (!untrusted.empty()) {
    const std::string shown = take_shown(untrusted);
    if (out.size() + shown.size() > max_bytes) {
      out.resize(cut);
      if (ellipsis.size() <= max_bytes) out += ellipsis;
      break;
    }
    out += shown;
    if (out.size() + ellipsis.size() <= max_bytes) cut = out.size();
  }
  return out;
}

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = decode(text).length;
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace vitrine::base
