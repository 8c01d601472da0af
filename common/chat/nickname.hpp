// Which names a member may have: short, ASCII, and not to be mistaken for somebody else or for the daemon.
// Read next: chat/room.hpp.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::chat {

/// What the operator's lines are signed with. Nobody else can have it.
inline constexpr std::string_view server_name = "server";

/// What is wrong with `name` in itself, in words for whoever asked for it; nothing if it may be used.
std::optional<std::string> nickname_problem(std::string_view name);

/// Two names with the same key look the same at a glance (case, 0 and o, 1 and l and i, _ and -), so one room holds
/// only one of them.
std::string lookalike_key(std::string_view name);

}  // namespace vitrine::chat
