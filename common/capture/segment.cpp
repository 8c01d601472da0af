// RFC 791 §3.1, RFC 8200 §3 and §4, RFC 9293 §3.1. Read before: segment.hpp.
#include "capture/segment.hpp"

#include <algorithm>

#include "capture/cursor.hpp"
#include "capture/tcp_header.hpp"

namespace vitrine::capture {
namespace {

constexpr std::uint16_t type_ipv4 = 0x0800;
constexpr std::uint16_t type_ipv6 = 0x86dd;
constexpr std::uint16_t type_vlan = 0x8100;
constexpr std::uint16_t type_provider_vlan = 0x88a8;

bool is_ip(std::uint16_t type) { return type == type_ipv4 || type == type_ipv6; }

/// The type behind Ethernet's two addresses and any VLAN tags.
bool leads_to_ip(std::uint16_t type, Cursor& in) {
  while (type == type_vlan || type == type_provider_vlan) {
    in.skip(2);
    type = in.u16();
  }
  return is_ip(type);
}

/// Whether the packet has IP in it; then `in` stands at its header.
bool pass_link_layer(LinkType link, Cursor& in) {
  switch (link) {
    case LinkType::raw:
    case LinkType::raw_bsd:
    case LinkType::raw_openbsd:
    case LinkType::ipv4:
    case LinkType::ipv6:
      return true;
    case LinkType::null:
    case LinkType::loop:  // the address family's number is another in each system; IP's own version says the same
      in.skip(4);
      return true;
    case LinkType::ethernet:
      in.skip(12);
      return leads_to_ip(in.u16(), in);
    case LinkType::linux_sll:
      in.skip(14);
      return leads_to_ip(in.u16(), in);
    case LinkType::linux_sll2: {
      const std::uint16_t type = in.u16();
      in.skip(18);
      return leads_to_ip(type, in);
    }
  }
  return false;
}

Endpoint read_address(Cursor& in, bool is_v6) {
  Endpoint endpoint;
  endpoint.is_v6 = is_v6;
  std::ranges::copy(in.take(endpoint.address_size()), endpoint.address.begin());
  return endpoint;
}

/// The length that a header claims, without what the link layer put behind; 0: a sender that leaves it to its hardware.
base::View limited(base::View bytes, std::size_t claimed) {
  return claimed == 0 ? bytes : bytes.first(std::min(bytes.size(), claimed));
}

struct IpPacket {
  Endpoint from;
  Endpoint to;
  std::uint8_t protocol = 0;
  base::View payload;
};

std::optional<IpPacket> read_ipv4(Cursor in) {
  const std::size_t header_size = (in.u8() & 0x0fU) * std::size_t{4};
  in.skip(1);
  const std::size_t total = in.u16();
  in.skip(2);
  const bool is_fragment = (in.u16() & 0x3fffU) != 0;
  in.skip(1);
  IpPacket packet;
  packet.protocol = in.u8();
  in.skip(2);
  packet.from = read_address(in, false);
  packet.to = read_address(in, false);
  const bool sane = header_size >= ipv4_header_size && (total == 0 || total >= header_size);
  if (is_fragment || !sane) return std::nullopt;
  in.skip(header_size - ipv4_header_size);
  packet.payload = limited(in.rest(), total == 0 ? 0 : total - header_size);
  return packet;
}

/// Hop-by-hop options, routing, destination options: all with their length in the same place.
bool is_passable(std::uint8_t next_header) { return next_header == 0 || next_header == 43 || next_header == 60; }

std::optional<IpPacket> read_ipv6(Cursor in) {
  in.skip(4);
  const std::size_t claimed = in.u16();
  IpPacket packet;
  packet.protocol = in.u8();
  in.skip(1);
  packet.from = read_address(in, true);
  packet.to = read_address(in, true);
  Cursor inside(limited(in.rest(), claimed));
  while (is_passable(packet.protocol)) {
    packet.protocol = inside.u8();
    const std::size_t units = inside.u8();
    inside.skip(6 + 8 * units);
  }
  packet.payload = inside.rest();
  return packet;
}

std::optional<Segment> read_tcp(const IpPacket& packet) {
  Cursor in(packet.payload);
  Segment segment{packet.from, packet.to, 0, 0, {}};
  segment.from.port = in.u16();
  segment.to.port = in.u16();
  segment.sequence = in.u32();
  in.skip(4);
  const std::size_t header_size = (in.u8() >> 4U) * std::size_t{4};
  segment.flags = in.u8();
  in.skip(6);
  if (header_size < tcp_header_size) return std::nullopt;
  in.skip(header_size - tcp_header_size);
  segment.payload = in.rest();
  return segment;
}

}  // namespace

std::optional<Segment> segment_in(const Packet& packet) {
  try {
    Cursor in(packet.bytes);
    if (!pass_link_layer(packet.link, in) || in.rest().empty()) return std::nullopt;
    const unsigned version = in.rest().front() >> 4U;
    if (version != 4 && version != 6) return std::nullopt;
    const auto inside = version == 4 ? read_ipv4(in) : read_ipv6(in);
    return inside && inside->protocol == tcp_protocol ? read_tcp(*inside) : std::nullopt;
  } catch (const Damaged&) {
    return std::nullopt;
  }
}

}  // namespace vitrine::capture
