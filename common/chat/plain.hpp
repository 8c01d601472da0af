// The plain form: lines as people type and read them, for any TLS client with a terminal (openssl s_client,
// gnutls-cli). Read next: chat/json.hpp, the same conversation for programs.
#pragma once
#include <string>
#include <string_view>

#include "chat/line.hpp"

namespace vitrine::chat {

/// What /help answers.
inline constexpr std::string_view help_text =
    "/nick NAME changes your name, /who lists who is here, /me ACTION says it of you, //text says \"/text\", exit "
    "leaves";

/// What somebody who typed `line` wants. A bare "exit" leaves, "/word" is a command, "//text" says "/text", and
/// everything else is said as it stands.
Command parse_typed(std::string_view line);

/// `line` as a person reads it, without a line end: "ana: hello", "* ana waves", "-- ana joined". Only the room can
/// begin a line with "--", "!!" or "server ✔", since whatever members say follows their name.
std::string shown(const RoomLine& line);

}  // namespace vitrine::chat
