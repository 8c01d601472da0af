// What the client says and expects about names and certificate signatures. RFC 6066 §3, RFC 9846 §4.3.3.
#pragma once
#include <string>

#include "tls/config.hpp"
#include "tls/message/extension_bodies.hpp"

namespace vitrine::tls::client {

/// The name to send as server_name, or nothing for an IP address, which RFC 6066 does not permit there.
std::string name_to_send(const ServerIdentity& server);

/// The name that the certificate must be for.
const std::string& name_to_verify(const ServerIdentity& server);

/// The schemes for CertificateVerify, and PKCS#1, which is still good enough inside certificates.
wire::Vector<SignatureScheme, 2, 65534> signature_schemes_in_certificates(const Preferences& preferences);

}  // namespace vitrine::tls::client
