// The key schedule of RFC 9846 §7.1, stage by stage. Each stage is consumed by the next, so that an old one cannot be
// used by mistake and its secret is gone when it should be. The figure of §7.1 is cut up over the methods:
//
//   EarlySecret ──shared secret──▶ HandshakeSecret ──▶ MainSecret
//
// Read next: tls/schedule/traffic_secret.hpp.
#pragma once
#include "crypto/secret.hpp"
#include "tls/event.hpp"
#include "tls/schedule/traffic_secret.hpp"
#include "tls/ticket.hpp"

namespace vitrine::tls {

/// What every derivation needs besides its secret.
struct Derivation {
  CipherSuite suite;
  Trace trace;
};

/// 0 ──▶ HKDF-Extract ──▶ Main Secret
class MainSecret {
 public:
  MainSecret(Derivation derivation, crypto::Secret secret);
  /// Derive-Secret(., "c ap traffic", ClientHello...server Finished)
  TrafficSecret client_application_traffic_secret_0(base::View transcript_hash) const;
  /// Derive-Secret(., "s ap traffic", ClientHello...server Finished)
  TrafficSecret server_application_traffic_secret_0(base::View transcript_hash) const;
  /// Derive-Secret(., "exp master", ClientHello...server Finished)
  crypto::Secret exporter_secret(base::View transcript_hash) const;
  /// Derive-Secret(., "res master", ClientHello...client Finished)
  crypto::Secret resumption_secret(base::View transcript_hash) const;

 private:
  Derivation derivation_;
  crypto::Secret secret_;
};

/// shared secret ──▶ HKDF-Extract ──▶ Handshake Secret
class HandshakeSecret {
 public:
  HandshakeSecret(Derivation derivation, crypto::Secret secret);
  /// Derive-Secret(., "c hs traffic", ClientHello...ServerHello)
  TrafficSecret client_handshake_traffic_secret(base::View transcript_hash) const;
  /// Derive-Secret(., "s hs traffic", ClientHello...ServerHello)
  TrafficSecret server_handshake_traffic_secret(base::View transcript_hash) const;
  /// Derive-Secret(., "derived", "") ──▶ HKDF-Extract with 0
  MainSecret main_secret() &&;

 private:
  Derivation derivation_;
  crypto::Secret secret_;
};

/// PSK, or 0 where there is none ──▶ HKDF-Extract ──▶ Early Secret
class EarlySecret {
 public:
  static EarlySecret without_psk(const Derivation& derivation);
  static EarlySecret with_psk(const Derivation& derivation, const crypto::Secret& psk);
  /// Derive-Secret(., "ext binder" | "res binder" | RFC 9258's "imp binder", "")
  TrafficSecret binder_key(PskKind kind) const;
  /// Derive-Secret(., "c e traffic", ClientHello)
  TrafficSecret client_early_traffic_secret(base::View transcript_hash) const;
  /// Derive-Secret(., "e exp master", ClientHello)
  crypto::Secret early_exporter_secret(base::View transcript_hash) const;
  /// The suite that was chosen, which has the hash that a PSK was offered with.
  EarlySecret for_suite(CipherSuite suite) &&;
  /// Derive-Secret(., "derived", "") ──▶ HKDF-Extract with the shared secret of the key exchange (§7.4), which must not
  /// be empty.
  HandshakeSecret handshake_secret(const crypto::Secret& shared_secret) &&;
  /// The same for psk_ke (§4.3.9), where 0 stands in for the shared secret. Only after with_psk().
  HandshakeSecret handshake_secret_without_key_exchange() &&;

 private:
  EarlySecret(Derivation derivation, crypto::Secret secret);
  HandshakeSecret next(base::View input, std::string_view input_words) &&;
  Derivation derivation_;
  crypto::Secret secret_;
};

/// HKDF-Expand-Label(resumption_secret, "resumption", ticket_nonce, Hash.length): the PSK of one ticket. §4.7.1.
crypto::Secret resumption_psk(const Derivation& derivation, const crypto::Secret& resumption_secret,
                              base::View ticket_nonce);

}  // namespace vitrine::tls
