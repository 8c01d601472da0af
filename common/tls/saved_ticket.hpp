// A client's ticket as bytes, for a file that outlives the program. Whoever has them can be the client: keep them
// secret. Read before: tls/ticket.hpp.
#pragma once
#include <optional>

#include "tls/ticket.hpp"

namespace vitrine::tls {

crypto::Secret to_bytes(const ClientTicket& ticket);

/// Nothing for anything but to_bytes()'s own.
std::optional<ClientTicket> ticket_from(base::View bytes);

}  // namespace vitrine::tls
