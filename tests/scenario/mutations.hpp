// Conversations that go wrong in one place, and a count of them for the summary. The oracles are those of
// support/oracles.hpp. Read next: tests/scenario/bit_flips.cpp, tests/scenario/lost_records.cpp.
#pragma once
#include "support/scenes.hpp"

namespace tests {

/// A scene when nobody meddles.
struct Recording {
  std::vector<Flight> flights;
  base::Bytes client_got;
  base::Bytes server_got;
};
Recording record(const Scene& scene);

/// One flight arrives as other bytes than were sent.
struct Mutation {
  std::size_t flight;
  base::View bytes;
};

/// Whether the receiver alone refuses it, given the flights before as they were recorded: most are refused here
/// already, and this is much quicker than a whole conversation.
bool refused_at_once(const Scene& scene, const Recording& recording, const Mutation& mutation);

/// The whole of it, judged.
void converse_with(const Scene& scene, const Meddle& meddle);
void converse_with(const Scene& scene, const Mutation& mutation);

}  // namespace tests
