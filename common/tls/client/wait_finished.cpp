// WAIT_FINISHED and CONNECTED: the handshake is confirmed, our own Finished answers, application data may flow.
// RFC 9846 §4.5.3, §4.7. Read next: tls/server/states.hpp.
#include "tls/client/arrows.hpp"
#include "tls/client/choose_certificate.hpp"
#include "tls/machine/own_certificate.hpp"

namespace vitrine::tls::client {
namespace {

/// Our certificate and the proof of its key, or an empty list where we have none that fits. §4.5.1.
void answer_request(ClientHandshake& h, const CertificateRequest& request) {
  const auto choice = choose_certificate(*h.config, request);
  if (!choice) return h.send(Certificate{request.certificate_request_context, {}});
  CertificateWishes wishes = wishes_of(request.extensions, h.config->certificate_compression);
  wishes.certificate_request_context = request.certificate_request_context;
  send_certificate(h, *choice->credential, wishes);
  send_certificate_verify(h, Role::client, *choice);
}

}  // namespace

Next<Connected> on(WaitFinished from, Received<Finished> received, ClientHandshake& h) {
  check_finished(h, received, from.keys.server);
  h.expect_record_boundary();
  const base::Bytes up_to_server_finished = h.transcript.hash();
  const MainSecret main = std::move(from.keys.secret).main_secret();
  if (from.request) answer_request(h, *from.request);
  const base::Bytes verify_data = from.keys.client.verify_data(h.transcript.hash(), h.trace);
  h.send(Finished{wire::Rest(base::View(verify_data))});
  h.change_sending_key(main.client_application_traffic_secret_0(up_to_server_finished));
  h.change_receiving_key(main.server_application_traffic_secret_0(up_to_server_finished));
  h.established();
  return Connected{};
}

/// We do not resume, so tickets have no use: §4.7.1 has us ignore them.
Next<Connected> on(Connected from, Received<NewSessionTicket> received, ClientHandshake& /*h*/) {
  check_request(received.message.extensions);
  return from;
}

Next<Connected> on(Connected from, Received<KeyUpdate> received, ClientHandshake& h) {
  take_key_update(h, received.message);
  return from;
}

}  // namespace vitrine::tls::client
