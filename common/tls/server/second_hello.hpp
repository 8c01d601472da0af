// What a client may not change between its two ClientHellos: RFC 9846 §4.2.2.
// Read next: tls/server/start.cpp, tls/server/recvd_ch.cpp.
#pragma once
#include "tls/message/client_hello.hpp"

namespace vitrine::tls::server {

/// SHA-256 over all of a hello but the extensions that a HelloRetryRequest lets a client change. Kept in place of the
/// first hello, which may be large, while we wait for the second.
base::Bytes hash_of_unchangeable(ClientHello hello);

}  // namespace vitrine::tls::server
