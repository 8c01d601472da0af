// NEGOTIATED and WAIT_EOED: the server's whole flight, from ServerHello to Finished. RFC 9846 §4.2.3, §4.4, §4.5.
// Read next: tls/server/wait_finished.cpp.
#include "tls/machine/own_certificate.hpp"
#include "tls/primitives.hpp"
#include "tls/schedule/cipher_suite.hpp"
#include "tls/server/arrows.hpp"
#include "tls/server/early_data.hpp"
#include "tls/server/psk.hpp"
#include "tls/server/server_parameters.hpp"

namespace vitrine::tls::server {
namespace {

using enum AlertDescription;

crypto::KeyShareAnswer answer_share(const ServerHandshake& h, const KeyShareEntry& client_share) {
  try {
    return crypto::answer(*primitive(client_share.group), client_share.key_exchange, h.random);
  } catch (const crypto::Error& error) {
    refuse({illegal_parameter, section_of_share(client_share.group), "key_share is a valid public value"},
           error.what());
  }
}

ServerHello server_hello(const ServerHandshake& h, const Negotiated& from) {
  ServerHello reply;
  reply.random = h.fresh<32>();
  reply.legacy_session_id_echo = from.hello.legacy_session_id;
  reply.cipher_suite = from.selection.cipher_suite;
  return reply;
}

/// The hash of the first ClientHello alone: early data is under a key of that.
std::optional<TrafficSecret> early_secrets(ServerHandshake& h, const Selection& selection) {
  if (h.session.early_data != EarlyData::accepted) return std::nullopt;
  const base::Bytes client_hello = h.transcript.hash_of_waiting(hash_of(selection.cipher_suite));
  const EarlySecret& secret = selection.psk->early_secret;
  h.ask_for(KeepEarlyExporter{selection.cipher_suite, secret.early_exporter_secret(client_hello)});
  return secret.client_early_traffic_secret(client_hello);
}

/// The client's second flight, from its first record under the handshake key.
void receive_second_flight(ServerHandshake& h, const TrafficSecret& client_handshake) {
  h.change_receiving_key(client_handshake.clone());
  if (const auto& limits = h.session.record_size_limits) h.ask_for(LimitReceivedRecords{limits->receiving});
}

/// ServerHello in the clear; returns the secret that both sides now share.
HandshakeSecret send_server_hello(ServerHandshake& h, Negotiated& from) {
  Selection& selection = from.selection;
  ServerHello hello = server_hello(h, from);
  EarlySecret early = selection.psk ? std::move(selection.psk->early_secret)
                                    : EarlySecret::without_psk({selection.cipher_suite, h.trace});
  crypto::Secret shared_secret;
  if (selection.psk) hello.extensions.add(PreSharedKeyServerHello{{}, selection.psk->identity});
  if (selection.client_share) {
    crypto::KeyShareAnswer answer = answer_share(h, *selection.client_share);
    hello.extensions.add(KeyShareServerHello{
        {}, {selection.client_share->group, wire::Opaque<1, 65535>(base::View(answer.key_exchange))}});
    shared_secret = std::move(answer.shared_secret);
  }
  hello.extensions.add(SupportedVersionsServerHello{});
  h.transcript.choose(hash_of(selection.cipher_suite));
  h.send(hello);
  if (!from.hello.legacy_session_id.empty()) h.send_change_cipher_spec();
  return selection.client_share ? std::move(early).handshake_secret(shared_secret)
                                : std::move(early).handshake_secret_without_key_exchange();
}

void send_finished(ServerHandshake& h, const TrafficSecret& server_handshake) {
  const base::Bytes verify_data = server_handshake.verify_data(h.transcript.hash(), h.trace);
  h.send(Finished{wire::Rest(base::View(verify_data))});
}

/// A pre-shared key stands in for all of this. §4.5.
std::optional<Offered> authenticate(ServerHandshake& h, const Negotiated& from) {
  if (from.selection.psk) return std::nullopt;
  std::optional<Offered> requested = send_certificate_request(h);
  const CertificateChoice& choice = from.selection.certificate;
  send_certificate(h, *choice.credential, wishes_of(from.hello.extensions, h.config->certificate_compression));
  send_certificate_verify(h, Role::server, choice);
  return requested;
}

void remember(ServerHandshake& h, const Negotiated& from) {
  const Selection& selection = from.selection;
  h.session.cipher_suite = selection.cipher_suite;
  if (selection.client_share) h.session.group = selection.client_share->group;
  if (!selection.psk) h.session.signature_scheme = selection.certificate.scheme;
  h.session.alpn = selection.alpn;
  if (from.hello.extensions.has(ExtensionType::early_data)) {
    h.session.early_data = judge_early_data(h, from.hello, selection);
  }
  h.session.resumed = selection.psk.has_value();
  if (selection.psk) h.session.psk = selection.psk->session;
  if (!selection.psk || !selection.psk->ticket) return;
  const TicketContents& ticket = *selection.psk->ticket;
  h.session.peer_chain = ticket.client_chain;
  h.session.ticket_age_skew =
      age_skew(ticket, from.hello.extensions.get<OfferedPsks>()->identities[selection.psk->identity], h.now);
}

Time when_authenticated(const ServerHandshake& h, const Selection& selection) {
  return selection.psk && selection.psk->ticket ? selection.psk->ticket->authenticated : h.now;
}

/// Of the certificate that the client saw, now or in the session before; with an external key it saw none, and our
/// default stands for it.
base::Bytes fingerprint_shown(const ServerHandshake& h, const Selection& selection) {
  if (selection.psk && selection.psk->ticket) return selection.psk->ticket->server_certificate;
  const auto& shown = selection.psk ? h.config->credentials.front() : selection.certificate.credential;
  return shown->chain.front().fingerprint();
}

}  // namespace

Next<WaitEoed, WaitFlight2> decide(Negotiated from, ServerHandshake& h) {
  remember(h, from);
  std::optional<TrafficSecret> client_early = early_secrets(h, from.selection);
  HandshakeSecret secret = send_server_hello(h, from);
  const base::Bytes hellos = h.transcript.hash();
  TrafficSecret client_handshake = secret.client_handshake_traffic_secret(hellos);
  const TrafficSecret server_handshake = secret.server_handshake_traffic_secret(hellos);
  h.change_sending_key(server_handshake.clone());

  send_encrypted_extensions(h, from);
  std::optional<Offered> requested = authenticate(h, from);
  send_finished(h, server_handshake);

  MainSecret main = std::move(secret).main_secret();
  const base::Bytes up_to_server_finished = h.transcript.hash();
  h.change_sending_key(main.server_application_traffic_secret_0(up_to_server_finished));
  h.ask_for(AllowHalfRtt{});
  h.ask_for(KeepExporter{from.selection.cipher_suite, main.exporter_secret(up_to_server_finished)});
  TrafficSecret client_application = main.client_application_traffic_secret_0(up_to_server_finished);
  SecondFlight flight{
      std::move(client_handshake), std::move(client_application),         std::move(main),
      tickets_for(h, from),        when_authenticated(h, from.selection), fingerprint_shown(h, from.selection)};
  if (client_early) {
    h.change_receiving_key(std::move(*client_early));
    h.ask_for(AcceptEarlyData{from.selection.psk->ticket->max_early_data_size});
    return WaitEoed{std::move(flight)};
  }
  receive_second_flight(h, flight.handshake);
  if (from.hello.extensions.has(ExtensionType::early_data)) h.ask_for(skip_early_data(h, from.selection.psk));
  return WaitFlight2{std::move(flight), std::move(requested)};
}

/// Early data is over; the rest of the second flight is under the handshake key. §4.6.
Next<WaitFlight2> on(WaitEoed from, Received<EndOfEarlyData> /*received*/, ServerHandshake& h) {
  receive_second_flight(h, from.flight.handshake);
  return WaitFlight2{std::move(from.flight), std::nullopt};
}

}  // namespace vitrine::tls::server
