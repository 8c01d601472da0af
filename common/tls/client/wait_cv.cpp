// WAIT_CV: the server proves that it holds the key of its certificate. RFC 9846 §4.5.2.
// Read next: tls/client/wait_finished.cpp.
#include "tls/client/arrows.hpp"
#include "tls/machine/peer_certificate.hpp"

namespace vitrine::tls::client {

Next<WaitFinished> on(WaitCv from, Received<CertificateVerify> received, ClientHandshake& h) {
  check_certificate_verify(h, received, {Role::server, h.config->preferences.signature_schemes, from.server_key});
  h.session.signature_scheme = received.message.algorithm;
  return WaitFinished{std::move(from.keys), std::move(from.request)};
}

}  // namespace vitrine::tls::client
