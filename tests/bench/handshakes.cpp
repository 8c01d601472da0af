// Full handshakes for every certificate and group, mutual TLS, resumption: CPU time of each side.
#include "connect.hpp"
#include "floor.hpp"
#include "measure.hpp"
#include "plan.hpp"

namespace bench {
namespace {

struct Runner {
  const Library& library;
  std::unique_ptr<Context> context;
  Sides sides{};

  void run(const Contest& contest) {
    // The first of each round pays for what the others have left in the processor's caches.
    constexpr int in_a_row = 3;
    for (int n = 0; n <= in_a_row; ++n) {
      if (contest.chain == Chain::unseen && library.remembers_chains()) context = ready_context(library, contest.scene);
      Meters<Timer> time;
      const Pair pair = shake_hands(*context, time);
      if (n == 0) continue;
      sides.client.add(time.client.time());
      sides.server.add(time.server.time());
    }
  }
};

Sides floor_round(const HandshakeFloor& floor, Sides sides) {
  Sides warming;
  floor.sample(warming);
  for (int n = 0; n < 3; ++n) floor.sample(sides);
  return sides;
}

std::vector<Runner> runners(const Libraries& libraries, const Scene& scene) {
  std::vector<Runner> all;
  for (const auto& library : libraries)
    if (auto context = ready_context(*library, scene)) all.push_back({*library, std::move(context)});
  return all;
}

Row row_of(const Row& named, const std::vector<Runner>& all, Samples Sides::* side) {
  Row row = named;
  row.ours = (all.front().sides.*side).median();
  for (std::size_t i = 1; i < all.size(); ++i)
    row.peers.emplace_back(all[i].library.name(), (all[i].sides.*side).median());
  return row;
}

Rows compete(const Bench& bench, const Contest& contest, const Row& named) {
  std::vector<Runner> all = runners(bench.libraries, contest.scene);
  const HandshakeFloor floor(contest);
  Sides floors;
  for (int round = 0; round < bench.rounds; ++round) {
    for (Runner& each : all) each.run(contest);
    floors = floor_round(floor, std::move(floors));
  }
  Row server = row_of(named, all, &Sides::server);
  Row client = row_of(named, all, &Sides::client);
  server.name += " server";
  client.name += " client";
  server.floor = floors.server.median();
  client.floor = floors.client.median();
  if (contest.chain == Chain::unseen) return {client};  // the server, too, was new: nobody's is, every time
  return {server, client};
}

void add(Plan& plan, const std::string& group, const std::string& name, const Contest& contest) {
  const Row named{.group = group, .name = name, .unit = "µs"};
  plan.push_back({group + " " + name, [=](const Bench& bench) { return compete(bench, contest, named); }});
}

/// Ours, and as its only peer the same with a watcher: what the glass costs whoever looks through it.
void add_watched(Plan& plan) {
  plan.push_back({"watched p256 x25519", [](const Bench& bench) {
                    Bench both{.libraries = {}, .rounds = bench.rounds};
                    both.libraries.push_back(ours());
                    both.libraries.push_back(ours_watched());
                    return compete(both, {}, {.group = "watched", .name = "p256 x25519", .unit = "µs"});
                  }});
}

const std::vector<std::string> certificates{"p256", "p384", "ed25519", "rsa2048"};
const std::vector<std::string> groups{"x25519", "secp256r1", "secp384r1", "X25519MLKEM768", "SecP256r1MLKEM768"};

}  // namespace

Plan handshakes() {
  Plan plan;
  for (const auto& certificate : certificates)
    for (const auto& group : groups)
      add(plan, "full handshake", certificate + " " + group, {.scene = {.certificate = certificate, .group = group}});
  for (const auto& certificate : certificates)
    add(plan, "full handshake, chain new to the client", certificate + " x25519",
        {.scene = {.certificate = certificate}, .chain = Chain::unseen});
  add(plan, "mutual TLS", "p256 x25519", {.scene = {.kind = Kind::mutual}});
  for (const auto& group : groups)
    add(plan, "resumption", group, {.scene = {.kind = Kind::resumption, .group = group}});
  add_watched(plan);
  return plan;
}

}  // namespace bench
