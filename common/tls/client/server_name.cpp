// See server_name.hpp.
#include "tls/client/server_name.hpp"

#include <algorithm>

namespace vitrine::tls::client {
namespace {

bool looks_like_ip_address(std::string_view host) {
  const bool colon = host.find(':') != std::string_view::npos;
  return colon || std::ranges::all_of(host, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

}  // namespace

const std::string& name_to_verify(const ServerIdentity& server) {
  return server.server_name.empty() ? server.host : server.server_name;
}

std::string name_to_send(const ServerIdentity& server) {
  std::string name = name_to_verify(server);
  if (looks_like_ip_address(name)) return {};
  if (name.ends_with('.')) name.pop_back();
  return name;
}

}  // namespace vitrine::tls::client
