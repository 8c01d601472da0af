// The command line: a table of flags, and the prefixes that bind a flag to one of the connections.
// Read next: shim/run_connection.hpp.
#pragma once
#include <span>
#include <string_view>

#include "shim/settings.hpp"
#include "shim/values.hpp"

namespace shim {

struct CommandLine {
  Runner runner;
  Settings initial;
  Settings resumed;
  Settings retried;  // after a 0-RTT reject
  bool is_handshaker_supported = false;
  bool list_tokens = false;
  bool list_flags = false;
};

/// Throws Unsupported.
CommandLine parse(std::span<const char* const> arguments);

/// The flags of the table that are not refused as such, one a line.
std::string flag_names();

}  // namespace shim
