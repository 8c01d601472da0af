// The replays with what a test wants to know of them. Read next: rfc8448_client.cpp, rfc8448_server.cpp,
// rfc8448_resumption.cpp.
#pragma once
#include "replay/client_replay.hpp"
#include "replay/server_replay.hpp"
#include "rfc8448_trace.hpp"
#include "support/endpoints.hpp"

namespace tests::rfc8448 {

struct Events {
  Recorder events;
};

struct WatchedClient : Events, ClientReplay {
  explicit WatchedClient(const Vectors& v, base::View random_bytes = {})
      : ClientReplay(v, tls::Trace(&events), random_bytes) {}
};

struct WatchedServer : Events, ServerReplay {
  explicit WatchedServer(tls::ServerConfig config, std::vector<base::Bytes> random = {})
      : ServerReplay(std::move(config), tls::Trace(&events), std::move(random)) {}

  /// The last key that it asked to receive with.
  tls::TrafficKeys receiving() const;
};

/// What the states behind the server's own flight know.
server::SecondFlight second_flight(const Vectors& v);

/// A check: the answer begins with the trace's ServerHello, and the secrets behind it are the trace's.
void equal_hello_and_secrets(const WatchedServer& replay, const Vectors& v);

}  // namespace tests::rfc8448
