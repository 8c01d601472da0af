// See seed.hpp.
#include "seed.hpp"

#include "support/evil_records.hpp"

namespace tests {
namespace {

class Seed {
 public:
  Seed(std::uint64_t seed, const Story& story, Tally& tally) : dice_(seed), story_(story), tally_(tally) {}

  Complaints play() {
    World first(dice_, draw_plan(dice_), story_);
    play(first);
    if (found_.empty() && first.connected() && dice_.percent(25)) meet_again(first);
    return std::move(found_);
  }

 private:
  void play(World& world) {
    try {
      world.run();
      found_ = world.judge();
      count(world);
    } catch (const std::exception& error) {
      found_ = {std::string("an exception came out: ") + error.what()};
    }
  }

  void meet_again(World& before) {
    const std::vector<tls::ClientTicket> tickets = before.pair().client.take_tickets();
    if (tickets.empty()) return;
    World second(dice_, draw_next_meeting(dice_, before.afterwards(), dice_.one_of(tickets)), story_);
    play(second);
    if (second.pair().server.session().early_data == tls::EarlyData::accepted) replay(second);
  }

  /// What the client said, to a server that shares the store: nobody is heard twice. §8.2.
  void replay(const World& world) {
    Setup setup = world.plan().setup;
    setup.seed = dice_.number();
    Pair again(setup);
    again.server.time_is(world.clocks().server);
    again.give(again.server, concat(world.heard_of_client()));
    again.server.received_end();
    story_.tell("played again: ", again.describe());
    ++tally_.replays;
    if (!again.server_got_early.empty() || !again.server_got.empty()) found_.emplace_back("nobody is heard twice");
  }

  void count(World& world) {
    const tls::Session& session = world.pair().server.session();
    tally_.tampered_with += world.tampered_with();
    if (!world.connected()) return;
    ++tally_.connected;
    tally_.connected_all_the_same += world.tampered_with();
    tally_.retried += session.hello_retry_request;
    tally_.resumed += session.resumed;
    tally_.client_certificates += !session.peer_chain.empty();
    tally_.early_data_taken += session.early_data == tls::EarlyData::accepted;
    tally_.early_data_declined += world.pair().client.session().early_data == tls::EarlyData::declined;
  }

  Dice dice_;
  const Story& story_;
  Tally& tally_;
  Complaints found_;
};

}  // namespace

Complaints simulate(std::uint64_t seed, const Story& story, Tally& tally) { return Seed(seed, story, tally).play(); }

}  // namespace tests
