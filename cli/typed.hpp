// What a typed line asks for. Lines for the room are chat::Command; a few commands are for this program alone.
// Read next: conversation.hpp.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <variant>

#include "chat/line.hpp"
#include "trace/level.hpp"

namespace vitrine::cli {

/// All words that may stand behind a slash.
inline constexpr std::array<std::string_view, 8> command_words{"/help",  "/who",    "/nick",  "/me",
                                                               "/rekey", "/resume", "/level", "/state"};

struct Leave {};
struct Help {};
struct Rekey {};
struct Resume {};
struct ShowState {};
struct ChangeLevel {
  trace::Level level;
};
/// Not understood, and therefore not sent: words for the one who typed it.
struct Mistake {
  std::string words;
};

using Typed = std::variant<chat::Command, Leave, Help, Rekey, Resume, ShowState, ChangeLevel, Mistake>;

/// A bare "exit" leaves, "/word" is a command, "//text" says "/text", and everything else is said as it stands.
Typed parse_typed(std::string_view line);

}  // namespace vitrine::cli
