// Read before: net/endpoint.hpp.
#include "net/endpoint.hpp"

#include <algorithm>
#include <charconv>

namespace vitrine::net {
namespace {

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return port;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// What stands behind the host: nothing, or ":PORT".
std::optional<HostPort> with_port(std::string_view host, std::string_view rest, const HostPort& defaults) {
  HostPort result{std::string(host.empty() ? defaults.host : host), defaults.port};
  if (rest.empty()) return result;
  const std::optional<std::uint16_t> port = rest.front() == ':' ? parse_port(rest.substr(1)) : std::nullopt;
  if (!port) return std::nullopt;
  result.port = *port;
  return result;
}

}  // namespace

std::optional<HostPort> parse_host_port(std::string_view text, const HostPort& defaults) {
  if (text.empty()) return std::nullopt;
  if (text.front() == '[') {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos || end == 1) return std::nullopt;
    return with_port(text.substr(1, end - 1), text.substr(end + 1), defaults);
  }
  const auto colons = std::count(text.begin(), text.end(), ':');
  if (colons > 1) return with_port(text, "", defaults);
  if (colons == 0 && is_number(text)) {
    const std::optional<std::uint16_t> port = parse_port(text);
    return port ? std::optional(HostPort{defaults.host, *port}) : std::nullopt;
  }
  const std::size_t colon = std::min(text.find(':'), text.size());
  return with_port(text.substr(0, colon), text.substr(colon), defaults);
}

std::string to_text(const HostPort& endpoint) {
  const bool brackets = endpoint.host.find(':') != std::string::npos;
  return (brackets ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

}  // namespace vitrine::net
