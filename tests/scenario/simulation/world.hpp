// Two machines, the wire between them, and everything that happens until nothing more can: applications talk, change
// keys and leave, bytes arrive in pieces, the adversary does what it does. Read next: seed.hpp.
#pragma once
#include "plan.hpp"
#include "story.hpp"
#include "support/oracles.hpp"
#include "wire.hpp"

namespace tests {

/// What each of the two takes for the time.
struct Clocks {
  tls::Time client;
  tls::Time server;
};

class World {
 public:
  World(Dice& dice, Plan plan, const Story& story);

  /// To the end, however it goes.
  void run();
  /// What is wrong with it.
  Complaints judge();

  const Plan& plan() const { return plan_; }
  Pair& pair() { return pair_; }
  /// Every record that the client sent.
  const std::vector<Bytes>& heard_of_client() const { return up_.history(); }
  /// The same two, at the time that it is when all is over.
  Plan afterwards() const;
  const Clocks& clocks() const { return clocks_; }
  bool tampered_with() const { return tampered_with_; }
  bool connected() const;

 private:
  using Act = void (World::*)();
  Act draw_act();
  void carry_up();
  void carry_down();
  void client_says();
  void server_says();
  void client_says_early();
  void client_changes_keys();
  void server_changes_keys();
  void somebody_leaves();
  void somebody_gives_up();
  void buffers_are_given_back();
  void time_passes();
  void adversary_acts();

  void collect();
  void carry(Wire& wire, tls::Connection& to, std::size_t size);
  void settle();
  void leave(tls::Connection& one);
  void say(tls::Connection& one);
  void change_keys(tls::Connection& one);
  tls::Connection& somebody();
  std::string_view name(const tls::Connection& one) const;
  void judge_liveness(Complaints& found);
  void judge_times(Complaints& found) const;

  Dice& dice_;
  Plan plan_;
  const Story& story_;
  Pair pair_;
  Wire up_;
  Wire down_;
  Clocks clocks_;
  tls::Time earliest_at_server_;
  std::size_t tamperings_left_;
  bool tampered_with_ = false;
  bool somebody_left_early_ = false;
};

}  // namespace tests
