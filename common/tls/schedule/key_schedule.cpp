// See key_schedule.hpp.
#include "tls/schedule/key_schedule.hpp"

#include <cassert>

#include "tls/schedule/cipher_suite.hpp"
#include "tls/schedule/hkdf_label.hpp"

namespace vitrine::tls {
namespace {

constexpr std::string_view client_hello = "ClientHello";
constexpr std::string_view hellos = "ClientHello...ServerHello";
constexpr std::string_view up_to_server_finished = "ClientHello...server Finished";
constexpr std::string_view up_to_client_finished = "ClientHello...client Finished";

/// HKDF-Extract, from the last stage's secret and a new one.
crypto::Secret extract(const Derivation& derivation, base::View salt, base::View input) {
  return crypto::hkdf_extract(hash_of(derivation.suite), salt, input);
}

/// Derive-Secret(., "derived", ""): the salt of the next stage.
crypto::Secret derived(const Derivation& derivation, const crypto::Secret& secret) {
  const crypto::Hash hash = hash_of(derivation.suite);
  return derive_secret(hash, secret.expose(), "derived", crypto::digest(hash, {}));
}

/// The RFC's "0": Hash.length zero bytes.
base::Bytes zeros(const Derivation& derivation) { return base::Bytes(crypto::length(hash_of(derivation.suite)), 0); }

crypto::Secret derive(const Derivation& derivation, const crypto::Secret& secret, const Derived& what,
                      base::View transcript_hash) {
  crypto::Secret value = derive_secret(hash_of(derivation.suite), secret.expose(), what.label, transcript_hash);
  report(derivation.trace, what, value);
  return value;
}

TrafficSecret derive_traffic(const Derivation& derivation, const crypto::Secret& secret, const Derived& what,
                             base::View transcript_hash) {
  return {what.kind, derivation.suite, derive(derivation, secret, what, transcript_hash)};
}

std::string_view binder_label(PskKind kind) {
  switch (kind) {
    case PskKind::external:
      return "ext binder";
    case PskKind::imported:
      return "imp binder";
    case PskKind::resumption:
      break;
  }
  return "res binder";
}

}  // namespace

EarlySecret::EarlySecret(Derivation derivation, crypto::Secret secret, std::string_view input)
    : derivation_(derivation), secret_(std::move(secret)) {
  report(derivation_.trace, {SecretKind::early_secret, "", input}, secret_);
}

EarlySecret EarlySecret::without_psk(const Derivation& derivation) {
  return {derivation, extract(derivation, {}, zeros(derivation)), ""};
}

EarlySecret EarlySecret::with_psk(const Derivation& derivation, const crypto::Secret& psk) {
  report(derivation.trace, {SecretKind::psk, "", ""}, psk);
  return {derivation, extract(derivation, {}, psk.expose()), "PSK"};
}

TrafficSecret EarlySecret::binder_key(PskKind kind) const {
  return derive_traffic(derivation_, secret_, {SecretKind::binder_key, binder_label(kind), ""},
                        crypto::digest(hash_of(derivation_.suite), {}));
}

TrafficSecret EarlySecret::client_early_traffic_secret(base::View transcript_hash) const {
  return derive_traffic(derivation_, secret_, {SecretKind::client_early_traffic_secret, "c e traffic", client_hello},
                        transcript_hash);
}

crypto::Secret EarlySecret::early_exporter_secret(base::View transcript_hash) const {
  return derive(derivation_, secret_, {SecretKind::early_exporter_secret, "e exp master", client_hello},
                transcript_hash);
}

EarlySecret EarlySecret::for_suite(CipherSuite suite) && {
  assert(hash_of(suite) == hash_of(derivation_.suite));
  derivation_.suite = suite;
  return std::move(*this);
}

HandshakeSecret EarlySecret::handshake_secret(const crypto::Secret& shared_secret) && {
  assert(!shared_secret.empty());  // a secret made of nothing has cost others a CVE
  const crypto::Secret salt = derived(derivation_, secret_);
  secret_.wipe();
  return {derivation_, extract(derivation_, salt.expose(), shared_secret.expose())};
}

HandshakeSecret EarlySecret::handshake_secret_without_key_exchange() && {
  return std::move(*this).handshake_secret(crypto::Secret(base::View(zeros(derivation_))));
}

HandshakeSecret::HandshakeSecret(Derivation derivation, crypto::Secret secret)
    : derivation_(derivation), secret_(std::move(secret)) {
  report(derivation_.trace, {SecretKind::handshake_secret, "", ""}, secret_);
}

TrafficSecret HandshakeSecret::client_handshake_traffic_secret(base::View transcript_hash) const {
  return derive_traffic(derivation_, secret_, {SecretKind::client_handshake_traffic_secret, "c hs traffic", hellos},
                        transcript_hash);
}

TrafficSecret HandshakeSecret::server_handshake_traffic_secret(base::View transcript_hash) const {
  return derive_traffic(derivation_, secret_, {SecretKind::server_handshake_traffic_secret, "s hs traffic", hellos},
                        transcript_hash);
}

MainSecret HandshakeSecret::main_secret() && {
  const crypto::Secret salt = derived(derivation_, secret_);
  secret_.wipe();
  return {derivation_, extract(derivation_, salt.expose(), zeros(derivation_))};
}

MainSecret::MainSecret(Derivation derivation, crypto::Secret secret)
    : derivation_(derivation), secret_(std::move(secret)) {
  report(derivation_.trace, {SecretKind::main_secret, "", ""}, secret_);
}

TrafficSecret MainSecret::client_application_traffic_secret_0(base::View transcript_hash) const {
  return derive_traffic(derivation_, secret_,
                        {SecretKind::client_application_traffic_secret, "c ap traffic", up_to_server_finished},
                        transcript_hash);
}

TrafficSecret MainSecret::server_application_traffic_secret_0(base::View transcript_hash) const {
  return derive_traffic(derivation_, secret_,
                        {SecretKind::server_application_traffic_secret, "s ap traffic", up_to_server_finished},
                        transcript_hash);
}

crypto::Secret MainSecret::exporter_secret(base::View transcript_hash) const {
  return derive(derivation_, secret_, {SecretKind::exporter_secret, "exp master", up_to_server_finished},
                transcript_hash);
}

crypto::Secret MainSecret::resumption_secret(base::View transcript_hash) const {
  return derive(derivation_, secret_, {SecretKind::resumption_secret, "res master", up_to_client_finished},
                transcript_hash);
}

crypto::Secret resumption_psk(const Derivation& derivation, const crypto::Secret& resumption_secret,
                              base::View ticket_nonce) {
  const crypto::Hash hash = hash_of(derivation.suite);
  crypto::Secret psk =
      hkdf_expand_label(hash, resumption_secret.expose(), {"resumption", ticket_nonce}, crypto::length(hash));
  report(derivation.trace, {SecretKind::psk, "resumption", "ticket_nonce"}, psk);
  return psk;
}

}  // namespace vitrine::tls
