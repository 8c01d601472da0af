// How a line looks: the signs, their ASCII forms, and colour, which only repeats what a sign already says.
// Read next: trace/text.hpp.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace vitrine::trace {

/// What the terminal or log can show.
struct Style {
  bool utf8 = true;
  bool colour = false;
};

enum class Sign : std::uint8_t {
  received,   // ◀  <-
  sent,       // ▶  ->
  good,       // ✔  ok
  bad,        // ✘  XX
  encrypted,  // 🔒 [enc]
};

/// The sign as that style shows it.
std::string sign(Sign which, const Style& style);

/// `line` for that style. Where UTF-8 is not to be had, our own punctuation gets an ASCII form and any other character
/// becomes "?". Apply it last, to whole lines.
std::string fit(std::string_view line, const Style& style);

/// Takes one finished line, without its line end.
using LineOut = std::function<void(std::string_view line)>;

}  // namespace vitrine::trace
