// How much is told: one ladder for every program. Each rung says all that the rungs below it say.
// Read next: trace/client_view.hpp, trace/server_view.hpp.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vitrine::trace {

enum class Level : std::uint8_t {
  quiet,   // connect, leave, errors
  steps,   // one line for each step of the protocol
  bytes,   // each record, and each message with its labelled fields; each check and each state
  secrets  // keys and what they are made of
};

inline constexpr std::array<std::string_view, 4> level_names{"quiet", "steps", "bytes", "secrets"};

constexpr std::string_view name_of(Level level) { return level_names.at(static_cast<std::size_t>(level)); }

constexpr std::optional<Level> from_name(std::string_view name) {
  for (std::size_t i = 0; i < level_names.size(); ++i) {
    if (level_names.at(i) == name) return static_cast<Level>(i);
  }
  return std::nullopt;
}

}  // namespace vitrine::trace
