// The alphabet is so small that a table of look-alikes fits in one switch.
#include "chat/nickname.hpp"

#include <algorithm>
#include <array>

#include "base/printable.hpp"
#include "chat/limits.hpp"

namespace vitrine::chat {
namespace {

// Names that would speak for the daemon, for the reader, or for everybody.
constexpr std::array<std::string_view, 16> reserved{
    server_name, "vitrine", "vitrined", "daemon", "operator", "admin", "administrator", "root",
    "system",    "room",    "you",      "me",     "everyone", "all",   "error",         "notice"};

bool is_allowed(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

char folded(char c) {
  if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  switch (c) {
    case '0':
      return 'o';
    case '1':
    case 'i':
      return 'l';
    case '_':
      return '-';
    default:
      return c;
  }
}

bool is_reserved(std::string_view name) {
  const std::string key = lookalike_key(name);
  return std::ranges::any_of(reserved, [&](std::string_view taken) { return lookalike_key(taken) == key; });
}

}  // namespace

std::optional<std::string> nickname_problem(std::string_view name) {
  if (name.empty()) return "/nick needs a name: /nick NAME";
  if (name.size() > max_nickname_bytes || !std::ranges::all_of(name, is_allowed))
    return "a name has 1 to " + std::to_string(max_nickname_bytes) + " of A-Z a-z 0-9 _ -, unlike \"" +
           base::printable(name, 3 * max_nickname_bytes) + '"';
  if (is_reserved(name)) return '"' + std::string(name) + "\" is nobody's name here";
  return std::nullopt;
}

std::string lookalike_key(std::string_view name) {
  std::string key(name);
  std::ranges::transform(key, key.begin(), folded);
  return key;
}

}  // namespace vitrine::chat
