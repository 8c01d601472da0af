// WAIT_FLIGHT2, WAIT_CERT and WAIT_CV: the client may have been asked who it is. RFC 9846 §4.4.2, §4.5.1.
// Read next: tls/server/wait_finished.cpp.
#include "tls/machine/compressed_certificate.hpp"
#include "tls/machine/peer_certificate.hpp"
#include "tls/server/arrows.hpp"

namespace vitrine::tls::server {

using enum AlertDescription;

Next<WaitCert, WaitFinished> decide(WaitFlight2 from, ServerHandshake& /*h*/) {
  if (!from.requested) return WaitFinished{std::move(from.flight)};
  return WaitCert{std::move(from.flight), std::move(*from.requested)};
}

/// An empty list means that the client has nothing to show: enough where a certificate is only wished for.
Next<WaitCv, WaitFinished> on(WaitCert from, Received<Certificate> received, ServerHandshake& h) {
  const Certificate& message = received.message;
  h.require(message.certificate_request_context.empty(),
            {illegal_parameter, "4.5.1", "certificate_request_context is the one of the CertificateRequest"});
  if (message.certificate_list.empty()) {
    h.require(h.config->client_authentication != ClientAuthentication::required,
              {certificate_required, "4.5.1.3", "the client sent a certificate"});
    return WaitFinished{std::move(from.flight)};
  }
  crypto::PublicKey key = take_certificate(
      h, message, from.requested,
      {h.config->client_trust.get(), h.config->verify_client_chain, crypto::Purpose::client_authentication, ""});
  return WaitCv{std::move(from.flight), std::move(key)};
}

Next<WaitCv, WaitFinished> on(WaitCert from, Received<CompressedCertificate> received, ServerHandshake& h) {
  const Decompression expected{h.config->certificate_compression, h.config->limits.handshake_message};
  return on(std::move(from), unpacked(h, received, expected), h);
}

Next<WaitFinished> on(WaitCv from, Received<CertificateVerify> received, ServerHandshake& h) {
  check_certificate_verify(h, received, {Role::client, h.config->preferences.signature_schemes, from.client_key});
  return WaitFinished{std::move(from.flight)};
}

}  // namespace vitrine::tls::server
