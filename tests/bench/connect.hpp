// Two ends in memory are brought together, and each one's work is given to a meter of its own: time, or heap.
// Read next: handshakes.cpp, records.cpp, memory.cpp.
#pragma once
#include <stdexcept>

#include "endpoint.hpp"

namespace bench {

struct Pair {
  std::unique_ptr<Endpoint> client;
  std::unique_ptr<Endpoint> server;
};

/// A meter is called with each piece of its end's work, and does it.
template <class Meter>
struct Meters {
  Meter client;
  Meter server;
};

/// One turn of one end: what came in, and its answer.
template <class Meter>
void turn(Endpoint& end, Meter& meter, const base::Bytes& in, base::Bytes& out) {
  out.clear();
  if (!end.connected()) meter([&] { end.handshake(in, out); });
}

/// `to_client` is left with what the server sent last, which may be tickets.
template <class Meter>
Pair shake_hands(Context& context, Meters<Meter>& meters, base::Bytes& to_client) {
  Pair pair;
  constexpr std::size_t any_flight = 1U << 16U;  // so that the meter sees no buffer of ours grow
  base::Bytes to_server;
  to_server.reserve(any_flight);
  to_client.reserve(any_flight);
  to_client.clear();
  context.prepare();
  meters.client([&] { pair.client = context.client(); });
  meters.server([&] { pair.server = context.server(); });
  constexpr int enough = 4;
  for (int i = 0; i < enough && !pair.server->connected(); ++i) {
    turn(*pair.client, meters.client, to_client, to_server);
    turn(*pair.server, meters.server, to_server, to_client);
  }
  if (!pair.client->connected() || !pair.server->connected())
    throw std::runtime_error(std::string(pair.client->connected() ? "the server" : "the client") + " does not connect");
  return pair;
}

template <class Meter>
Pair shake_hands(Context& context, Meters<Meter>& meters) {
  base::Bytes rest;
  return shake_hands(context, meters, rest);
}

/// A pair that nobody measured.
Pair connected_pair(Context& context);

/// The library's context for a scene, ready: for a resumption the first meeting is over. Null: it does not know how.
std::unique_ptr<Context> ready_context(const Library& library, const Scene& scene);

}  // namespace bench
