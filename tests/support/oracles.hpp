// What must hold between a client and a server however their bytes were changed on the way: not "it never completes",
// but "whoever completes, agrees". Read next: tests/scenario/oracles.cpp, where each of them is shown to see what it is
// for.
#pragma once
#include "support/endpoints.hpp"

namespace tests {

/// One end after everything is over, its transport included, and what its application said and got.
struct End {
  tls::Connection& connection;
  const Recorder& events;
  base::View said;
  base::View said_early;
  base::View got;
  base::View got_early;
};

End client_end(Pair& pair);
End server_end(Pair& pair);

using Complaints = std::vector<std::string>;

/// Empty: all is as it should be.
Complaints complaints(const End& client, const End& server);
Complaints complaints(Pair& pair);

/// Took the arrow of a good Finished.
bool reached_connected(const Recorder& events);

}  // namespace tests
