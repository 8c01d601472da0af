// A client, a server and an adversary between them, 20,000 times over, or a million times in the long form. What fails
// says its seed;
//
//   VITRINE_SEED=17 build/tests/scenario/simulation-tests --run_test='*/whatever_happens*'
//
// plays just that one, aloud. Read before: seed.hpp.
#include <boost/algorithm/string/join.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "seed.hpp"
#include "support/deep.hpp"
#include "support/evil_records.hpp"

namespace {

using namespace tests;

void expect_good(std::uint64_t seed, const Story& story, Tally& tally) {
  const Complaints found = simulate(seed, story, tally);
  BOOST_TEST(found.empty(), "VITRINE_SEED=" << seed << ": " << boost::join(found, "; "));
}

/// Enough of everything, or the rest proves little.
void expect_variety(const Tally& tally, std::size_t seeds) {
  const std::size_t some = seeds / 200;
  BOOST_TEST(tally.connected > seeds / 3);
  BOOST_TEST(tally.tampered_with > seeds / 4);
  BOOST_TEST(tally.connected_all_the_same > seeds / 20);
  BOOST_TEST(tally.retried > some);
  BOOST_TEST(tally.resumed > some);
  BOOST_TEST(tally.client_certificates > some);
  BOOST_TEST(tally.early_data_taken > 3 * some);
  BOOST_TEST(tally.early_data_declined > some);
  BOOST_TEST(tally.replays > seeds / 1000);
}

/// A world with an honest wire where the server hears something, and then a goodbye.
std::unique_ptr<World> honest_world(Dice& dice, const Story& story) {
  for (;;) {
    auto world = std::make_unique<World>(dice, draw_plan(dice), story);
    world->run();
    const bool clean = world->pair().server.status() == tls::Status::peer_closed;
    if (clean && !world->tampered_with() && !world->pair().server_got.empty()) return world;
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(simulation)

BOOST_AUTO_TEST_CASE(whatever_happens_between_two_machines_the_oracles_hold) {
  Tally tally;
  if (const char* seed = std::getenv("VITRINE_SEED")) return expect_good(std::stoull(seed), Story::aloud(), tally);
  const std::size_t seeds = deep() ? 1'000'000 : 20'000;
  const Story story = Story::silent();
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) expect_good(seed, story, tally);
  expect_variety(tally, seeds);
  std::cout << "#| simulation: " << seeds << " seeds" << std::endl;
}

BOOST_AUTO_TEST_CASE(a_seed_is_the_same_story_every_time) {
  const auto bytes = [](std::uint64_t seed) {
    Dice dice(seed);
    const Story story = Story::silent();
    World world(dice, draw_plan(dice), story);
    world.run();
    return concat(world.heard_of_client());
  };
  for (std::uint64_t seed = 1; seed < 50; ++seed) BOOST_TEST((bytes(seed) == bytes(seed)));
  BOOST_TEST((bytes(1) != bytes(2)));
}

BOOST_AUTO_TEST_CASE(a_world_that_delivers_other_words_is_caught) {
  Dice dice(1);
  const Story story = Story::silent();
  const auto world = honest_world(dice, story);
  BOOST_TEST(world->judge().empty());
  world->pair().server_got.back() ^= 1;
  BOOST_TEST(!world->judge().empty());
}

BOOST_AUTO_TEST_CASE(a_world_that_loses_words_is_caught) {
  Dice dice(2);
  const Story story = Story::silent();
  const auto world = honest_world(dice, story);
  world->pair().server_got.pop_back();
  BOOST_TEST(!world->judge().empty());
}

/// The adversary is not accused, so somebody has to explain why nothing came of it.
BOOST_AUTO_TEST_CASE(a_world_where_nothing_connects_is_caught) {
  Dice dice(3);
  const Story story = Story::silent();
  Plan plan = draw_plan(dice);
  while (!plan.compatible) plan = draw_plan(dice);
  World world(dice, std::move(plan), story);
  world.pair().client.received_end();
  world.pair().server.received_end();
  BOOST_TEST(!world.judge().empty());
}

BOOST_AUTO_TEST_SUITE_END()
