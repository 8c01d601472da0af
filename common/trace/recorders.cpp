// See recorders.hpp.
#include "trace/recorders.hpp"

#include "base/printable.hpp"

namespace vitrine::trace {

Recordings::Recordings(Wanted wanted, PacketCapture::Clock clock, const LineOut& trouble)
    : wanted_(std::move(wanted)), clock_(std::move(clock)), began_(clock_()) {
  if (!wanted_.pcapng.empty()) packets_.emplace(wanted_.pcapng, packet_capture_beginning(), trouble);
  if (!wanted_.events.empty()) events_.emplace(wanted_.events, event_log_beginning(wanted_.program, began_), trouble);
}

std::vector<std::string> Recordings::banners() const {
  std::vector<std::string> lines;
  if (packets_)
    lines.push_back("Capture: packets and their secrets go to " + base::printable(wanted_.pcapng) +
                    ". Whoever reads that file can read what is said.");
  if (events_)
    lines.push_back("Events: everything that happens goes to " + base::printable(wanted_.events) + ", " +
                    (wanted_.level == Level::secrets ? "secrets, too." : "what is said in the clear, too; no keys."));
  return lines;
}

Recorders::Recorders(Recordings& recordings, const PacketCapture::Ends& ends, std::uint64_t session, FanOut& sink) {
  if (recordings.packets_) sink.add(packets_.emplace(*recordings.packets_, ends, recordings.clock_));
  if (!recordings.events_) return;
  const EventLog::Options options{session, ends.role, recordings.wanted_.level,
                                  [&recordings] { return recordings.elapsed(); }};
  sink.add(events_.emplace(*recordings.events_, options));
}

}  // namespace vitrine::trace
