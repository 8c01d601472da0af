// Joins the splitter to the two forms.
#include "chat/protocol.hpp"

#include "base/printable.hpp"
#include "chat/limits.hpp"
#include "chat/plain.hpp"

namespace vitrine::chat {
namespace {

std::size_t line_limit(Form form) { return form == Form::plain ? max_plain_line_bytes : max_json_line_bytes; }

std::optional<LineSplitter::Line> next_with_words(LineSplitter& splitter, std::string_view& input) {
  auto line = splitter.next(input);
  while (line && line->kind == LineSplitter::Line::Kind::whole && line->text.empty()) line = splitter.next(input);
  return line;
}

std::string too_long(Form form) {
  return "that line is too long: " + std::to_string(line_limit(form)) + " bytes at most";
}

/// What to type for `command`, for a server that has only lines of text. It may well know no commands: say means what
/// it says.
std::string typed(const Command& command) {
  switch (command.kind) {
    case Command::Kind::say:
      return command.text;
    case Command::Kind::me:
      return "/me " + command.text;
    case Command::Kind::nick:
      return "/nick " + command.text;
    case Command::Kind::who:
      return "/who";
    case Command::Kind::help:
      return "/help";
    case Command::Kind::exit:
      return "exit";
    case Command::Kind::refused:
      break;
  }
  return {};
}

}  // namespace

Form form_of(std::string_view negotiated_alpn) { return negotiated_alpn == alpn_name ? Form::json : Form::plain; }

bool fits_one_line(std::string_view text) {
  return base::printable(text, std::string_view::npos).size() <= max_text_bytes;
}

std::string encode(const RoomLine& line, Form form) { return form == Form::json ? to_json(line) : shown(line) + '\n'; }

std::string encode(const Command& command, Form form) {
  return form == Form::json ? to_json(command) : base::printable(typed(command), max_text_bytes) + '\n';
}

CommandReader::CommandReader(Form form) : form_(form), splitter_(line_limit(form)) {}

std::optional<Command> CommandReader::next(std::string_view& input) {
  const auto line = next_with_words(splitter_, input);
  if (!line) return std::nullopt;
  return command_of(*line);
}

std::optional<Command> CommandReader::finish() {
  const auto line = splitter_.finish();
  if (!line || line->text.empty()) return std::nullopt;
  return command_of(*line);
}

Command CommandReader::command_of(const LineSplitter::Line& line) const {
  if (line.kind == LineSplitter::Line::Kind::too_long) return {Command::Kind::refused, too_long(form_), {}};
  return form_ == Form::json ? command_from_json(line.text) : parse_typed(line.text);
}

RoomReader::RoomReader(Form form) : form_(form), splitter_(max_json_line_bytes) {}

std::optional<RoomReader::Heard> RoomReader::next(std::string_view& input) {
  const auto line = next_with_words(splitter_, input);
  if (!line) return std::nullopt;
  return heard(*line);
}

std::optional<RoomReader::Heard> RoomReader::finish() {
  const auto line = splitter_.finish();
  if (!line || line->text.empty()) return std::nullopt;
  return heard(*line);
}

RoomReader::Heard RoomReader::heard(const LineSplitter::Line& line) const {
  if (line.kind == LineSplitter::Line::Kind::too_long) return Malformed{too_long(Form::json)};
  if (form_ == Form::json) return room_line_from_json(line.text);
  RoomLine said;
  said.text = base::printable(line.text, max_json_line_bytes);
  return said;
}

}  // namespace vitrine::chat
