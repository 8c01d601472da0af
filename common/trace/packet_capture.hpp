// A connection as packets of a pcapng file: real records, addresses, ports and times; TCP and IP around them made up;
// the secrets before the packets that they open, so that Wireshark reads everything at once; and as comments on a
// packet what it led to: states, refusals, alerts. Read before: capture/pcapng_writer.hpp, capture/tcp_writer.hpp.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "capture/pcapng_writer.hpp"
#include "capture/tcp_writer.hpp"
#include "tls/event.hpp"
#include "trace/key_log.hpp"
#include "trace/recording.hpp"

namespace vitrine::trace {

/// How such a file begins.
Recording::Beginning packet_capture_beginning();

class PacketCapture : public tls::EventSink {
 public:
  struct Ends {
    tls::Role role;
    capture::Endpoint local;
    capture::Endpoint remote;
  };
  using Clock = std::function<capture::Timestamp()>;

  /// `file` outlives it.
  PacketCapture(Recording& file, const Ends& ends, Clock clock);
  /// The end of the connection: the last packets are written.
  ~PacketCapture() override;

  void on(const tls::Event& event) override;
  bool wants_secrets() const override { return true; }

 private:
  void packet(capture::Side from, base::View bytes);
  void add(capture::TcpWriter::Packets packets);
  void comment(const std::string& words);
  void comment(const tls::Event& event);
  void note_ending(const tls::Event& event);
  void settle();
  bool waits_for_secrets() const;
  void write();
  void finish();

  Recording& file_;
  capture::Side local_;
  Clock clock_;
  capture::TcpWriter tcp_;
  KeyLog key_log_;
  std::string secrets_;           // lines that are not in the file yet
  unsigned traffic_secrets_ = 0;  // of the four, how many there are
  bool server_spoke_ = false;
  base::Bytes held_;                               // blocks that are not in the file yet
  std::optional<capture::OutgoingPacket> packet_;  // the last one, which may still get comments
  std::vector<std::string> comments_;              // for the next packet
  std::optional<tls::FailureOrigin> failed_;
  std::optional<capture::Side> first_to_leave_;
};

}  // namespace vitrine::trace
