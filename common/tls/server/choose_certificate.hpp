// Which of our certificates the client gets: RFC 9846 §4.5.1.2, RFC 6066 §3. Read next: tls/server/negotiated.cpp.
#pragma once
#include "tls/machine/own_certificate.hpp"
#include "tls/server/states.hpp"

namespace vitrine::tls::server {

/// One that the client can verify, for the name that it asks for: for the name itself, else by a wildcard. Where it
/// asks for no name, any; where we have none for the name, UnknownName decides. Throws Abort where nothing fits.
CertificateChoice choose_certificate(const ServerHandshake& handshake, const ClientHello& hello);

}  // namespace vitrine::tls::server
