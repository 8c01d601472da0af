// Between the two ClientHellos: our HelloRetryRequest, and what a client may not change. RFC 9846 §4.2.2, §4.2.4.
// Read next: tls/server/start.cpp, tls/server/recvd_ch.cpp.
#pragma once
#include "tls/server/states.hpp"

namespace vitrine::tls::server {

/// SHA-256 over all of a hello but the extensions that a HelloRetryRequest lets a client change. Kept in place of the
/// first hello, which may be large, while we wait for the second.
base::Bytes hash_of_unchangeable(ClientHello hello);

/// The answer to `hello`, which is the first or, where a cookie brings everything back, the second: the same bytes.
HelloRetryRequest hello_retry_request(const ClientHello& hello, const Retry& retry,
                                      const std::optional<Cookie>& cookie);

}  // namespace vitrine::tls::server
