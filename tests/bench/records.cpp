// Sealing and opening application data: nanoseconds for one record of each size, with each suite.
#include <algorithm>

#include "connect.hpp"
#include "floor.hpp"
#include "measure.hpp"
#include "plan.hpp"

namespace bench {
namespace {

/// One suite and one size, and how many records in a row are looked at the clock once for: some 64 KiB.
struct Size {
  std::string suite;
  std::size_t bytes;
  int in_a_row;
};

constexpr std::size_t several = 8;

/// What is sealed by some pairs is dropped, as a socket would take it; what is opened was sealed by others before.
/// Several of each take turns: some lie better in the processor's caches than others.
struct Runner {
  const Library& library;
  std::vector<Pair> sealing;
  std::vector<Pair> opening;
  Sides sides{};  // client: seals; server: opens

  void seal(const Size& size, const base::Bytes& plaintext) {
    std::ranges::rotate(sealing, sealing.begin() + 1);
    Timer time;
    time([&] {
      for (int n = 0; n < size.in_a_row; ++n) sealing.front().client->seal(plaintext, nullptr);
    });
    sides.client.add(1000 * time.time() / size.in_a_row);
  }
  void open(const Size& size, const base::Bytes& plaintext, base::Bytes& wire) {
    std::ranges::rotate(opening, opening.begin() + 1);
    wire.clear();
    for (int n = 0; n < size.in_a_row; ++n) opening.front().client->seal(plaintext, &wire);
    Timer time;
    std::size_t count = 0;
    time([&] { count = opening.front().server->open(wire); });
    if (count != size.bytes * static_cast<std::size_t>(size.in_a_row))
      throw std::runtime_error(library.name() + ": bytes are missing");
    sides.server.add(1000 * time.time() / size.in_a_row);
  }
};

std::vector<Pair> pairs(Context& context) {
  std::vector<Pair> all;
  while (all.size() < several) all.push_back(connected_pair(context));
  return all;
}

std::vector<Runner> runners(const Libraries& libraries, const Scene& scene) {
  std::vector<Runner> all;
  for (const auto& library : libraries)
    if (const auto context = library->context(scene)) all.push_back({*library, pairs(*context), pairs(*context)});
  return all;
}

Row row_of(const Size& size, const std::string& direction, const std::vector<Runner>& all, Samples Sides::* side) {
  Row row{.group = "record", .name = size.suite + " " + std::to_string(size.bytes) + " B " + direction, .unit = "ns"};
  row.ours = (all.front().sides.*side).median();
  for (std::size_t i = 1; i < all.size(); ++i)
    row.peers.emplace_back(all[i].library.name(), (all[i].sides.*side).median());
  return row;
}

Rows compete(const Bench& bench, const Size& size) {
  std::vector<Runner> all = runners(bench.libraries, {.suite = size.suite});
  RecordFloor floor(size.suite, size.bytes);
  Sides floors;
  const base::Bytes plaintext(size.bytes, 0x61);
  base::Bytes wire;
  for (int round = 0; round < 3 * bench.rounds; ++round) {
    for (Runner& each : all) {
      each.seal(size, plaintext);
      each.open(size, plaintext, wire);
    }
    floor.sample(floors, size.in_a_row);
  }
  Row seal = row_of(size, "seal", all, &Sides::client);
  Row open = row_of(size, "open", all, &Sides::server);
  seal.floor = floors.client.median();
  open.floor = floors.server.median();
  return {seal, open};
}

}  // namespace

Plan records() {
  Plan plan;
  for (const std::string suite : {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"})
    for (const auto& [bytes, in_a_row] : {std::pair{16384UL, 8}, std::pair{1024UL, 64}, std::pair{64UL, 512}}) {
      const Size size{suite, bytes, in_a_row};
      plan.push_back({"record " + suite + " " + std::to_string(bytes) + " B",
                      [size](const Bench& bench) { return compete(bench, size); }});
    }
  return plan;
}

}  // namespace bench
