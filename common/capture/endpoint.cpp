// See endpoint.hpp.
#include "capture/endpoint.hpp"

#include <arpa/inet.h>

namespace vitrine::capture {

Endpoint::Endpoint(const std::string& host, std::uint16_t port_number) : port(port_number) {
  const std::string numbers = host.substr(0, host.find('%'));
  is_v6 = inet_pton(AF_INET6, numbers.c_str(), address.data()) == 1;
  if (!is_v6) inet_pton(AF_INET, numbers.c_str(), address.data());
}

std::string to_text(const Endpoint& endpoint) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(endpoint.is_v6 ? AF_INET6 : AF_INET, endpoint.address.data(), text.data(), text.size());
  const std::string port = ":" + std::to_string(endpoint.port);
  return endpoint.is_v6 ? "[" + std::string(text.data()) + "]" + port : text.data() + port;
}

}  // namespace vitrine::capture
