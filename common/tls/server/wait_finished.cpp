// WAIT_FINISHED and CONNECTED: the client confirms what it saw. RFC 9846 §4.5.3, §4.7.3.
// Read next: tls/record/README.md.
#include "tls/server/arrows.hpp"

namespace vitrine::tls::server {

namespace {

std::uint32_t fresh_number(const ServerHandshake& h) {
  std::uint32_t number = 0;
  for (const std::uint8_t byte : h.fresh<4>()) number = number << 8U | byte;
  return number;
}

/// What a ticket must say about this session; the key and the age's disguise are each ticket's own.
TicketContents ticket_contents(const ServerHandshake& h, const SecondFlight& flight) {
  const Session& session = h.session;
  return {.cipher_suite = *session.cipher_suite,
          .issued = h.now,
          .authenticated = flight.authenticated,
          .lifetime = h.config->tickets.lifetime,
          .ticket_age_add = fresh_number(h),
          .max_early_data_size = h.config->max_early_data_size,
          .server_name = session.server_name,
          .alpn = session.alpn,
          .server_certificate = flight.server_certificate,
          .client_chain = session.peer_chain,
          .psk = {}};
}

/// §4.7.1. The nonce counts, so that each ticket of a connection has a key of its own.
void send_ticket(ServerHandshake& h, TicketContents contents, const crypto::Secret& resumption_secret,
                 std::uint8_t number) {
  const base::View nonce(&number, 1);
  contents.psk = resumption_psk({contents.cipher_suite, h.trace}, resumption_secret, nonce);
  NewSessionTicket message;
  message.ticket_lifetime = static_cast<std::uint32_t>(contents.lifetime.count());
  message.ticket_age_add = contents.ticket_age_add;
  message.ticket_nonce = wire::Opaque<0, 255>(nonce);
  const base::Bytes ticket = seal(contents, *h.config->ticket_keys, h.random);
  if (ticket.size() > 65535) return;  // a client with such certificates cannot resume
  message.ticket = wire::Opaque<1, 65535>(base::View(ticket));
  if (contents.max_early_data_size > 0) message.extensions.add(EarlyDataLimit{{}, contents.max_early_data_size});
  h.send(message);
}

}  // namespace

Next<Connected> on(WaitFinished from, Received<Finished> received, ServerHandshake& h) {
  SecondFlight& flight = from.flight;
  check_finished(h, received, flight.handshake);
  h.change_receiving_key(std::move(flight.application));
  h.established();
  const crypto::Secret resumption_secret = flight.main.resumption_secret(h.transcript.hash());
  for (unsigned i = 0; i < flight.tickets; ++i) {
    send_ticket(h, ticket_contents(h, flight), resumption_secret, static_cast<std::uint8_t>(i));
  }
  return Connected{};
}

Next<Connected> on(Connected from, Received<KeyUpdate> received, ServerHandshake& h) {
  take_key_update(h, received.message);
  return from;
}

}  // namespace vitrine::tls::server
