// base/printable: what leaves it is harmless whatever went in. The dangerous code points are listed here a second time,
// by hand, so that a hole in the table is not a hole in the test as well.
#include "base/printable.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using vitrine::base::is_valid_utf8;
using vitrine::base::printable;
using namespace std::string_view_literals;

namespace {

std::string utf8(char32_t code) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xc0 | code >> 6), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xe0 | code >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xf0 | code >> 18), tail(12), tail(6), tail(0)};
}

bool within(char32_t code, char32_t first, char32_t last) { return code >= first && code <= last; }

bool is_surrogate(char32_t code) { return within(code, 0xd800, 0xdfff); }

bool is_dangerous(char32_t c) {
  const bool control = c < 0x20 || within(c, 0x7f, 0x9f);
  const bool bidi = within(c, 0x202a, 0x202e) || within(c, 0x2066, 0x2069) || within(c, 0x200e, 0x200f) || c == 0x061c;
  const bool invisible = within(c, 0x200b, 0x200d) || within(c, 0x2060, 0x2064) || c == 0xfeff || c == 0xad ||
                         c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0;
  const bool separator = c == 0x2028 || c == 0x2029;
  const bool tag = within(c, 0xe0000, 0xe007f) || within(c, 0xe0100, 0xe01ef);
  const bool private_use = within(c, 0xe000, 0xf8ff) || within(c, 0xf0000, 0x10ffff);
  const bool noncharacter = within(c, 0xfdd0, 0xfdef) || (c & 0xffff) >= 0xfffe;
  return control || bidi || invisible || separator || tag || private_use || noncharacter;
}

bool is_ascii_text(std::string_view text) {
  for (const char c : text) {
    if (c < 0x20 || c > 0x7e) return false;
  }
  return true;
}

/// How many of all strings of `length` bytes are valid.
std::size_t count_valid(std::size_t length) {
  std::size_t valid = 0;
  std::string text(length, '\0');
  const std::uint32_t end = 1U << (8 * length);
  for (std::uint32_t bits = 0; bits < end; ++bits) {
    for (std::size_t i = 0; i < length; ++i) text[i] = static_cast<char>(bits >> (8 * i));
    valid += is_valid_utf8(text) ? 1U : 0U;
  }
  return valid;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(base_printable)

BOOST_AUTO_TEST_CASE(each_dangerous_thing_has_its_escape) {
  struct Row {
    std::string_view untrusted;
    std::string_view shown;
  };
  const std::vector<Row> rows{
      {"", ""},
      {"hello, world", "hello, world"},
      {"naïve 你好 🙂 ✔ e\xcc\x81", "naïve 你好 🙂 ✔ e\xcc\x81"},
      {"❤\xef\xb8\x8f", "❤\xef\xb8\x8f"},  // a heart in its picture form
      {"a\nb\r\nc\td", R"(a\nb\r\nc\td)"},
      {"\0"sv, R"(\x00)"},
      {"\x1b[31mred\x07\x7f", R"(\x1b[31mred\x07\x7f)"},
      {"\x1b]52;c;ZWNobw==\x07", R"(\x1b]52;c;ZWNobw==\x07)"},  // clipboard
      {"\x1bP$qm\x1b\\", R"(\x1bP$qm\x1b\)"},                   // DECRQSS
      {"\x05", R"(\x05)"},                                      // ENQ, answerback
      {"\x9b"
       "31m",
       R"(\x9b31m)"},  // raw C1
      {"\xc2\x9b"
       "31m",
       R"(\u009b31m)"},  // encoded C1
      {"\xe2\x80\xae"
       "txt.exe",
       R"(\u202etxt.exe)"},                               // right-to-left override
      {"\xe2\x80\x8bx\xef\xbb\xbf", R"(\u200bx\ufeff)"},  // zero-width space, BOM
      {"\xe2\x80\xa8", R"(\u2028)"},                      // line separator
      {"\xf3\xa0\x81\x81", R"(\u{e0041})"},               // tag letter
      {"\xf4\x8f\xbf\xbd", R"(\u{10fffd})"},              // private plane
      {"\xc0\xaf", R"(\xc0\xaf)"},                        // overlong
      {"\xe0\x80\xaf", R"(\xe0\x80\xaf)"},
      {"\xf0\x80\x80\xaf", R"(\xf0\x80\x80\xaf)"},
      {"\xed\xa0\x80", R"(\xed\xa0\x80)"},          // surrogate
      {"\xf4\x90\x80\x80", R"(\xf4\x90\x80\x80)"},  // above U+10FFFF
      {"\xff\xfe", R"(\xff\xfe)"},
      {"\xe2\x82", R"(\xe2\x82)"},  // cut short
      {"\xe2\x82"
       "A",
       R"(\xe2\x82A)"},    // the letter after it survives
      {"\\x1b", "\\x1b"},  // a typed backslash
  };
  for (const Row& row : rows) BOOST_TEST(printable(row.untrusted) == row.shown);
}

BOOST_AUTO_TEST_CASE(every_code_point_is_shown_as_itself_or_as_ascii) {
  std::size_t wrong = 0;
  for (char32_t code = 0; code <= 0x10ffff; ++code) {
    const std::string untrusted = utf8(code);
    const std::string shown = printable(untrusted);
    const bool escaped = shown != untrusted;
    if (escaped && !(is_ascii_text(shown) && shown.front() == '\\')) ++wrong;
    if ((is_dangerous(code) || is_surrogate(code)) && !escaped) ++wrong;
    if (printable(shown) != shown) ++wrong;
  }
  BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(letters_of_the_worlds_scripts_pass) {
  for (const auto& [first, last] : std::vector<std::pair<char32_t, char32_t>>{{0x20, 0x7e},
                                                                              {0xa1, 0xac},
                                                                              {0xae, 0x34e},
                                                                              {0x370, 0x377},
                                                                              {0x400, 0x52f},
                                                                              {0x5d0, 0x5ea},
                                                                              {0x620, 0x669},
                                                                              {0x904, 0x939},
                                                                              {0xe01, 0xe3a},
                                                                              {0x3041, 0x3096},
                                                                              {0x4e00, 0x9fff},
                                                                              {0xac00, 0xd7a3},
                                                                              {0x1f300, 0x1f64f}}) {
    for (char32_t code = first; code <= last; ++code) BOOST_REQUIRE_EQUAL(printable(utf8(code)), utf8(code));
  }
}

BOOST_AUTO_TEST_CASE(any_bytes_become_one_harmless_line_within_the_bound) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> byte(0, 255);
  std::uniform_int_distribution<std::size_t> length(0, 64);
  for (int round = 0; round < 20000; ++round) {
    std::string untrusted(length(random), ' ');
    for (char& c : untrusted) c = static_cast<char>(byte(random));
    const std::size_t bound = length(random);
    const std::string shown = printable(untrusted, bound);
    BOOST_REQUIRE(is_valid_utf8(shown));
    BOOST_REQUIRE_LE(shown.size(), bound);
    BOOST_REQUIRE(shown.find_first_of("\n\r\x1b\x7f") == std::string::npos);
    BOOST_REQUIRE_EQUAL(printable(shown, bound), shown);
  }
}

BOOST_AUTO_TEST_CASE(what_is_too_long_ends_in_an_ellipsis_and_never_inside_a_character_or_an_escape) {
  BOOST_TEST(printable("123456", 6) == "123456");
  BOOST_TEST(printable("1234567", 6) == "123…");
  BOOST_TEST(printable("123\x1b", 6) == "123…");
  BOOST_TEST(printable("ééé", 6) == "ééé");
  BOOST_TEST(printable("éééx", 6) == "é…");
  BOOST_TEST(printable("1234", 3) == "…");
  BOOST_TEST(printable("123", 2) == "");
  BOOST_TEST(printable("1", 0) == "");
  BOOST_TEST(printable(std::string(5000, 'a')).size() == vitrine::base::default_printable_bytes);
}

BOOST_AUTO_TEST_CASE(every_encoded_code_point_but_a_surrogate_is_valid) {
  std::size_t wrong = 0;
  for (char32_t code = 0; code <= 0x10ffff; ++code) wrong += is_valid_utf8(utf8(code)) == is_surrogate(code) ? 1U : 0U;
  BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(exactly_as_many_short_strings_are_valid_as_there_are_code_points_for_them) {
  constexpr std::size_t one = 0x80;
  constexpr std::size_t two = 0x800 - 0x80;
  constexpr std::size_t three = 0x10000 - 0x800 - 0x800;  // without the surrogates
  BOOST_TEST(count_valid(1) == one);
  BOOST_TEST(count_valid(2) == one * one + two);
  BOOST_TEST(count_valid(3) == one * one * one + 2 * one * two + three);
}

BOOST_AUTO_TEST_CASE(four_byte_forms_are_valid_only_from_u10000_to_u10ffff) {
  BOOST_TEST(is_valid_utf8("\xf0\x90\x80\x80"));
  BOOST_TEST(is_valid_utf8("\xf4\x8f\xbf\xbf"));
  for (const std::string_view text :
       {"\xf0\x8f\xbf\xbf"sv, "\xf4\x90\x80\x80"sv, "\xf5\x80\x80\x80"sv, "\xf8\x88\x80\x80\x80"sv, "\xf0\x90\x80"sv,
        "\xf0\x90\x80"
        "A"sv})
    BOOST_TEST(!is_valid_utf8(text));
}

BOOST_AUTO_TEST_SUITE_END()
