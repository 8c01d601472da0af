// See subcommands.hpp.
#include "subcommands.hpp"

#include <algorithm>
#include <array>

#include "explain_capture.hpp"
#include "replay.hpp"
#include "states.hpp"

namespace vitrine::cli {
namespace {

constexpr std::array subcommands{
    Subcommand{"explain", explain_capture},
    Subcommand{"replay", replay},
    Subcommand{"states", states},
};

}  // namespace

const Subcommand* find_subcommand(std::string_view name) {
  const auto* found = std::ranges::find(subcommands, name, &Subcommand::name);
  return found == subcommands.end() ? nullptr : found;
}

}  // namespace vitrine::cli
