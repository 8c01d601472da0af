// Two sides that have met before: a server that gives tickets, and a client that keeps them.
// Read next: tests/scenario/resumption.cpp, tests/scenario/early_data.cpp.
#pragma once
#include "support/endpoints.hpp"

namespace tests {

/// The usual setup, with tickets. Copies share the ticket keys and the replay store.
Setup setup_with_tickets();
/// The same, with early data allowed.
Setup setup_with_early_data(std::uint32_t max_early_data_size = 16384);

/// What a full handshake with `setup` gives the client, stamped with that time.
std::vector<tls::ClientTicket> tickets_of(const Setup& setup);

/// The same ticket once more, as no client should have it.
tls::ClientTicket copy_of(const tls::ClientTicket& ticket);

/// Whom to talk to, with the first ticket of such a handshake.
tls::ServerIdentity with_ticket(const Setup& setup);

/// A second connection that has run to its end.
std::unique_ptr<Pair> met_again(Setup setup, tls::ServerIdentity identity);

}  // namespace tests
