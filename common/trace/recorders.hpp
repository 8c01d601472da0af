// The files in which a program keeps its connections, and who writes one connection into them: the same for the daemon
// and the client. Read next: trace/packet_capture.hpp, trace/event_log.hpp.
#pragma once
#include <algorithm>
#include <optional>
#include <vector>

#include "trace/event_log.hpp"
#include "trace/fan_out.hpp"
#include "trace/packet_capture.hpp"

namespace vitrine::trace {

class Recordings {
 public:
  struct Wanted {
    std::string pcapng;  // paths; empty: none
    std::string events;
    std::string program;  // "vitrine 1.0", for the file of events
    Level level = Level::steps;
  };
  /// Throws std::runtime_error in words that name the path. `trouble` is told what cannot be written later.
  Recordings(Wanted wanted, PacketCapture::Clock clock, const LineOut& trouble);

  /// What whoever starts the program should know: where what goes, and how private it is.
  std::vector<std::string> banners() const;

 private:
  friend class Recorders;
  /// Never negative, whatever is done to the clock.
  std::chrono::microseconds elapsed() const { return std::max(clock_() - began_, std::chrono::microseconds::zero()); }

  Wanted wanted_;
  PacketCapture::Clock clock_;
  capture::Timestamp began_;
  std::optional<Recording> packets_;
  std::optional<Recording> events_;
};

/// Of one connection.
class Recorders {
 public:
  /// `recordings` outlives it; the recorders join the watchers of `sink`.
  Recorders(Recordings& recordings, const PacketCapture::Ends& ends, std::uint64_t session, FanOut& sink);

 private:
  std::optional<PacketCapture> packets_;
  std::optional<EventLog> events_;
};

}  // namespace vitrine::trace
