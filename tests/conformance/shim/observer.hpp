// What the shim remembers of the engine's events: what the peer offered and asked for, which Session does not keep.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "tls/event.hpp"

namespace shim {

namespace base = vitrine::base;
namespace tls = vitrine::tls;

class Observer final : public tls::EventSink {
 public:
  void on(const tls::Event& event) override;
  bool wants_secrets() const override { return true; }

  std::vector<tls::SignatureScheme> peer_verify_prefs;  // signature_algorithms of its ClientHello or CertificateRequest
  std::optional<tls::SignatureScheme> peer_signature;   // of its CertificateVerify
  base::Bytes advertised_alpn;                          // of the ClientHello, the list as on the wire
  std::vector<base::Bytes> certificate_authorities;     // of the CertificateRequest
  base::Bytes client_secret;                            // application traffic secrets, the newest of each
  base::Bytes server_secret;
  bool got_retry = false;
  bool got_psks = false;          // a ClientHello with pre-shared keys
  std::string_view last_message;  // that was received; empty: none yet
  std::optional<tls::AlertLevel> alert_level;

 private:
  void take(const tls::MessageReceived& message);
  void take(const tls::SecretDerived& secret);
};

}  // namespace shim
