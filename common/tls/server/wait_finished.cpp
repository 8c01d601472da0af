// WAIT_FINISHED and CONNECTED: the client confirms what it saw. RFC 9846 §4.5.3, §4.7.3.
// Read next: tls/record/README.md.
#include "tls/server/arrows.hpp"

namespace vitrine::tls::server {

Next<Connected> on(WaitFinished from, Received<Finished> received, ServerHandshake& h) {
  check_finished(h, received, from.client.handshake);
  h.change_receiving_key(std::move(from.client.application));
  h.established();
  return Connected{};
}

Next<Connected> on(Connected from, Received<KeyUpdate> received, ServerHandshake& h) {
  take_key_update(h, received.message);
  return from;
}

}  // namespace vitrine::tls::server
