// EncryptedExtensions and CertificateRequest: what the server says and asks under encryption, before it shows who it
// is. RFC 9846 §4.4. Read next: tls/server/negotiated.cpp, which sends them.
#pragma once
#include "tls/server/states.hpp"

namespace vitrine::tls::server {

/// NewSessionTickets for this client: as many as it would like (RFC 9149), up to what we give; none to one that cannot
/// use them (§4.7.1).
unsigned tickets_for(const ServerHandshake& handshake, const Negotiated& from);

void send_encrypted_extensions(ServerHandshake& handshake, const Negotiated& from);

/// What we ask of the client, and the extensions that its answer may carry; nothing where we do not ask. §4.4.2.
std::optional<Offered> send_certificate_request(ServerHandshake& handshake);

}  // namespace vitrine::tls::server
