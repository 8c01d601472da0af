// WAIT_CERT and WAIT_CERT_CR's Certificate: who the server says it is, and whether anybody we trust agrees.
// RFC 9846 §4.5.1. Read next: tls/client/wait_cv.cpp.
#include "base/printable.hpp"
#include "tls/client/arrows.hpp"
#include "tls/client/server_name.hpp"

namespace vitrine::tls::client {
namespace {

using enum AlertDescription;

/// Each way for a chain to be wrong has its own alert: §6.2.
AlertDescription alert_for(crypto::Verdict verdict) {
  switch (verdict) {
    case crypto::Verdict::unknown_ca: return unknown_ca;
    case crypto::Verdict::expired:
    case crypto::Verdict::not_yet_valid: return certificate_expired;
    case crypto::Verdict::wrong_usage:
    case crypto::Verdict::unsupported: return unsupported_certificate;
    default: return bad_certificate;
  }
}

std::vector<crypto::Certificate> parse(const ClientHandshake& h, const Certificate& message) {
  std::vector<crypto::Certificate> chain;
  try {
    for (const CertificateEntry& entry : message.certificate_list) {
      chain.push_back(crypto::Certificate::from_der(entry.cert_data));
    }
  } catch (const crypto::Error& error) {
    h.refuse({bad_certificate, "6.2", "each certificate can be read"}, error.what());
  }
  return chain;
}

crypto::ChainResult judge(const ClientHandshake& h) {
  const crypto::ChainToVerify question{h.session.peer_chain, crypto::Purpose::server_authentication,
                                       name_to_verify(h.server), h.now};
  return h.config->verify_chain ? h.config->verify_chain(question) : h.config->trust->verify(question);
}

void verify_chain(ClientHandshake& h) {
  const crypto::ChainResult result = judge(h);
  h.session.peer_verdict = result;
  h.require(result.verdict == crypto::Verdict::good,
            {alert_for(result.verdict), "4.5.1.3", "chain and name: the certificate is good for this server"},
            [&] { return base::printable(result.found); });
}

crypto::PublicKey key_of(const ClientHandshake& h, const crypto::Certificate& certificate) {
  try {
    return certificate.public_key();
  } catch (const crypto::Error& error) {
    h.refuse({unsupported_certificate, "6.2", "the certificate's key is of a kind that we know"}, error.what());
  }
}

crypto::PublicKey take_certificate(const Certificate& message, ClientHandshake& h) {
  h.require(message.certificate_request_context.empty(),
            {illegal_parameter, "4.5.1", "certificate_request_context of a server is empty"});
  h.require(!message.certificate_list.empty(), {decode_error, "4.5.1.3", "the server sent a certificate"});
  for (const CertificateEntry& entry : message.certificate_list) check_response(entry.extensions, h.offered);
  h.session.peer_chain = parse(h, message);
  verify_chain(h);
  return key_of(h, h.session.peer_chain.front());
}

}  // namespace

Next<WaitCv> on(WaitCertCr from, Received<Certificate> received, ClientHandshake& h) {
  return WaitCv{std::move(from.keys), std::nullopt, take_certificate(received.message, h)};
}

Next<WaitCv> on(WaitCert from, Received<Certificate> received, ClientHandshake& h) {
  return WaitCv{std::move(from.keys), std::move(from.request), take_certificate(received.message, h)};
}

}  // namespace vitrine::tls::client
