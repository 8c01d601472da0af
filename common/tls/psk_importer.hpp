// External keys bound to one use: RFC 9258. What both sides were given is never used itself; from it comes a key for
// each hash, and the identity that travels names the protocol and the context that the key is for. So a key that both
// roles hold cannot be turned against its owner (RFC 9846 Appendix F.8). Read before: tls/ticket.hpp.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "tls/ticket.hpp"

namespace vitrine::tls {

/// For TLS 1.3, one key for each of its hashes. `context` is what both sides agree on besides, such as the names of
/// client and server in their roles; it may be empty.
std::vector<std::shared_ptr<const ExternalPsk>> imported(const ExternalPsk& psk, base::View context);

/// The identity that both sides were given, made printable, from the one that travels.
std::string given_identity(PskKind kind, base::View identity);

}  // namespace vitrine::tls
