// Who is told what a capture has to say about one TLS connection. What the client sent is told as sent, what the server
// sent as received: one reads a capture over the client's shoulder. Read next: capture/follower.hpp.
#pragma once
#include <chrono>

#include "capture/endpoint.hpp"
#include "tls/event.hpp"

namespace vitrine::capture {

class Watcher : public tls::EventSink {
 public:
  /// First of all: who talks to whom.
  virtual void begin(const Endpoint& client, const Endpoint& server) = 0;
  /// When what comes next was captured, since 1970.
  virtual void at(std::chrono::microseconds time) = 0;
  /// A comment of the file about the packet that was told just now; anybody's text.
  virtual void comment(std::string_view untrusted) = 0;
  /// What cannot be explained, and why: a printable sentence.
  virtual void note(std::string_view sentence) = 0;
};

}  // namespace vitrine::capture
