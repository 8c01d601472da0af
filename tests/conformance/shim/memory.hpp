// What outlives a connection: the process's clock and tickets, and what one handshake found out that a resumed one
// reports again. Read next: shim/credentials.hpp.
#pragma once
#include <memory>
#include <optional>

#include "shim/observer.hpp"
#include "tls/config.hpp"
#include "tls/connection.hpp"

namespace shim {

struct Memory {
  /// Stands still during a connection, so that ages of tickets are what the command line makes them.
  tls::Time clock = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  std::optional<tls::ClientTicket> ticket;  // the newest
  std::shared_ptr<const tls::TicketKeys> ticket_keys;
  std::shared_ptr<tls::ReplayStore> replay_store;
  std::optional<tls::SignatureScheme> peer_signature;
  base::Bytes ocsp_response;
  base::Bytes signed_certificate_timestamps;
  bool verification_failed = false;  // and was let pass
};

}  // namespace shim
