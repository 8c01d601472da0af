// A state machine on a terminal: the states in a column, arrows down and along the side. It comes from the machine's
// table alone. Read before: state_layout.hpp, state_path.hpp.
#pragma once
#include <string>
#include <vector>

#include "trace/state_path.hpp"
#include "trace/style.hpp"

namespace vitrine::trace {

/// The machine as it is, at most 30 lines and 100 columns.
std::vector<std::string> draw_machine(std::span<const tls::Edge> table, const Style& style);

/// The same with the state now and the way there, which is told in words below.
std::vector<std::string> draw_path(const StatePath& path, const Style& style);

}  // namespace vitrine::trace
