// The commands of the daemon; those of the room are read by chat/plain.hpp.
#include "typed.hpp"

#include <charconv>

#include "chat/plain.hpp"

namespace vitrine::daemon {
namespace {

/// What stands behind `word`, if the line begins with that.
std::optional<std::string_view> behind(std::string_view word, std::string_view line) {
  if (!line.starts_with(word)) return std::nullopt;
  line.remove_prefix(word.size());
  if (!line.empty() && line.front() != ' ') return std::nullopt;
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  return line.substr(begin, line.find_last_not_of(' ') + 1 - begin);
}

Typed show_state(std::string_view number) {
  if (number.empty()) return ShowState{};
  std::uint64_t session = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), session);
  if (error != std::errc() || end != number.data() + number.size())
    return Mistake{"/state takes the number of a session, or nothing."};
  return ShowState{session};
}

}  // namespace

Typed parse_typed(std::string_view line) {
  if (const auto name = behind("/level", line)) return ChangeLevel{trace::from_name(*name)};
  if (const auto number = behind("/state", line)) return show_state(*number);
  return chat::parse_typed(line);
}

}  // namespace vitrine::daemon
