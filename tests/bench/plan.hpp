// Everything that can be measured, piece by piece, so that one can be asked for. Read next: handshakes.cpp,
// records.cpp, memory.cpp.
#pragma once
#include <functional>

#include "endpoint.hpp"
#include "report.hpp"

namespace bench {

/// The libraries to compare, ours first, and how often.
struct Bench {
  Libraries libraries;
  int rounds;
};

struct Measurement {
  std::string title;  // the group of its rows, and what they have in common
  std::function<Rows(const Bench&)> run;
};

using Plan = std::vector<Measurement>;

Plan handshakes();
Plan records();
/// Counted, not timed.
Plan heap();

}  // namespace bench
