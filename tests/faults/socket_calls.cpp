// See socket_calls.hpp.
#include "socket_calls.hpp"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace {

tests::SocketCallsThrough::Traps* traps = nullptr;
tests::SocketFault fault;

/// How many bytes the call may carry, which is where it goes wrong; -1: it fails.
ssize_t allowed(tests::Trap& trap, std::size_t size) {
  if (!trap.springs()) return static_cast<ssize_t>(size);
  errno = fault.error;
  return fault.error != 0 ? -1 : 1;
}

}  // namespace

namespace tests {

SocketCallsThrough::SocketCallsThrough(Traps& now, SocketFault how) {
  traps = &now;
  fault = how;
}
SocketCallsThrough::~SocketCallsThrough() { traps = nullptr; }

}  // namespace tests

extern "C" ssize_t send(int socket, const void* data, std::size_t size, int flags) {
  const ssize_t count = traps == nullptr ? static_cast<ssize_t>(size) : allowed(traps->sends, size);
  return count < 0 ? -1 : syscall(SYS_sendto, socket, data, count, flags, nullptr, 0);
}

extern "C" ssize_t recv(int socket, void* data, std::size_t size, int flags) {
  const ssize_t count = traps == nullptr ? static_cast<ssize_t>(size) : allowed(traps->receives, size);
  return count < 0 ? -1 : syscall(SYS_recvfrom, socket, data, count, flags, nullptr, nullptr);
}
