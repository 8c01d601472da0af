// Values that mean nothing, among ours: servers that choke on them are found before the values are needed. RFC 8701.
// Whatever a server makes of one is refused where such answers are checked. Read next: tls/client/start.cpp.
#pragma once
#include "crypto/random.hpp"
#include "tls/message/client_hello.hpp"

namespace vitrine::tls::client {

/// One in front of each list, a key share of one byte, and two extensions; the last place is pre_shared_key's.
void add_grease(ClientHello& hello, crypto::Random& random);

}  // namespace vitrine::tls::client
