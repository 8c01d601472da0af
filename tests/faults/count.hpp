// How many faults there were, for the summary.
#pragma once
#include <cstddef>

namespace tests {

struct FaultCount {
  std::size_t allocations = 0;
  std::size_t random_reads = 0;
  std::size_t socket_calls = 0;
};

inline FaultCount fault_count;

}  // namespace tests
