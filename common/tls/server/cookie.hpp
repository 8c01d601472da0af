// The cookie of a server that remembers nothing between its HelloRetryRequest and the second ClientHello: what it would
// have kept travels with the client, sealed. RFC 9846 §4.3.2. Read next: tls/server/start.cpp.
#pragma once
#include "tls/server/states.hpp"

namespace vitrine::tls::server {

/// What the second ClientHello brings back.
struct CookieContents {
  static constexpr std::uint8_t format = 2;  // tells a cookie from a ticket, which is sealed with the same keys

  FirstHello first;
  base::Bytes client_hello_hash;  // Transcript-Hash of the first ClientHello
  Time made{};
};

Cookie make_cookie(const CookieContents& contents, const ServerHandshake& handshake);

/// Throws Abort{illegal_parameter} for a cookie that is not ours, not this client's, or too old.
CookieContents open_cookie(const Cookie& cookie, const ServerHandshake& handshake);

}  // namespace vitrine::tls::server
