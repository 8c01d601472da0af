// See tcp_stream.hpp.
#include "capture/tcp_stream.hpp"

#include <algorithm>
#include <map>

#include "capture/tcp_header.hpp"

namespace vitrine::capture {
namespace {

/// A SYN of its own, and not one that is sent once more.
bool begins_anew(const TcpStream& stream, const Segment& segment) {
  using namespace tcp_flag;
  if ((segment.flags & (syn | ack)) != syn) return false;
  const Segment& first = stream.packets.front().segment;
  return first.sequence != segment.sequence || (first.flags & syn) == 0;
}

}  // namespace

std::vector<TcpStream> tcp_streams(const std::vector<Packet>& packets) {
  std::vector<TcpStream> streams;
  std::map<std::pair<Endpoint, Endpoint>, std::size_t> current;
  for (const Packet& packet : packets) {
    const std::optional<Segment> segment = segment_in(packet);
    if (!segment) continue;
    const auto [known, is_new] = current.try_emplace(std::minmax(segment->from, segment->to), streams.size());
    if (is_new || begins_anew(streams[known->second], *segment)) {
      known->second = streams.size();
      streams.push_back({streams.size(), {}});
    }
    streams[known->second].packets.push_back({&packet, *segment});
  }
  return streams;
}

}  // namespace vitrine::capture
