// The commands that need no server: `vitrine states` and its like. Each has a file of its own, reads its own words and
// prints to stdout. Read next: subcommands.cpp for the list.
#pragma once
#include <span>
#include <string_view>

#include "trace/style.hpp"

namespace vitrine::cli {

struct Subcommand {
  /// The words behind the command's name, and how a terminal shows things (as far as `--color` is not given).
  using Words = std::span<const char* const>;

  std::string_view name;
  /// Returns an exit code; throws UsageError for words that make no sense.
  int (*run)(Words words, const trace::Style& style);
};

/// Null when that is no such command: then it is an address or an option.
const Subcommand* find_subcommand(std::string_view name);

}  // namespace vitrine::cli
