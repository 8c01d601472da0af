// The form for programs (ALPN "vitrine/1"): one JSON object a line, the same members in both directions.
// The only place here that knows Boost.JSON. Nothing here throws for anything a peer can send. Read next:
// chat/protocol.hpp.
#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "chat/line.hpp"

namespace vitrine::chat {

/// Why a line from the room could not be read, in words fit to be shown.
struct Malformed {
  std::string why;

  bool operator==(const Malformed&) const = default;
};

/// One line with its LF. The text goes out as base::printable, and so always as UTF-8.
std::string to_json(const Command& command);
std::string to_json(const RoomLine& line);

/// What a member asks for; `refused`, with words for the member, where that cannot be read.
Command command_from_json(std::string_view line);

/// What the room says. Every text in it is made printable, since the room may be anybody's.
std::variant<RoomLine, Malformed> room_line_from_json(std::string_view line);

}  // namespace vitrine::chat
