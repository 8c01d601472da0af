// The same conversation however its bytes are cut: the same outputs, the same events, the same end. RFC 9846 §5.1.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/evil_conversation.hpp"

namespace {

using namespace tests;

struct Outcome {
  base::Bytes wire;  // everything that both sent
  std::vector<std::string> happened;
  bool operator==(const Outcome&) const = default;
};

Outcome outcome_of(const Pair& pair, const std::vector<Flight>& flights) {
  Outcome outcome;
  for (const Flight& flight : flights) base::append(outcome.wire, flight.bytes);
  for (const Recorder* events : {&pair.client_events, &pair.server_events}) {
    for (const auto* list : {&events->arrows, &events->messages, &events->records}) {
      outcome.happened.insert(outcome.happened.end(), list->begin(), list->end());
    }
  }
  return outcome;
}

Outcome run(const Setup& setup, std::size_t piece) {
  Pair pair(setup);
  const std::vector<Flight> flights = converse(pair, {}, piece);
  expect_success(pair);
  return outcome_of(pair, flights);
}

/// Each flight arrives in two parts, the first `offset` bytes long (modulo its length).
Outcome run_cut(const Setup& setup, std::size_t offset) {
  Pair pair(setup);
  const std::vector<Flight> flights = converse(pair, [&](std::size_t, Flight& flight) {
    const std::size_t cut = offset % flight.bytes.size();
    pair.give(flight.to_server ? pair.server : pair.client, base::View(flight.bytes).first(cut));
    flight.bytes.erase(flight.bytes.begin(), flight.bytes.begin() + static_cast<std::ptrdiff_t>(cut));
  });
  expect_success(pair);
  return outcome_of(pair, flights);
}

std::size_t longest_flight(const Setup& setup) {
  Pair pair(setup);
  std::size_t longest = 0;
  for (const Flight& flight : converse(pair)) longest = std::max(longest, flight.bytes.size());
  return longest;
}

}  // namespace

BOOST_AUTO_TEST_CASE(S09_the_same_inputs_give_the_same_bytes) {
  for (const Setup* setup : {&plain_setup(), &retry_setup()}) BOOST_TEST((run(*setup, 0) == run(*setup, 0)));
}

BOOST_AUTO_TEST_CASE(S07_pieces_of_any_size_make_no_difference) {
  for (const Setup* setup : {&plain_setup(), &retry_setup(), &hybrid_setup()}) {
    const Outcome whole = run(*setup, 0);
    for (const std::size_t piece : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 13U, 100U, 1000U}) {
      BOOST_TEST((run(*setup, piece) == whole), "in pieces of " << piece);
    }
  }
}

BOOST_AUTO_TEST_CASE(S07_a_cut_at_any_byte_makes_no_difference) {
  for (const Setup* setup : {&plain_setup(), &retry_setup()}) {
    const Outcome whole = run(*setup, 0);
    for (std::size_t offset = 1; offset < longest_flight(*setup); ++offset) {
      BOOST_TEST((run_cut(*setup, offset) == whole), "cut at " << offset);
    }
  }
}
