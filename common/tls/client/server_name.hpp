// What the client says and expects about the server's name. RFC 6066 §3, RFC 9525.
#pragma once
#include <string>

#include "tls/config.hpp"

namespace vitrine::tls::client {

/// The name to send as server_name, or nothing for an IP address, which RFC 6066 does not permit there.
std::string name_to_send(const ServerIdentity& server);

/// The name that the certificate must be for.
const std::string& name_to_verify(const ServerIdentity& server);

}  // namespace vitrine::tls::client
