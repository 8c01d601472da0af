// A CheapClient on a socket of its own, and the one loop that all visitors of a run share. One thread, no waiting but
// in Poll. Read next: handshakes.hpp, room.hpp.
#pragma once
#include <chrono>
#include <functional>
#include <memory>

#include "cheap_client.hpp"

namespace load {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

/// Where the server is, on the loopback.
struct Target {
  std::uint16_t port = 0;
  std::string alpn{};
};

class Visitor {
 public:
  /// It begins to connect. Throws std::system_error.
  explicit Visitor(const Target& target);
  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;
  ~Visitor();

  /// Reads all there is; true if something came. Throws when the server did something wrong.
  bool hear();
  /// Writes what waits, as far as the socket takes it.
  void tell();

  CheapClient& client() { return client_; }
  /// The server has closed the connection.
  bool ended() const { return ended_; }
  int descriptor() const { return socket_; }

 private:
  int socket_;
  CheapClient client_;
  bool ended_ = false;
};

class Poll {
 public:
  Poll();
  Poll(const Poll&) = delete;
  Poll& operator=(const Poll&) = delete;
  ~Poll();

  /// Until it is destroyed, `number` is called once each time that the socket of `visitor` becomes ready.
  void watch(const Visitor& visitor, std::size_t number);
  /// Waits for something to happen, `limit` at most.
  void wait(std::chrono::milliseconds limit, const std::function<void(std::size_t number)>& ready);

 private:
  int descriptor_;
};

}  // namespace load
