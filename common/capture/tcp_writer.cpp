// See tcp_writer.hpp.
#include "capture/tcp_writer.hpp"

#include <algorithm>

#include "capture/tcp_header.hpp"

namespace vitrine::capture {
namespace {

using namespace tcp_flag;

constexpr std::uint16_t window = 65535;
constexpr std::uint8_t time_to_live = 64;
constexpr std::size_t longest_payload = 65535 - ipv6_header_size - tcp_header_size;

void put16(base::Bytes& to, std::size_t value) {
  to.push_back(static_cast<std::uint8_t>(value >> 8U));
  to.push_back(static_cast<std::uint8_t>(value));
}

void put32(base::Bytes& to, std::uint32_t value) {
  put16(to, value >> 16U);
  put16(to, value & 0xffffU);
}

/// The one's complement sum of RFC 1071, as it is written into a header whose checksum is still zero.
std::uint16_t checksum(base::View bytes) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) sum += static_cast<std::uint64_t>(bytes[i]) << (i % 2 == 0 ? 8U : 0U);
  while (sum > 0xffff) sum = (sum & 0xffffU) + (sum >> 16U);
  return static_cast<std::uint16_t>(~sum);
}

void write_checksum(base::Bytes& header, std::size_t at, std::uint16_t value) {
  header[at] = static_cast<std::uint8_t>(value >> 8U);
  header[at + 1] = static_cast<std::uint8_t>(value);
}

base::Bytes ipv4_header(const Endpoint& from, const Endpoint& to, std::uint16_t identification, std::size_t size) {
  constexpr std::uint16_t do_not_fragment = 0x4000;
  constexpr std::size_t checksum_at = 10;
  base::Bytes header{0x45, 0};
  put16(header, ipv4_header_size + size);
  put16(header, identification);
  put16(header, do_not_fragment);
  base::append(header, base::Bytes{time_to_live, tcp_protocol, 0, 0});
  base::append(header, from.address_bytes());
  base::append(header, to.address_bytes());
  write_checksum(header, checksum_at, checksum(header));
  return header;
}

base::Bytes ipv6_header(const Endpoint& from, const Endpoint& to, std::size_t size) {
  base::Bytes header{0x60, 0, 0, 0};
  put16(header, size);
  base::append(header, base::Bytes{tcp_protocol, time_to_live});
  base::append(header, from.address_bytes());
  base::append(header, to.address_bytes());
  return header;
}

/// What TCP's checksum covers besides the segment.
base::Bytes pseudo_header(const Endpoint& from, const Endpoint& to, std::size_t size) {
  base::Bytes header = base::concat({from.address_bytes(), to.address_bytes()});
  put32(header, tcp_protocol);
  put32(header, static_cast<std::uint32_t>(size));
  return header;
}

}  // namespace

TcpWriter::TcpWriter(const Endpoint& client, const Endpoint& server, std::uint32_t initial_sequence)
    : ends_{{{client, initial_sequence}, {server, ~initial_sequence}}} {
  // An end that is gone has no address; the other's family is good for both.
  const bool is_v6 = client.is_v6 || server.is_v6;
  for (End& one : ends_) one.endpoint.is_v6 = is_v6;
}

TcpWriter::Packets TcpWriter::open() {
  Packets packets;
  packets.push_back(packet(Side::client, syn));
  packets.push_back(packet(Side::server, syn | ack));
  packets.push_back(packet(Side::client, ack));
  return packets;
}

TcpWriter::Packets TcpWriter::data(Side from, base::View bytes) {
  Packets packets;
  while (!bytes.empty()) {
    const base::View part = bytes.first(std::min(bytes.size(), longest_payload));
    packets.push_back(packet(from, psh | ack, part));
    bytes = bytes.subspan(part.size());
  }
  return packets;
}

TcpWriter::Packets TcpWriter::close(Side first) {
  Packets packets;
  packets.push_back(packet(first, fin | ack));
  packets.push_back(packet(other(first), fin | ack));
  packets.push_back(packet(first, ack));
  return packets;
}

TcpWriter::Packet TcpWriter::reset(Side from) { return packet(from, rst | ack); }

TcpWriter::Packet TcpWriter::packet(Side from, std::uint8_t flags, base::View payload) {
  const Endpoint& source = end(from).endpoint;
  const Endpoint& target = end(other(from)).endpoint;
  const base::Bytes inside = segment(from, flags, payload);
  const base::Bytes header = source.is_v6 ? ipv6_header(source, target, inside.size())
                                          : ipv4_header(source, target, ++identification_, inside.size());
  const bool counts = (flags & (syn | fin)) != 0;  // SYN and FIN take a number each
  end(from).next += static_cast<std::uint32_t>(payload.size()) + (counts ? 1U : 0U);
  return {from, base::concat({header, inside})};
}

base::Bytes TcpWriter::segment(Side from, std::uint8_t flags, base::View payload) const {
  constexpr std::uint8_t header_words = tcp_header_size / 4;
  constexpr std::size_t checksum_at = 16;
  const End& source = end(from);
  const End& target = end(other(from));
  base::Bytes bytes;
  put16(bytes, source.endpoint.port);
  put16(bytes, target.endpoint.port);
  put32(bytes, source.next);
  put32(bytes, (flags & ack) != 0 ? target.next : 0);
  base::append(bytes, base::Bytes{header_words << 4U, flags});
  put16(bytes, window);
  put32(bytes, 0);  // checksum and urgent pointer
  base::append(bytes, payload);
  const base::Bytes covered = base::concat({pseudo_header(source.endpoint, target.endpoint, bytes.size()), bytes});
  write_checksum(bytes, checksum_at, checksum(covered));
  return bytes;
}

}  // namespace vitrine::capture
