// WAIT_FLIGHT2, WAIT_FINISHED and CONNECTED: the client confirms what it saw. RFC 9846 §4.5.3, §4.7.3.
// Read next: tls/record/README.md.
#include "tls/server/arrows.hpp"

namespace vitrine::tls::server {

/// No client certificate was asked for, so the second flight is Finished alone.
Next<WaitFinished> decide(WaitFlight2 from, ServerHandshake& /*h*/) {
  return WaitFinished{std::move(from.client_handshake), std::move(from.client_application)};
}

Next<Connected> on(WaitFinished from, Received<Finished> received, ServerHandshake& h) {
  check_finished(h, received, from.client_handshake);
  h.change_receiving_key(std::move(from.client_application));
  h.established();
  return Connected{};
}

Next<Connected> on(Connected from, Received<KeyUpdate> received, ServerHandshake& h) {
  take_key_update(h, received.message);
  return from;
}

}  // namespace vitrine::tls::server
