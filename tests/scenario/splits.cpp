// The same conversation however its bytes are cut: the same outputs, the same events, the same end. RFC 9846 §5.1.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/deep.hpp"
#include "support/scenes.hpp"

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

Outcome run(const Scene& scene, std::size_t piece) {
  const auto meeting = scene.begin();
  Pair& pair = *meeting;
  const std::vector<Flight> flights = converse(pair, scene.script, {}, piece);
  expect_success(pair);
  return outcome_of(pair, flights);
}

/// Each flight arrives in two parts, the first `offset` bytes long (modulo its length).
Outcome run_cut(const Scene& scene, std::size_t offset) {
  const auto meeting = scene.begin();
  Pair& pair = *meeting;
  const std::vector<Flight> flights = converse(pair, scene.script, [&](std::size_t, Flight& flight) {
    const std::size_t cut = offset % flight.bytes.size();
    pair.give(flight.to_server ? pair.server : pair.client, base::View(flight.bytes).first(cut));
    flight.bytes.erase(flight.bytes.begin(), flight.bytes.begin() + static_cast<std::ptrdiff_t>(cut));
  });
  expect_success(pair);
  return outcome_of(pair, flights);
}

std::size_t longest_flight(const Scene& scene) {
  const auto meeting = scene.begin();
  Pair& pair = *meeting;
  std::size_t longest = 0;
  for (const Flight& flight : converse(pair, scene.script)) longest = std::max(longest, flight.bytes.size());
  return longest;
}

/// With a cut at every `step`th byte.
void cut_every(std::size_t step, const Scene& scene) {
  const Outcome whole = run(scene, 0);
  const std::size_t longest = longest_flight(scene);
  for (std::size_t offset = 1; offset < longest; offset += step) {
    BOOST_TEST((run_cut(scene, offset) == whole), scene.name << " cut at " << offset);
  }
}

std::vector<const Scene*> scenes_and_hybrid() {
  std::vector<const Scene*> scenes = every_scene();
  scenes.push_back(&hybrid_scene());
  return scenes;
}

}  // namespace

BOOST_AUTO_TEST_CASE(S09_the_same_inputs_give_the_same_bytes) {
  for (const Scene* scene : every_scene()) BOOST_TEST((run(*scene, 0) == run(*scene, 0)));
}

BOOST_AUTO_TEST_CASE(S07_pieces_of_any_size_make_no_difference) {
  for (const Scene* scene : scenes_and_hybrid()) {
    const Outcome whole = run(*scene, 0);
    for (const std::size_t piece : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 13U, 100U, 1000U}) {
      BOOST_TEST((run(*scene, piece) == whole), scene->name << " in pieces of " << piece);
    }
  }
}

BOOST_AUTO_TEST_CASE(S07_a_cut_at_any_byte_makes_no_difference) {
  for (const Scene* scene : {&plain_scene(), &retry_scene(), &early_data_scene()}) cut_every(1, *scene);
}

BOOST_AUTO_TEST_CASE(S07_cuts_all_over_any_other_conversation_make_no_difference) {
  for (const Scene* scene : every_scene()) cut_every(deep() ? 1 : 11, *scene);
}
