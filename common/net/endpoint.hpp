// "HOST:PORT" as people type it, and back. Read next: net/accept.hpp.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::net {

struct HostPort {
  std::string host;  // a name or an address; an IPv6 address without its brackets
  std::uint16_t port = 0;
  bool operator==(const HostPort&) const = default;
};

/// "host:4444", "127.0.0.1:4444", "[::1]:4444"; without a port, `default_port`; ":4444" and "4444" are on
/// `default_host`. Nothing when it is none of these: an IPv6 address with a port needs its brackets.
std::optional<HostPort> parse_host_port(std::string_view text, const HostPort& defaults);

/// The same the other way, with brackets where they are needed.
std::string to_text(const HostPort& endpoint);

}  // namespace vitrine::net
