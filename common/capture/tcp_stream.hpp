// The packets of a file sorted by the TCP connection that they belong to. Read next: capture/follower.hpp.
#pragma once
#include <vector>

#include "capture/segment.hpp"

namespace vitrine::capture {

struct StreamPacket {
  const Packet* packet;
  Segment segment;
};

struct TcpStream {
  std::size_t number;  // in the order of their first packets, from 0, as Wireshark's tcp.stream counts
  std::vector<StreamPacket> packets;
};

/// The streams point into `packets`.
std::vector<TcpStream> tcp_streams(const std::vector<Packet>& packets);

}  // namespace vitrine::capture
