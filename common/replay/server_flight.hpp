// What a server derives while it says its flight, with the trace's messages in the transcript: signature, Finished,
// keys. Used by server_walk.cpp.
#pragma once
#include <string>

#include "replay/walk.hpp"
#include "tls/schedule/key_schedule.hpp"
#include "tls/schedule/transcript.hpp"

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

 private:
  void sign() const;
  void finish() const;

  const Walk& walk_;
  const Vectors& v_;
  tls::Transcript transcript_;
  tls::TrafficSecret server_handshake_;
};

}  // namespace vitrine::replay
