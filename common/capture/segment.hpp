// From a packet to the TCP segment in it: link layer, IP, TCP. Read next: capture/tcp_stream.hpp.
#pragma once
#include <optional>

#include "capture/endpoint.hpp"
#include "capture/packet.hpp"

namespace vitrine::capture {

struct Segment {
  Endpoint from;
  Endpoint to;
  std::uint32_t sequence;
  std::uint8_t flags;  // tcp_flag::…
  base::View payload;
};

/// Nothing where the packet is something else, is a fragment, or is cut before its TCP header ends.
std::optional<Segment> segment_in(const Packet& packet);

}  // namespace vitrine::capture
