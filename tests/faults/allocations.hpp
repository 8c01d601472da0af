// The global operator new of this executable, which counts and can fail; what the objects linked into it take from
// malloc() and calloc(), as Botan does for secrets, is counted as well (--wrap in meson.build). Read next:
// faulty_pair.hpp.
#pragma once
#include <functional>

#include "base/bytes.hpp"
#include "trap.hpp"

namespace tests {

/// Blocks of operator new that are not freed yet.
std::size_t live_allocations();
/// What all blocks that are not freed yet hold.
std::size_t live_bytes();
/// Blocks that were ever taken, from wherever.
std::size_t allocations_made();

/// As long as it lives, it is shown every block that is freed; what it takes and frees itself is not.
class FreedBlocks {
 public:
  using Look = std::function<void(vitrine::base::View)>;
  explicit FreedBlocks(Look look);
  ~FreedBlocks();
  FreedBlocks(const FreedBlocks&) = delete;
  FreedBlocks& operator=(const FreedBlocks&) = delete;

 private:
  Look look_;
};

/// As long as it lives, allocations of `at_least` bytes go through the trap; the one made last counts. Null: none
/// fails.
class AllocationsThrough {
 public:
  explicit AllocationsThrough(Trap* trap, std::size_t at_least = 0);
  ~AllocationsThrough();
  AllocationsThrough(const AllocationsThrough&) = delete;
  AllocationsThrough& operator=(const AllocationsThrough&) = delete;

 private:
  Trap* trap_before_;
  std::size_t at_least_before_;
};

}  // namespace tests
