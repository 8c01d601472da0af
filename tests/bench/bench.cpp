// What a handshake and a record cost, ours beside other libraries': one thread, in memory, interleaved, CPU time of
// each side by itself, medians. Read README.md before the numbers.
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <stdexcept>

#include "endpoint.hpp"
#include "floor.hpp"

namespace bench {
namespace {

using Libraries = std::vector<std::unique_ptr<Library>>;

/// A connected pair, and what it took.
struct Pair {
  std::unique_ptr<Endpoint> client;
  std::unique_ptr<Endpoint> server;
  double client_time = 0;
  double server_time = 0;
};

/// One turn of one end: what came in, and its answer.
void turn(Endpoint& end, double& time, const base::Bytes& in, base::Bytes& out) {
  out.clear();
  if (!end.connected()) timed(time, [&] { end.handshake(in, out); });
}

Pair shake_hands(Library& library) {
  Pair pair;
  base::Bytes to_server;
  base::Bytes to_client;
  timed(pair.client_time, [&] { pair.client = library.client(); });
  timed(pair.server_time, [&] { pair.server = library.server(); });
  constexpr int enough = 4;
  for (int i = 0; i < enough && !pair.server->connected(); ++i) {
    turn(*pair.client, pair.client_time, to_client, to_server);
    turn(*pair.server, pair.server_time, to_server, to_client);
  }
  if (!pair.client->connected() || !pair.server->connected())
    throw std::runtime_error(library.name() + " does not connect");
  return pair;
}

void print_row(const std::string& name, const std::vector<double>& values, const std::vector<double>& of_best) {
  std::cout << std::left << std::setw(22) << name << std::right << std::fixed;
  for (std::size_t i = 0; i < values.size(); ++i)
    std::cout << std::setw(11) << std::setprecision(values[i] < 100 ? 2 : 1) << values[i] << std::setw(7)
              << std::setprecision(2) << values[i] / of_best[i];
  std::cout << '\n';
}

/// Each column's best among the others: the second and later rows' smallest.
std::vector<double> best_of(const std::vector<std::vector<double>>& peers) {
  std::vector<double> best = peers.front();
  for (const auto& row : peers)
    for (std::size_t i = 0; i < row.size(); ++i) best[i] = std::min(best[i], row[i]);
  return best;
}

struct Row {
  std::string name;
  std::vector<double> values;
  bool is_peer;
};

void print_table(const std::string& title, const std::vector<std::string>& columns, const std::vector<Row>& rows) {
  std::cout << '\n' << std::left << std::setw(22) << title << std::right;
  for (const std::string& column : columns) std::cout << std::setw(11) << column << std::setw(7) << "ratio";
  std::cout << '\n';
  std::vector<std::vector<double>> peers;
  for (const Row& row : rows)
    if (row.is_peer) peers.push_back(row.values);
  for (const Row& row : rows) print_row(row.name, row.values, best_of(peers));
}

bool is_peer(const Library& library) { return !library.name().starts_with("vitrine"); }

void handshakes(const Libraries& libraries, int rounds) {
  std::vector<Sides> sides(libraries.size());
  Sides floor;
  const Floor primitives("p256");
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < libraries.size(); ++i) {
      const Pair pair = shake_hands(*libraries[i]);
      sides[i].client.add(pair.client_time);
      sides[i].server.add(pair.server_time);
    }
    primitives.sample(floor);
  }
  std::vector<Row> rows;
  for (std::size_t i = 0; i < libraries.size(); ++i)
    rows.push_back(
        {libraries[i]->name(), {sides[i].server.median(), sides[i].client.median()}, is_peer(*libraries[i])});
  rows.push_back({"the primitives alone", {floor.server.median(), floor.client.median()}, false});
  print_table("full handshake", {"server µs", "client µs"}, rows);
}

/// Nanoseconds for one record of that many bytes, sealed by the client and opened by the server.
void records(const Libraries& libraries, int rounds, std::size_t size) {
  constexpr int in_a_row = 32;
  std::vector<Pair> pairs;
  for (const auto& library : libraries) pairs.push_back(shake_hands(*library));
  std::vector<Sides> sides(libraries.size());
  const base::Bytes plaintext(size, 0x61);
  base::Bytes wire;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      double seal = 0;
      double open = 0;
      for (int n = 0; n < in_a_row; ++n) {
        wire.clear();
        timed(seal, [&] { pairs[i].client->seal(plaintext, wire); });
        timed(open, [&] {
          if (pairs[i].server->open(wire) != size)
            throw std::runtime_error(libraries[i]->name() + ": bytes are missing");
        });
      }
      sides[i].client.add(1000 * seal / in_a_row);
      sides[i].server.add(1000 * open / in_a_row);
    }
  }
  std::vector<Row> rows;
  for (std::size_t i = 0; i < libraries.size(); ++i)
    rows.push_back(
        {libraries[i]->name(), {sides[i].client.median(), sides[i].server.median()}, is_peer(*libraries[i])});
  print_table("record of " + std::to_string(size) + " B", {"seal ns", "open ns"}, rows);
}

void run(int rounds) {
  Libraries libraries;
  for (const auto make : {ours, ours_watched, openssl, gnutls}) libraries.push_back(make("p256"));
  std::cout << "CPU time, medians of " << rounds
            << " interleaved rounds; ratio: to the best of the others (below 1 is faster).\n";
  handshakes(libraries, rounds);
  for (const std::size_t size : {std::size_t{16384}, std::size_t{1024}, std::size_t{64}})
    records(libraries, rounds, size);
}

}  // namespace
}  // namespace bench

int main(int count, char** words) {
  try {
    bench::run(count > 1 ? std::atoi(words[1]) : 1000);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
