// What a server derives while it says its flight, with the trace's messages in the transcript: signature, Finished,
// keys. Used by server_walk.cpp.
#pragma once
#include <optional>
#include <string>

#include "replay/walk.hpp"
#include "tls/schedule/transcript.hpp"
#include "tls/server/states.hpp"

namespace vitrine::replay {

class ServerFlight {
 public:
  explicit ServerFlight(const Walk& walk);

  tls::TrafficKeys handshake_keys() const;
  /// Makes what the message of that name has in it, holds it against the trace, and takes the trace's into the
  /// transcript.
  void prepare(const std::string& name);
  /// After Finished.
  tls::TrafficKeys application_keys();
  /// After that: what the client's answer is met with.
  tls::server::SecondFlight second_flight() &&;

 private:
  void sign() const;
  void finish() const;

  const Walk& walk_;
  const Vectors& v_;
  tls::Transcript transcript_;
  tls::TrafficSecret server_handshake_;
  std::optional<tls::TrafficSecret> client_application_;
  std::optional<tls::MainSecret> main_;
};

}  // namespace vitrine::replay
