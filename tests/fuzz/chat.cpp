// The chat's lines: the same however they are cut, never longer than their limit, harmless to show, and read again as
// what they were written from. The splitter is compared with one that is allowed to keep everything.
#include "chat/protocol.hpp"

#include "base/printable.hpp"
#include "chat/plain.hpp"
#include "fuzz/target.hpp"

namespace fuzz {
namespace {

namespace chat = vitrine::chat;
using Line = chat::LineSplitter::Line;

/// A Line that owns its text; nothing in it: too long.
using Kept = std::optional<std::string>;

Kept kept(const Line& line) { return line.kind == Line::Kind::whole ? Kept(line.text) : std::nullopt; }

/// What a splitter that keeps everything makes of it.
std::vector<Kept> expected_lines(std::string_view text, std::size_t limit) {
  std::vector<Kept> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const bool unfinished = end == std::string_view::npos;
    if (unfinished && line.empty()) break;
    const bool fits = line.size() <= limit;
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(fits ? Kept(line) : std::nullopt);
  }
  return lines;
}

/// Gives `text` to a reader of lines, `piece` bytes at a time, and what comes out to `visit`.
template <class Reader, class Visit>
void read(Reader& reader, std::string_view text, std::size_t piece, Visit visit) {
  while (!text.empty()) {
    std::string_view part = text.substr(0, piece);
    text.remove_prefix(part.size());
    while (!part.empty()) {
      if (const auto one = reader.next(part)) visit(*one);
    }
  }
  if (const auto last = reader.finish()) visit(*last);
}

void check_splitter(std::string_view text, std::size_t limit, std::size_t piece) {
  chat::LineSplitter splitter(limit);
  std::vector<Kept> lines;
  read(splitter, text, piece, [&](const Line& line) {
    lines.push_back(kept(line));
    ensure(splitter.buffered() <= limit, "no more than one line is kept");
  });
  ensure(lines == expected_lines(text, limit), "lines are what stands between line ends");
}

bool is_shown_as_it_is(std::string_view text) { return vitrine::base::printable(text, std::string_view::npos) == text; }

std::vector<chat::Command> commands(std::string_view text, chat::Form form, std::size_t piece) {
  std::vector<chat::Command> all;
  chat::CommandReader reader(form);
  read(reader, text, piece, [&](const chat::Command& command) { all.push_back(command); });
  return all;
}

void check_command(const chat::Command& command, chat::Form form) {
  if (command.kind == chat::Command::Kind::refused) {
    return ensure(is_shown_as_it_is(command.text), "why a line was refused can be shown");
  }
  const std::string line = chat::encode(command, form);
  ensure(line.find('\n') == line.size() - 1, "a command is one line");
  if (form == chat::Form::plain || !chat::fits_one_line(command.text)) return;
  chat::Command shown = command;
  shown.text = vitrine::base::printable(command.text, std::string_view::npos);
  ensure(commands(line, form, line.size()) == std::vector{shown}, "a command is read as it was written");
}

using Heard = chat::RoomReader::Heard;

std::vector<Heard> heard(std::string_view text, chat::Form form, std::size_t piece) {
  std::vector<Heard> all;
  chat::RoomReader reader(form);
  read(reader, text, piece, [&](const Heard& one) { all.push_back(one); });
  return all;
}

void check_room_line(const chat::RoomLine& line) {
  for (const std::string& text : {line.sender, line.text}) ensure(is_shown_as_it_is(text), "the room can be shown");
  for (const chat::Person& person : line.people) {
    ensure(is_shown_as_it_is(person.name) && is_shown_as_it_is(person.identity), "people can be shown");
  }
  ensure(is_shown_as_it_is(chat::shown(line)), "the whole line can be shown");
}

void check_json(const chat::RoomLine& line) {
  const std::string json = chat::to_json(line);
  const auto again = chat::room_line_from_json(json);
  ensure(std::holds_alternative<chat::RoomLine>(again), "the room's line is read by those that write it");
  ensure(chat::to_json(std::get<chat::RoomLine>(again)) == json, "and says the same again");
}

void check_heard(const Heard& one, chat::Form form) {
  if (const auto* malformed = std::get_if<chat::Malformed>(&one)) {
    return ensure(is_shown_as_it_is(malformed->why), "why a line cannot be read can be shown");
  }
  const auto& line = std::get<chat::RoomLine>(one);
  check_room_line(line);
  if (form == chat::Form::json) check_json(line);
}

}  // namespace

void on::chat(base::View input) {
  Input parts(input);
  const chat::Form form = parts.byte() % 2 == 0 ? chat::Form::json : chat::Form::plain;
  const std::size_t piece = parts.byte() + 1U;
  const std::size_t limit = parts.byte();
  const std::string_view text = base::text_of(parts.rest());
  check_splitter(text, limit, piece);

  const auto all = commands(text, form, piece);
  ensure(all == commands(text, form, text.size() + 1), "commands are the same however they are cut");
  for (const chat::Command& command : all) check_command(command, form);
  const auto lines = heard(text, form, piece);
  ensure(lines == heard(text, form, text.size() + 1), "what is heard is the same however it is cut");
  for (const Heard& one : lines) check_heard(one, form);
}

}  // namespace fuzz
