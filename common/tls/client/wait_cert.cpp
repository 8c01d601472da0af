// WAIT_CERT and WAIT_CERT_CR's Certificate: who the server says it is, and whether anybody we trust agrees.
// RFC 9846 §4.5.1. Read next: tls/machine/peer_certificate.cpp, then tls/client/wait_cv.cpp.
#include "tls/client/arrows.hpp"
#include "tls/client/server_name.hpp"
#include "tls/machine/compressed_certificate.hpp"
#include "tls/machine/peer_certificate.hpp"

namespace vitrine::tls::client {
namespace {

using enum AlertDescription;

crypto::PublicKey take_server_certificate(const Certificate& message, ClientHandshake& h) {
  h.require(message.certificate_request_context.empty(),
            {illegal_parameter, "4.5.1", "certificate_request_context of a server is empty"});
  h.require(!message.certificate_list.empty(), {decode_error, "4.5.1.3", "the server sent a certificate"});
  return take_certificate(h, message, h.offered,
                          {h.config->trust.get(), h.config->verify_chain, crypto::Purpose::server_authentication,
                           name_to_verify(h.server)});
}

Received<Certificate> unpack(const Received<CompressedCertificate>& received, const ClientHandshake& h) {
  return unpacked(h, received, {h.config->certificate_compression, h.config->limits.handshake_message});
}

}  // namespace

Next<WaitCv> on(WaitCertCr from, Received<Certificate> received, ClientHandshake& h) {
  return WaitCv{std::move(from.keys), std::nullopt, take_server_certificate(received.message, h)};
}

Next<WaitCv> on(WaitCert from, Received<Certificate> received, ClientHandshake& h) {
  return WaitCv{std::move(from.keys), std::move(from.request), take_server_certificate(received.message, h)};
}

Next<WaitCv> on(WaitCertCr from, Received<CompressedCertificate> received, ClientHandshake& h) {
  return on(std::move(from), unpack(received, h), h);
}

Next<WaitCv> on(WaitCert from, Received<CompressedCertificate> received, ClientHandshake& h) {
  return on(std::move(from), unpack(received, h), h);
}

}  // namespace vitrine::tls::client
