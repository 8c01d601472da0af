// See resumption.hpp.
#include "replay/resumption.hpp"

#include <stdexcept>

#include "replay/client_replay.hpp"

namespace vitrine::replay {
namespace {

constexpr std::uint32_t allowed_early_data = 1024;

/// How old the ticket of §3 is in §4: a few milliseconds.
std::chrono::milliseconds age_of_ticket(const Vectors& v, const tls::NewSessionTicket& ticket) {
  const auto hello = decoded<tls::ClientHello>(v["computed.client.ClientHello"]);
  const std::uint32_t obfuscated = hello.extensions.get<tls::OfferedPsks>()->identities.front().obfuscated_ticket_age;
  return std::chrono::milliseconds(obfuscated - ticket.ticket_age_add);
}

tls::NewSessionTicket new_session_ticket() {
  return decoded<tls::NewSessionTicket>(load("simple_1rtt")["server.NewSessionTicket"]);
}

/// What our server would have sealed into a ticket like the trace's.
server::TicketContents contents_of_ticket(const Vectors& v) {
  const tls::NewSessionTicket ticket = new_session_ticket();
  server::TicketContents contents;
  contents.cipher_suite = suite;
  contents.issued = tls::Time{} - age_of_ticket(v, ticket);
  contents.lifetime = std::chrono::seconds(ticket.ticket_lifetime);
  contents.ticket_age_add = ticket.ticket_age_add;
  contents.max_early_data_size = ticket.extensions.get<tls::EarlyDataLimit>()->max_early_data_size;
  return contents;
}

}  // namespace

tls::ClientTicket ticket_of_section_3(const Vectors& v) {
  const Vectors before = load("simple_1rtt");
  ClientReplay replay(before, tls::Trace(nullptr));
  replay.enter(before);
  for (const std::string record : {"server.record.1", "server.record.2", "server.record.3"})
    replay.receive(before[record]);
  if (!replay.ticket) throw std::logic_error("RFC 8448 §3 has a ticket");
  replay.ticket->received = tls::Time{} - age_of_ticket(v, new_session_ticket());
  return std::move(*replay.ticket);
}

server::Negotiated negotiated_resumption(const Vectors& v, const tls::Trace& trace) {
  auto hello = decoded<tls::ClientHello>(v["computed.client.ClientHello"]);
  const crypto::Secret psk{base::View(v["secret.early.ikm"])};
  server::Selection selection;
  selection.cipher_suite = suite;
  selection.client_share = hello.extensions.get<tls::KeyShareClientHello>()->client_shares.front();
  selection.psk = server::SelectedPsk{0, tls::EarlySecret::with_psk({suite, trace}, psk), {}, contents_of_ticket(v)};
  return {std::move(hello), std::move(selection)};
}

tls::ServerConfig with_early_data(tls::ServerConfig config) {
  config.max_early_data_size = allowed_early_data;
  config.replay_store =
      std::make_shared<tls::ReplayStore>(tls::Time{-std::chrono::hours(1)}, config.limits.early_data_window, 10);
  return config;
}

}  // namespace vitrine::replay
