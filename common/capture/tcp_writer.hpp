// TCP and IP made up around bytes that really travelled, so that tools which expect packets can read them: a connection
// that begins with its three greetings, acknowledges everything at once and never loses anything.
// RFC 9293 §3.1, RFC 791 §3.1, RFC 8200 §3. Read next: capture/pcapng_writer.hpp.
#pragma once
#include <vector>

#include "capture/endpoint.hpp"

namespace vitrine::capture {

enum class Side : std::uint8_t { client, server };
constexpr Side other(Side side) { return side == Side::client ? Side::server : Side::client; }

/// Each packet begins with its IP header and has its checksums right.
class TcpWriter {
 public:
  struct Packet {
    Side from;
    base::Bytes bytes;
  };
  using Packets = std::vector<Packet>;

  /// Connections between the same two ends are told apart by where their sequence numbers begin.
  TcpWriter(const Endpoint& client, const Endpoint& server, std::uint32_t initial_sequence);

  /// SYN, SYN-ACK, ACK.
  Packets open();
  /// One packet, as long as `bytes` fit into one.
  Packets data(Side from, base::View bytes);
  /// Both say FIN, `first` first.
  Packets close(Side first);
  Packet reset(Side from);

 private:
  struct End {
    Endpoint endpoint;
    std::uint32_t next;
  };
  Packet packet(Side from, std::uint8_t flags, base::View payload = {});
  base::Bytes segment(Side from, std::uint8_t flags, base::View payload) const;
  End& end(Side side) { return ends_[static_cast<std::size_t>(side)]; }
  const End& end(Side side) const { return ends_[static_cast<std::size_t>(side)]; }

  std::array<End, 2> ends_;
  std::uint16_t identification_ = 0;
};

}  // namespace vitrine::capture
