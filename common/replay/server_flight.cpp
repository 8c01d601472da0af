// See server_flight.hpp.
#include "replay/server_flight.hpp"

#include "replay/server_replay.hpp"

namespace vitrine::replay {

ServerFlight::ServerFlight(const Walk& walk)
    : walk_(walk),
      v_(walk.trace),
      transcript_(after_hellos(v_)),
      server_handshake_(
          traffic_secret(v_, "server_handshake_traffic", tls::SecretKind::server_handshake_traffic_secret)) {}

tls::TrafficKeys ServerFlight::handshake_keys() const { return server_handshake_.traffic_keys(walk_.events); }

void ServerFlight::prepare(const std::string& name) {
  if (name == "server.CertificateVerify") sign();
  if (name == "server.Finished") finish();
  transcript_.add(v_[name]);
}

/// RSA-PSS with the trace's salt; of §6 neither the key is known nor the secret number in its ECDSA signature.
void ServerFlight::sign() const {
  if (!v_.has("computed.server.CertificateVerify.salt"))
    return walk_.remark("The RFC does not print the key of this certificate: its signature is not made anew.");
  AnswersOf32 salt({v_["computed.server.CertificateVerify.salt"]});
  const base::Bytes content = tls::certificate_verify_content(tls::Role::server, transcript_.hash());
  const base::Bytes signature = rsa_key().sign(crypto::SignatureAlgorithm::rsa_pss_rsae_sha256, content, salt);
  const tls::CertificateVerify message{tls::SignatureScheme::rsa_pss_rsae_sha256,
                                       wire::Opaque<0, 65535>(base::View(signature))};
  walk_.comparison.hold("server.CertificateVerify", tls::encode(message));
}

void ServerFlight::finish() const {
  const base::Bytes verify_data = server_handshake_.verify_data(transcript_.hash(), walk_.events);
  walk_.comparison.hold("server.Finished", tls::encode(tls::Finished{wire::Rest(base::View(verify_data))}));
}

tls::TrafficKeys ServerFlight::application_keys() {
  tls::HandshakeSecret handshake({suite, walk_.events}, crypto::Secret(base::View(v_["secret.handshake"])));
  main_ = std::move(handshake).main_secret();
  const base::Bytes up_to_finished = transcript_.hash();
  client_application_ = main_->client_application_traffic_secret_0(up_to_finished);
  const tls::TrafficSecret server = main_->server_application_traffic_secret_0(up_to_finished);
  (void)main_->exporter_secret(up_to_finished);
  return server.traffic_keys(walk_.events);
}

tls::server::SecondFlight ServerFlight::second_flight() && {
  return {traffic_secret(v_, "client_handshake_traffic", tls::SecretKind::client_handshake_traffic_secret),
          std::move(client_application_).value(),
          std::move(main_).value(),
          0,
          {},
          {}};
}

}  // namespace vitrine::replay
