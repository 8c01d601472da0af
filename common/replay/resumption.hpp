// RFC 8448 §4 comes after §3: the ticket between them, for either side. `v` is the trace of §4.
// Read before: client_replay.hpp, server_replay.hpp.
#pragma once
#include "replay/server_replay.hpp"

namespace vitrine::replay {

/// What our client keeps of §3, and uses at the time of §4.
tls::ClientTicket ticket_of_section_3(const Vectors& v);

/// The server once it has found the key that the client offers, with what it would have sealed into its ticket.
server::Negotiated negotiated_resumption(const Vectors& v, const tls::Trace& trace);

/// `config` with early data allowed.
tls::ServerConfig with_early_data(tls::ServerConfig config);

}  // namespace vitrine::replay
