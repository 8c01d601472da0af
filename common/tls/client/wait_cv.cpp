// WAIT_CV: the server proves that it holds the key of its certificate. RFC 9846 §4.5.2.
// Read next: tls/client/wait_finished.cpp.
#include <algorithm>

#include "tls/client/arrows.hpp"
#include "tls/primitives.hpp"

namespace vitrine::tls::client {

using enum AlertDescription;

Next<WaitFinished> on(WaitCv from, Received<CertificateVerify> received, ClientHandshake& h) {
  const CertificateVerify& verify = received.message;
  const auto& offered = h.config->preferences.signature_schemes;
  const auto algorithm = primitive(verify.algorithm);
  h.require(algorithm && std::ranges::find(offered, verify.algorithm) != offered.end(),
            {illegal_parameter, "4.5.2", "CertificateVerify.algorithm is one that we offered"},
            [&] { return name_of(verify.algorithm); });
  h.require(crypto::matches(*algorithm, from.server_key.kind()),
            {illegal_parameter, "4.5.2", "CertificateVerify.algorithm fits the key of the certificate"},
            [&] { return name_of(verify.algorithm); });
  const base::Bytes content = certificate_verify_content(Role::server, received.transcript_before);
  h.require(from.server_key.verify(*algorithm, content, verify.signature),
            {decrypt_error, "4.5.2", "CertificateVerify: the server holds the certificate's key"});
  h.session.signature_scheme = verify.algorithm;
  return WaitFinished{std::move(from.keys), std::move(from.request)};
}

}  // namespace vitrine::tls::client
