// What the shim does with one engine and one socket, step for step. Read next: shim/conversation.cpp.
#pragma once
#include "shim/expectations.hpp"
#include "shim/io.hpp"

namespace shim {

class Conversation {
 public:
  Conversation(const Settings& settings, Link& link, tls::Connection& connection, const Observer& observer);

  /// Until both sides are connected, or until a server has early data to read. Throws Failed, like all below.
  void handshake();
  /// Before the handshake is over where early data allows it.
  void say_first();
  /// Answers what the peer sends until it ends.
  void echo();
  void close();

 private:
  void say(base::View bytes);
  bool say_early(base::View bytes);
  void say_keying_material();
  void say_traffic_secrets();
  void say_hello_halfway();
  bool has_early_data() const;
  base::View heard() const;
  bool wait_to_hear();
  void finish_handshake();
  void answer();
  void fill();
  [[noreturn]] void fail() const;

  const Settings& settings_;
  Link& link_;
  tls::Connection& connection_;
  const Observer& observer_;
  bool cut_off_ = false;  // ended without close_notify, which only some mind
};

}  // namespace shim
