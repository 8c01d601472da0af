// The send() and recv() of this executable, which count and can fail: what Asio calls for TlsStream.
// Read next: sockets.cpp.
#pragma once
#include "trap.hpp"

namespace tests {

/// How a call goes wrong: with this errno, or with one byte instead of all of them.
struct SocketFault {
  int error = 0;
};

/// As long as it lives, these calls go through the traps.
class SocketCallsThrough {
 public:
  struct Traps {
    Trap sends;
    Trap receives;
  };
  SocketCallsThrough(Traps& traps, SocketFault fault);
  ~SocketCallsThrough();
  SocketCallsThrough(const SocketCallsThrough&) = delete;
  SocketCallsThrough& operator=(const SocketCallsThrough&) = delete;
};

}  // namespace tests
