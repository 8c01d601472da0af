// One seed, one story: a meeting, sometimes a second one with a ticket of the first, and a replay of that one's early
// data. Read next: simulation.cpp.
#pragma once
#include "world.hpp"

namespace tests {

/// How often the interesting things came about, so that nobody takes an empty exercise for a thorough one.
struct Tally {
  std::size_t connected = 0;
  std::size_t tampered_with = 0;
  std::size_t connected_all_the_same = 0;
  std::size_t retried = 0;
  std::size_t resumed = 0;
  std::size_t client_certificates = 0;
  std::size_t early_data_taken = 0;
  std::size_t early_data_declined = 0;
  std::size_t replays = 0;
};

/// Everything that follows from this seed, and what was wrong.
Complaints simulate(std::uint64_t seed, const Story& story, Tally& tally);

}  // namespace tests
