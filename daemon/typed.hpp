// What the operator's typed line asks for. Lines for the room are chat::Command; a few commands are for the daemon
// alone. Read next: server.cpp, which obeys.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "chat/line.hpp"
#include "trace/level.hpp"

namespace vitrine::daemon {

struct ChangeLevel {
  std::optional<trace::Level> level;  // nothing: no such level, or only asked
};
struct ShowState {
  std::optional<std::uint64_t> session;  // nothing: whichever there are
};
/// Not understood, and not said to anybody.
struct Mistake {
  std::string words;
};

using Typed = std::variant<chat::Command, ChangeLevel, ShowState, Mistake>;

Typed parse_typed(std::string_view line);

/// What /help says before the room's own answer.
inline constexpr std::string_view console_help =
    "-- /level quiet|steps|bytes|secrets says how much is shown here, /state N draws the state machine of session N,\n"
    "-- and exit stops the daemon. For everyone:";

}  // namespace vitrine::daemon
