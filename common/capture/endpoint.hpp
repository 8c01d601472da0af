// One end of a TCP connection as it stands in packets: an address of 4 or 16 bytes and a port.
// Read next: capture/tcp_writer.hpp, capture/packet.hpp.
#pragma once
#include <array>
#include <compare>
#include <string>

#include "base/bytes.hpp"

namespace vitrine::capture {

struct Endpoint {
  Endpoint() = default;
  /// `host` as numbers, with or without a zone; anything else is 0.0.0.0.
  Endpoint(const std::string& host, std::uint16_t port_number);

  std::array<std::uint8_t, 16> address{};  // of IPv4 the first four
  bool is_v6 = false;
  std::uint16_t port = 0;

  std::size_t address_size() const { return is_v6 ? 16 : 4; }
  base::View address_bytes() const { return base::View(address).first(address_size()); }
  auto operator<=>(const Endpoint&) const = default;
};

/// "127.0.0.1:4444", "[::1]:4444"
std::string to_text(const Endpoint& endpoint);

}  // namespace vitrine::capture
