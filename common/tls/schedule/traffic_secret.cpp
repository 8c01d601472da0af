// See traffic_secret.hpp.
#include "tls/schedule/traffic_secret.hpp"

#include "tls/schedule/cipher_suite.hpp"
#include "tls/schedule/hkdf_label.hpp"

namespace vitrine::tls {

TrafficSecret::TrafficSecret(SecretKind kind, CipherSuite suite, crypto::Secret value, std::uint64_t generation)
    : kind_(kind), suite_(suite), generation_(generation), value_(std::move(value)) {}

TrafficKeys TrafficSecret::traffic_keys(const Trace& trace) const {
  const crypto::Hash hash = hash_of(suite_);
  TrafficKeys keys{suite_, hkdf_expand_label(hash, value_.expose(), {"key", {}}, crypto::key_length(aead_of(suite_))),
                   hkdf_expand_label(hash, value_.expose(), {"iv", {}}, crypto::aead_nonce_length)};
  report(trace, {SecretKind::write_key, "key", name_of(kind_), generation_}, keys.key);
  report(trace, {SecretKind::write_iv, "iv", name_of(kind_), generation_}, keys.iv);
  return keys;
}

TrafficSecret TrafficSecret::next(const Trace& trace) && {
  const crypto::Hash hash = hash_of(suite_);
  TrafficSecret successor(kind_, suite_,
                          hkdf_expand_label(hash, value_.expose(), {"traffic upd", {}}, crypto::length(hash)),
                          generation_ + 1);
  value_.wipe();
  report(trace, {kind_, "traffic upd", "", successor.generation_}, successor.value_);
  return successor;
}

base::Bytes TrafficSecret::verify_data(base::View transcript_hash, const Trace& trace) const {
  const crypto::Hash hash = hash_of(suite_);
  const crypto::Secret finished_key = hkdf_expand_label(hash, value_.expose(), {"finished", {}}, crypto::length(hash));
  report(trace, {SecretKind::finished_key, "finished", name_of(kind_), generation_}, finished_key);
  return crypto::hmac(hash, finished_key.expose(), transcript_hash);
}

void report(const Trace& trace, const Derived& derived, const crypto::Secret& value) {
  trace([&] {
    return SecretDerived{derived.kind,
                         name_of(derived.kind),
                         derived.label,
                         derived.transcript,
                         derived.generation,
                         value.size(),
                         trace.secrets() ? std::optional(value.expose()) : std::nullopt};
  });
}

std::string_view name_of(SecretKind kind) {
  switch (kind) {
    case SecretKind::psk:
      return "PSK";
    case SecretKind::early_secret:
      return "early_secret";
    case SecretKind::client_early_traffic_secret:
      return "client_early_traffic_secret";
    case SecretKind::early_exporter_secret:
      return "early_exporter_secret";
    case SecretKind::handshake_secret:
      return "handshake_secret";
    case SecretKind::main_secret:
      return "main_secret";
    case SecretKind::client_handshake_traffic_secret:
      return "client_handshake_traffic_secret";
    case SecretKind::server_handshake_traffic_secret:
      return "server_handshake_traffic_secret";
    case SecretKind::client_application_traffic_secret:
      return "client_application_traffic_secret";
    case SecretKind::server_application_traffic_secret:
      return "server_application_traffic_secret";
    case SecretKind::exporter_secret:
      return "exporter_secret";
    case SecretKind::resumption_secret:
      return "resumption_secret";
    case SecretKind::binder_key:
      return "binder_key";
    case SecretKind::finished_key:
      return "finished_key";
    case SecretKind::write_key:
      return "write_key";
    case SecretKind::write_iv:
      return "write_iv";
  }
  return "secret";
}

}  // namespace vitrine::tls
