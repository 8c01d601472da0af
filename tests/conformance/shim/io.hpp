// The one socket of a connection, blocking, and the engine behind it. Read next: shim/run_connection.cpp.
#pragma once
#include "shim/settings.hpp"
#include "tls/connection.hpp"

namespace shim {

class Socket {
 public:
  /// Connects to the runner and tells it who we are. Throws std::runtime_error.
  explicit Socket(const Runner& runner);
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  /// Says that we are done, and waits for the peer to be, so that it can read all that we sent.
  ~Socket();

  /// A peer that is gone is noticed by the next receive().
  void send(base::View bytes);
  /// At most as many bytes as there is room for; 0 at the end, however it came.
  std::size_t receive(base::MutableView room);

 private:
  int descriptor_;
};

/// Carries bytes between a socket and an engine.
class Link {
 public:
  enum class Pace : std::uint8_t { as_they_come, one_byte };
  Link(Socket& socket, tls::Connection& connection, Pace pace)
      : socket_(socket), connection_(connection), pace_(pace) {}

  /// Everything that waits to be sent.
  void flush();
  /// A beginning of it; the rest stays until release().
  void hold_all_but(std::size_t count);
  void release() { held_ = false; }
  /// One read from the network.
  void fill();

 private:
  Socket& socket_;
  tls::Connection& connection_;
  Pace pace_;
  bool held_ = false;
};

}  // namespace shim
