// A derivation of the key schedule (RFC 9846 §7.1) in words: what it is made of, where it hangs in the tree, and a
// command that repeats it with somebody else's code. Read next: trace/detail.hpp.
#pragma once
#include <string>

#include "tls/event.hpp"

namespace vitrine::trace {

/// "write_key of client_handshake_traffic_secret", "… (generation 2)".
std::string full_name(const tls::SecretDerived& secret);

/// What its context is: "Transcript-Hash(ClientHello...ServerHello)", "ticket_nonce".
std::string context_name(const tls::SecretDerived& secret);

/// `Derive-Secret(handshake_secret, "c hs traffic", ClientHello...ServerHello)`, as in §7.1 to §7.3.
std::string formula(const tls::SecretDerived& secret);

/// 0 for the stages and what goes into them, one more for each step away from them.
std::size_t depth(tls::SecretKind kind);

/// An `openssl kdf` command that prints the same value; "" where nothing was derived, or no bytes are given.
std::string check_command(const tls::SecretDerived& secret);

}  // namespace vitrine::trace
