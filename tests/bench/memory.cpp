// What an established connection holds while nothing happens, and how often the heap is asked for a handshake and for a
// record. Counted: the rounds do not matter.
#include "connect.hpp"
#include "heap.hpp"
#include "plan.hpp"

namespace bench {
namespace {

using Counts = Meters<HeapMeter>;

/// What one library's two sides came to.
struct Entry {
  std::string name;
  Counts counts;
};

Row row_of(const Row& named, const std::vector<Entry>& entries, HeapMeter Counts::* side, double divided_by) {
  Row row = named;
  const auto value = [&](const Entry& entry) {
    const Heap& heap = (entry.counts.*side).heap();
    return static_cast<double>(row.unit == "bytes" ? heap.live : heap.allocations) / divided_by;
  };
  row.ours = value(entries.front());
  for (std::size_t i = 1; i < entries.size(); ++i) row.peers.emplace_back(entries[i].name, value(entries[i]));
  return row;
}

constexpr std::size_t record_size = 1024;

/// One record each way.
void talk(Pair& pair, Counts& counts) {
  const base::Bytes plaintext(record_size, 0x61);
  base::Bytes wire;
  wire.reserve(2 * record_size);
  counts.client([&] { pair.client->seal(plaintext, &wire); });
  counts.server([&] { pair.server->open(wire); });
  wire.clear();
  counts.server([&] { pair.server->seal(plaintext, &wire); });
  counts.client([&] { pair.client->open(wire); });
}

constexpr int connections = 64;
constexpr int counted_records = 100;

Counts idle_connections(Context& context) {
  (void)connected_pair(context);  // what a library makes once, and keeps
  Counts counts;
  std::vector<Pair> pairs;
  for (int n = 0; n < connections; ++n) {
    pairs.push_back(shake_hands(context, counts));
    talk(pairs.back(), counts);
    counts.client([&] { pairs.back().client->idle(); });
    counts.server([&] { pairs.back().server->idle(); });
  }
  return counts;
}

Rows idle(const Bench& bench) {
  std::vector<Entry> entries;
  const auto enter = [&](const Library& library) {
    entries.push_back({library.name(), idle_connections(*library.context({}))});
  };
  for (const auto& library : bench.libraries) enter(*library);
  enter(*openssl_releasing());
  const Row named{.group = "idle connection", .name = "", .unit = "bytes"};
  Row server = row_of(named, entries, &Counts::server, connections);
  Row client = row_of(named, entries, &Counts::client, connections);
  server.name = "server";
  client.name = "client";
  return {server, client};
}

Rows handshake(const Bench& bench, const Scene& scene, const std::string& name) {
  std::vector<Entry> entries;
  for (const auto& library : bench.libraries) {
    const auto context = ready_context(*library, scene);
    (void)connected_pair(*context);
    Counts counts;
    (void)shake_hands(*context, counts);
    entries.push_back({library->name(), std::move(counts)});
  }
  const Row named{.group = "allocations", .name = name, .unit = "count"};
  Row server = row_of(named, entries, &Counts::server, 1);
  Row client = row_of(named, entries, &Counts::client, 1);
  server.name += " server";
  client.name += " client";
  return {server, client};
}

/// What records cost, after a few of them, which may still make room for themselves.
Counts records_of(const Library& library, std::size_t size) {
  constexpr int warming = 8;
  const auto context = library.context({});
  const Pair pair = connected_pair(*context);
  const base::Bytes plaintext(size, 0x61);
  base::Bytes wire;
  wire.reserve(2 * size + 64);
  Counts counts;
  for (int n = 0; n < warming + counted_records; ++n) {
    if (n == warming) counts = {};
    wire.clear();
    counts.client([&] { pair.client->seal(plaintext, &wire); });
    counts.server([&] { pair.server->open(wire); });
  }
  return counts;
}

Rows record(const Bench& bench, std::size_t size) {
  std::vector<Entry> entries;
  for (const auto& library : bench.libraries) entries.push_back({library->name(), records_of(*library, size)});
  const Row named{.group = "allocations", .name = "record of " + std::to_string(size) + " B", .unit = "count"};
  Row seal = row_of(named, entries, &Counts::client, counted_records);
  Row open = row_of(named, entries, &Counts::server, counted_records);
  seal.name += ", seal";
  open.name += ", open";
  return {seal, open};
}

}  // namespace

Plan heap() {
  Plan plan{{"idle connection", idle}};
  for (const auto& [name, scene] : {std::pair{"full handshake", Scene{}}, {"resumption", {.kind = Kind::resumption}}})
    plan.push_back({std::string("allocations ") + name,
                    [name, scene](const Bench& bench) { return handshake(bench, scene, name); }});
  for (const std::size_t size : {16384UL, 1024UL, 64UL})
    plan.push_back({"allocations record of " + std::to_string(size) + " B",
                    [size](const Bench& bench) { return record(bench, size); }});
  return plan;
}

}  // namespace bench
