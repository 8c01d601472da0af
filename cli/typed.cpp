// The commands of this program; those of the room are read by chat/plain.hpp.
#include "typed.hpp"

#include <vector>

#include "base/nearest.hpp"
#include "base/printable.hpp"
#include "chat/plain.hpp"

namespace vitrine::cli {
namespace {

constexpr std::size_t shown_word_bytes = 32;

std::string_view without_spaces_around(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

Typed change_level(std::string_view name) {
  if (const auto level = trace::from_name(name)) return ChangeLevel{*level};
  return Mistake{"/level takes one of quiet, steps, bytes, secrets."};
}

template <class Request>
Typed alone(std::string_view word, std::string_view argument) {
  if (argument.empty()) return Request{};
  return Mistake{std::string(word) + " stands alone: nothing may follow it."};
}

Mistake unknown(std::string_view word) {
  std::string words = "There is no command " + base::printable(word, shown_word_bytes) + '.';
  const std::string meant =
      base::nearest(std::string(word), std::vector<std::string>(command_words.begin(), command_words.end()));
  if (!meant.empty()) words += " Did you mean " + meant + "?";
  return {words + " /help lists them; //text sends \"/text\"."};
}

Typed parse_slash(std::string_view line) {
  const std::string_view word = line.substr(0, line.find(' '));
  const std::string_view argument = without_spaces_around(line.substr(word.size()));
  if (word == "/help") return alone<Help>(word, argument);
  if (word == "/rekey") return alone<Rekey>(word, argument);
  if (word == "/resume") return alone<Resume>(word, argument);
  if (word == "/state") return alone<ShowState>(word, argument);
  if (word == "/level") return change_level(argument);
  if (word != "/who" && word != "/nick" && word != "/me") return unknown(word);
  chat::Command command = chat::parse_typed(line);
  if (command.kind == chat::Command::Kind::refused) return Mistake{std::move(command.text)};
  return command;
}

}  // namespace

Typed parse_typed(std::string_view line) {
  if (line == "exit") return Leave{};
  if (line.starts_with("//")) return chat::Command{chat::Command::Kind::say, std::string(line.substr(1)), {}};
  if (line.starts_with('/')) return parse_slash(line);
  return chat::Command{chat::Command::Kind::say, std::string(line), {}};
}

}  // namespace vitrine::cli
