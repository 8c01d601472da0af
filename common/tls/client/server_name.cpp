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

wire::Vector<SignatureScheme, 2, 65534> signature_schemes_in_certificates(const Preferences& preferences) {
  wire::Vector<SignatureScheme, 2, 65534> schemes;
  schemes.assign(preferences.signature_schemes.begin(), preferences.signature_schemes.end());
  for (const auto old : {SignatureScheme::rsa_pkcs1_sha256, SignatureScheme::rsa_pkcs1_sha384,
                         SignatureScheme::rsa_pkcs1_sha512}) {
    schemes.push_back(old);
  }
  return schemes;
}

}  // namespace vitrine::tls::client
