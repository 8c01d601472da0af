// WAIT_FINISHED and CONNECTED: the handshake is confirmed, our own Finished answers, application data may flow.
// RFC 9846 §4.5.3, §4.7. Read next: tls/server/states.hpp.
#include "tls/client/arrows.hpp"
#include "tls/client/choose_certificate.hpp"
#include "tls/client/server_name.hpp"
#include "tls/machine/own_certificate.hpp"

namespace vitrine::tls::client {
namespace {

/// The last message under the early data key. §4.6.
void end_early_data(ClientHandshake& h, const TrafficSecret& client_handshake) {
  if (!h.sending_early) return;
  h.send(EndOfEarlyData{});
  h.begin_second_flight(client_handshake);
}

/// Our certificate and the proof of its key, or an empty list where we have none that fits. §4.5.1.
void answer_request(ClientHandshake& h, const CertificateRequest& request) {
  const auto choice = choose_certificate(*h.config, request);
  h.session.own_certificate = choice ? choice->credential->chain.front().fingerprint() : base::Bytes();
  if (!choice) return h.send(Certificate{request.certificate_request_context, {}});
  CertificateWishes wishes = wishes_of(request.extensions, h.config->certificate_compression);
  wishes.certificate_request_context = request.certificate_request_context;
  send_certificate(h, *choice->credential, wishes);
  send_certificate_verify(h, Role::client, *choice);
}

ClientTicket ticket_of(const NewSessionTicket& message, const Connected& from, const ClientHandshake& h) {
  const auto early_data = message.extensions.get<EarlyDataLimit>();
  return {.ticket = message.ticket,
          .psk = resumption_psk({from.cipher_suite, h.trace}, from.resumption_secret, message.ticket_nonce),
          .cipher_suite = from.cipher_suite,
          .lifetime = std::min(std::chrono::seconds(message.ticket_lifetime), max_ticket_lifetime),
          .ticket_age_add = message.ticket_age_add,
          .max_early_data_size = early_data ? early_data->max_early_data_size : 0,
          .received = h.now,
          .server_name = name_to_verify(h.server),
          .alpn = h.session.alpn,
          .peer_chain = h.session.peer_chain,
          .own_certificate = h.session.own_certificate};
}

}  // namespace

Next<Connected> on(WaitFinished from, Received<Finished> received, ClientHandshake& h) {
  check_finished(h, received, from.keys.server);
  h.expect_record_boundary();
  const base::Bytes up_to_server_finished = h.transcript.hash();
  const MainSecret main = std::move(from.keys.secret).main_secret();
  end_early_data(h, from.keys.client);
  if (from.request) answer_request(h, *from.request);
  const base::Bytes verify_data = from.keys.client.verify_data(h.transcript.hash(), h.trace);
  h.send(Finished{wire::Rest(base::View(verify_data))});
  h.change_sending_key(main.client_application_traffic_secret_0(up_to_server_finished));
  h.change_receiving_key(main.server_application_traffic_secret_0(up_to_server_finished));
  h.ask_for(KeepExporter{*h.session.cipher_suite, main.exporter_secret(up_to_server_finished)});
  h.established();
  return Connected{*h.session.cipher_suite, main.resumption_secret(h.transcript.hash())};
}

/// A lifetime of 0 means that the ticket is of no use, and who does not resume ignores it. §4.7.1.
Next<Connected> on(Connected from, Received<NewSessionTicket> received, ClientHandshake& h) {
  const NewSessionTicket& message = received.message;
  check_request(h.trace, message.extensions);
  if (message.ticket_lifetime != 0 && !h.config->psk_modes.empty()) h.ask_for(KeepTicket{ticket_of(message, from, h)});
  return from;
}

Next<Connected> on(Connected from, Received<KeyUpdate> received, ClientHandshake& h) {
  take_key_update(h, received.message);
  return from;
}

}  // namespace vitrine::tls::client
