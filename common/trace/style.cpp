// See style.hpp.
#include "trace/style.hpp"

#include <array>

namespace vitrine::trace {
namespace {

struct Form {
  std::string_view utf8;
  std::string_view ascii;
};

constexpr std::array<Form, 5> signs{{{"◀", "<-"}, {"▶", "->"}, {"✔", "ok"}, {"✘", "XX"}, {"🔒", "[enc]"}}};
constexpr std::array<std::string_view, 5> colours{"\x1b[36m", "\x1b[34m", "\x1b[32m", "\x1b[31m", "\x1b[33m"};
constexpr std::string_view plain = "\x1b[0m";

constexpr std::array<Form, 5> punctuation{{{"→", "->"}, {"§", "sec. "}, {"…", "..."}, {"─", "-"}, {"·", "|"}}};

/// The form that `rest` begins with, or null.
const Form* form_at(std::string_view rest) {
  for (const Form& form : signs) {
    if (rest.starts_with(form.utf8)) return &form;
  }
  for (const Form& form : punctuation) {
    if (rest.starts_with(form.utf8)) return &form;
  }
  return nullptr;
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80; }

/// The bytes of the character that `rest` begins with.
std::size_t character(std::string_view rest) {
  std::size_t size = 1;
  while (size < rest.size() && continues(rest[size])) ++size;
  return size;
}

}  // namespace

std::string sign(Sign which, const Style& style) {
  const auto index = static_cast<std::size_t>(which);
  const std::string_view form = style.utf8 ? signs.at(index).utf8 : signs.at(index).ascii;
  if (!style.colour) return std::string(form);
  return std::string(colours.at(index)).append(form).append(plain);
}

std::string fit(std::string_view line, const Style& style) {
  if (style.utf8) return std::string(line);
  std::string ascii;
  while (!line.empty()) {
    if (is_ascii(line.front())) {
      ascii += line.front();
      line.remove_prefix(1);
    } else if (const Form* form = form_at(line)) {
      ascii += form->ascii;
      line.remove_prefix(form->utf8.size());
    } else {
      ascii += '?';
      line.remove_prefix(character(line));
    }
  }
  return ascii;
}

}  // namespace vitrine::trace
