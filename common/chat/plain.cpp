// Typed words to Command, RoomLine to the words on a screen.
#include "chat/plain.hpp"

#include <array>

#include "base/nearest.hpp"
#include "base/printable.hpp"

namespace vitrine::chat {
namespace {

constexpr std::size_t shown_word_bytes = 32;

Command unknown_command(std::string_view word) {
  std::string words = "there is no command " + base::printable(word, shown_word_bytes);
  const std::array<std::string, 5> known{"/nick", "/who", "/me", "/help", "exit"};
  const std::string meant = base::nearest(word, known);
  words += meant.empty() ? ";" : "; did you mean " + meant + '?';
  return {Command::Kind::refused, words + " /help lists them, // in front says it as text", {}};
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

Command without_argument(Command::Kind kind, std::string_view word, std::string_view argument) {
  if (argument.empty()) return {kind, {}, {}};
  return {Command::Kind::refused, std::string(word) + " stands alone: nothing may follow it", {}};
}

Command parse_slash(std::string_view line) {
  const std::string_view word = line.substr(0, line.find(' '));
  const std::string_view argument = trimmed(line.substr(word.size()));
  if (word == "/nick") return {Command::Kind::nick, std::string(argument), {}};
  if (word == "/me") return {Command::Kind::me, std::string(argument), {}};
  if (word == "/who") return without_argument(Command::Kind::who, word, argument);
  if (word == "/help") return without_argument(Command::Kind::help, word, argument);
  return unknown_command(word);
}

std::string marked(std::string_view name, bool verified) { return std::string(name) + (verified ? " ✔" : ""); }

std::string described(const Person& person, std::string_view reader) {
  const bool you = person.name == reader;
  if (person.verified) return marked(you ? "you" : person.name, true) + ' ' + person.identity;
  return you ? "you (" + person.name + ", no certificate)" : person.name + " (no certificate)";
}

std::string shown_people(const RoomLine& line) {
  constexpr std::string_view gap = "      ";
  std::string all;
  for (const Person& person : line.people) {
    if (!all.empty()) all += gap;
    all += described(person, line.sender);
  }
  if (line.more > 0) all += std::string(gap) + "and " + std::to_string(line.more) + " more";
  return all;
}

std::string shown_welcome(const RoomLine& line) {
  std::string others;
  for (const Person& person : line.people) {
    if (person.name == line.sender) continue;
    others += (others.empty() ? "" : ", ") + marked(person.name, person.verified);
  }
  if (line.more > 0) others += " and " + std::to_string(line.more) + " more";
  return "-- welcome, " + line.sender + ". Here: " + others + ". /help lists commands, exit leaves.";
}

}  // namespace

Command parse_typed(std::string_view line) {
  if (line == "exit") return {Command::Kind::exit, {}, {}};
  if (line.starts_with("//")) return {Command::Kind::say, std::string(line.substr(1)), {}};
  if (line.starts_with('/')) return parse_slash(line);
  return {Command::Kind::say, std::string(line), {}};
}

std::string shown(const RoomLine& line) {
  const std::string name = marked(line.sender, line.verified);
  switch (line.kind) {
    case RoomLine::Kind::say:
      return line.sender.empty() ? line.text : name + ": " + line.text;
    case RoomLine::Kind::me:
      return "* " + name + ' ' + line.text;
    case RoomLine::Kind::join:
      return "-- " + name + " joined";
    case RoomLine::Kind::leave:
      return "-- " + name + " left" + (line.text.empty() ? "" : " (" + line.text + ')');
    case RoomLine::Kind::nick:
      return "-- " + name + " is now " + line.text;
    case RoomLine::Kind::notice:
      return "-- " + line.text;
    case RoomLine::Kind::welcome:
      return shown_welcome(line);
    case RoomLine::Kind::who:
      return shown_people(line);
    case RoomLine::Kind::error:
      return "!! " + line.text;
  }
  return {};
}

}  // namespace vitrine::chat
