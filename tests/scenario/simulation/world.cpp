// See world.hpp.
#include "world.hpp"

#include <algorithm>
#include <stdexcept>

#include "support/evil_records.hpp"

namespace tests {
namespace {

using tls::KeyUpdateRequest;
using tls::Status;

/// What another client said to another server.
const std::vector<Bytes>& another_conversation() {
  static const std::vector<Bytes> records = [] {
    Setup setup = setup_with_tickets();
    setup.client.key_shares = {tls::NamedGroup::x25519};
    Pair pair(setup);
    std::vector<Bytes> all;
    for (int round = 0; round < 3; ++round) {
      for (const bool up : {true, false}) {
        const Bytes bytes = Pair::take(up ? pair.client : pair.server);
        pair.give(up ? pair.server : pair.client, bytes);
        std::ranges::move(records_of(bytes), std::back_inserter(all));
      }
      pair.say(pair.client, "hello");
    }
    return all;
  }();
  return records;
}

}  // namespace

World::World(Dice& dice, Plan plan, const Story& story)
    : dice_(dice),
      plan_(std::move(plan)),
      story_(story),
      pair_(plan_.setup, plan_.identity()),
      clocks_{plan_.setup.now, plan_.setup.now + plan_.setup.server_clock_ahead},
      earliest_at_server_(clocks_.server),
      tamperings_left_(dice.percent(45) ? 0 : dice.between(1, 3)) {
  story_.tell("a world: ", plan_.compatible ? "they could connect" : "they may not connect",
              plan_.ticket ? ", the client has a ticket" : "", ", ", tamperings_left_, " chances for the adversary");
}

void World::run() {
  for (std::size_t steps = dice_.between(10, 50); steps > 0; --steps) (this->*draw_act())();
  settle();
  for (tls::Connection* one : {&pair_.client, &pair_.server}) leave(*one);
  settle();
  pair_.client.received_end();
  pair_.server.received_end();
  story_.tell("in the end: ", pair_.describe());
}

World::Act World::draw_act() {
  struct Chance {
    std::size_t weight;
    Act act;
  };
  static constexpr std::array<Chance, 12> chances{{{26, &World::carry_up},
                                                   {26, &World::carry_down},
                                                   {9, &World::client_says},
                                                   {9, &World::server_says},
                                                   {6, &World::client_says_early},
                                                   {5, &World::client_changes_keys},
                                                   {5, &World::server_changes_keys},
                                                   {1, &World::somebody_leaves},
                                                   {1, &World::somebody_gives_up},
                                                   {2, &World::buffers_are_given_back},
                                                   {2, &World::time_passes},
                                                   {8, &World::adversary_acts}}};
  std::size_t roll = dice_.below(100);
  const auto* chance = chances.begin();
  for (; roll >= chance->weight; ++chance) roll -= chance->weight;
  return chance->act;
}

void World::collect() {
  up_.put(Pair::take(pair_.client));
  down_.put(Pair::take(pair_.server));
}

void World::carry(Wire& wire, tls::Connection& to, std::size_t size) {
  collect();
  const Bytes bytes = wire.take(size);
  if (bytes.empty()) return;
  story_.tell(bytes.size(), " bytes reach the ", name(to));
  pair_.give(to, bytes);
}

void World::carry_up() { carry(up_, pair_.server, dice_.percent(70) ? SIZE_MAX : dice_.between(1, 200)); }
void World::carry_down() { carry(down_, pair_.client, dice_.percent(70) ? SIZE_MAX : dice_.between(1, 500)); }

/// Until both have said all that they have to say.
void World::settle() {
  for (int turn = 0; turn < 1000; ++turn) {
    collect();
    if (up_.empty() && down_.empty()) return;
    carry(up_, pair_.server, SIZE_MAX);
    carry(down_, pair_.client, SIZE_MAX);
  }
  throw std::runtime_error("they never stop talking");
}

void World::say(tls::Connection& one) {
  const Bytes text = dice_.bytes(dice_.percent(97) ? dice_.between(1, 200) : dice_.between(1000, 20000));
  if (pair_.say(one, base::text_of(text))) story_.tell("the ", name(one), " says ", text.size(), " bytes");
}

void World::client_says() { say(pair_.client); }
void World::server_says() { say(pair_.server); }

void World::client_says_early() {
  const Bytes text = dice_.bytes(dice_.between(1, 300));
  if (pair_.say_early(base::text_of(text))) story_.tell("the client says ", text.size(), " bytes early");
}

void World::change_keys(tls::Connection& one) {
  const bool ask = dice_.percent(50);
  const bool done = one.update_keys(ask ? KeyUpdateRequest::update_requested : KeyUpdateRequest::update_not_requested);
  if (done) story_.tell("the ", name(one), " changes its key", ask ? " and wants the other to" : "");
}

void World::client_changes_keys() { change_keys(pair_.client); }
void World::server_changes_keys() { change_keys(pair_.server); }

void World::leave(tls::Connection& one) {
  if (one.close_sent() || one.status() == Status::failed) return;
  somebody_left_early_ = somebody_left_early_ || one.status() == Status::handshaking;
  one.close();
  story_.tell("the ", name(one), " says goodbye");
}

void World::somebody_leaves() { leave(somebody()); }

void World::somebody_gives_up() {
  if (dice_.percent(70)) return;
  tls::Connection& one = somebody();
  one.abort(tls::AlertDescription::internal_error);
  somebody_left_early_ = true;
  story_.tell("the ", name(one), " gives up");
}

void World::buffers_are_given_back() { somebody().give_back_buffers(); }

/// On both clocks, or one of them is set, maybe back. A cookie or a ticket that goes stale between two ClientHellos
/// ends the handshake.
void World::time_passes() {
  const std::chrono::milliseconds pause = draw_pause(dice_);
  static constexpr std::array<std::string_view, 4> where{"for both", "at the client", "at the server",
                                                         "back at the server"};
  const std::size_t whose = dice_.below(where.size());
  if (whose < 2) clocks_.client += pause;
  if (whose != 1) clocks_.server += whose == 3 ? -pause : pause;
  earliest_at_server_ = std::min(earliest_at_server_, clocks_.server);
  pair_.client.time_is(clocks_.client);
  pair_.server.time_is(clocks_.server);
  const bool between_hellos =
      pair_.server.session().hello_retry_request && pair_.server.status() == Status::handshaking;
  if (between_hellos) plan_.compatible = false;
  story_.tell("time passes ", where[whose], ": ", pause.count(), " ms");
}

void World::adversary_acts() {
  if (tamperings_left_ == 0) return;
  collect();
  const bool up = dice_.percent(50);
  const Wire& other = up ? down_ : up_;
  const std::string what =
      (up ? up_ : down_).tamper(dice_, dice_.percent(50) ? another_conversation() : other.history());
  if (what.empty()) return;
  --tamperings_left_;
  tampered_with_ = true;
  story_.tell("on the way to the ", up ? "server" : "client", " the adversary ", what);
}

tls::Connection& World::somebody() { return dice_.percent(50) ? pair_.client : pair_.server; }

std::string_view World::name(const tls::Connection& one) const { return &one == &pair_.client ? "client" : "server"; }

bool World::connected() const {
  return reached_connected(pair_.client_events) && reached_connected(pair_.server_events);
}

Plan World::afterwards() const {
  Plan plan{.setup = plan_.setup, .ticket = {}, .compatible = plan_.compatible};
  plan.setup.now = clocks_.client;
  plan.setup.server_clock_ahead = clocks_.server - clocks_.client;
  return plan;
}

Complaints World::judge() {
  Complaints found = complaints(pair_);
  judge_liveness(found);
  judge_times(found);
  return found;
}

/// Those who can connect do, where nobody keeps them from it, and nothing is lost.
void World::judge_liveness(Complaints& found) {
  if (tampered_with_ || somebody_left_early_ || !plan_.compatible) return;
  const bool good =
      connected() && pair_.client.status() == Status::peer_closed && pair_.server.status() == Status::peer_closed;
  if (!good) found.push_back("an honest wire joins those who fit: " + pair_.describe());
}

/// §4.7.1, §8.3
void World::judge_times(Complaints& found) const {
  const tls::Session& session = pair_.server.session();
  if (!connected() || !session.psk || session.psk->kind != tls::PskKind::resumption) return;
  const auto lifetime = plan_.setup.server.tickets.lifetime;
  if (earliest_at_server_ - session.psk->since > lifetime) found.emplace_back("no ticket outlives its time");
  const bool fresh = std::chrono::abs(session.ticket_age_skew) <= plan_.setup.server.limits.early_data_window;
  if (session.early_data == tls::EarlyData::accepted && !fresh) found.emplace_back("early data that is taken is fresh");
}

}  // namespace tests
