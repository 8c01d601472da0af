// See key_schedule.hpp.
#include "tls/schedule/key_schedule.hpp"

#include <cassert>

#include "tls/schedule/cipher_suite.hpp"
#include "tls/schedule/derived.hpp"
#include "tls/schedule/hkdf_label.hpp"

namespace vitrine::tls {
namespace {

constexpr std::string_view client_hello = "ClientHello";
constexpr std::string_view hellos = "ClientHello...ServerHello";
constexpr std::string_view up_to_server_finished = "ClientHello...server Finished";
constexpr std::string_view up_to_client_finished = "ClientHello...client Finished";

struct Extraction {
  SecretKind kind;
  std::string_view salt;  // in words; "" where it is 0
  std::string_view input;
};

/// HKDF-Extract, from the last stage's secret and a new one.
crypto::Secret extract(const Derivation& derivation, const Extraction& what, base::View salt, base::View input) {
  const crypto::Hash hash = hash_of(derivation.suite);
  crypto::Secret value = crypto::hkdf_extract(hash, salt, input);
  Derived derived{what.kind, MadeBy::hkdf_extract, hash};
  derived.from = what.salt;
  derived.input = what.input;
  report(derivation.trace, derived, {value.expose(), salt, input});
  return value;
}

/// The RFC's "0": Hash.length zero bytes.
base::Bytes zeros(const Derivation& derivation) { return base::Bytes(crypto::length(hash_of(derivation.suite)), 0); }

/// A stage's secret, and which it is.
struct Stage {
  const Derivation& derivation;
  const crypto::Secret& secret;
  SecretKind kind;
};

/// What is derived from it, over which messages.
struct Wanted {
  SecretKind kind;
  std::string_view label;
  std::string_view messages;
};

/// Derive-Secret(., label, messages), which come as their Transcript-Hash.
crypto::Secret derive(const Stage& stage, const Wanted& what, base::View transcript_hash) {
  const crypto::Hash hash = hash_of(stage.derivation.suite);
  crypto::Secret value = derive_secret(hash, stage.secret.expose(), what.label, transcript_hash);
  Derived derived{what.kind, MadeBy::hkdf_expand_label, hash};
  derived.from = name_of(stage.kind);
  derived.label = what.label;
  derived.context_words = what.messages;
  derived.context = transcript_hash;
  report(stage.derivation.trace, derived, {value.expose(), stage.secret.expose(), {}});
  return value;
}

TrafficSecret derive_traffic(const Stage& stage, const Wanted& what, base::View transcript_hash) {
  return {what.kind, stage.derivation.suite, derive(stage, what, transcript_hash)};
}

/// Derive-Secret(., "derived", ""): the salt of the next stage.
crypto::Secret derived(const Stage& stage) {
  return derive(stage, {SecretKind::derived, "derived", ""}, crypto::digest(hash_of(stage.derivation.suite), {}));
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

EarlySecret::EarlySecret(Derivation derivation, crypto::Secret secret)
    : derivation_(derivation), secret_(std::move(secret)) {}

EarlySecret EarlySecret::without_psk(const Derivation& derivation) {
  return {derivation, extract(derivation, {SecretKind::early_secret, "", ""}, {}, zeros(derivation))};
}

EarlySecret EarlySecret::with_psk(const Derivation& derivation, const crypto::Secret& psk) {
  report(derivation.trace, {SecretKind::psk, MadeBy::given, hash_of(derivation.suite)}, {psk.expose(), {}, {}});
  return {derivation, extract(derivation, {SecretKind::early_secret, "", name_of(SecretKind::psk)}, {}, psk.expose())};
}

TrafficSecret EarlySecret::binder_key(PskKind kind) const {
  return derive_traffic({derivation_, secret_, SecretKind::early_secret},
                        {SecretKind::binder_key, binder_label(kind), ""},
                        crypto::digest(hash_of(derivation_.suite), {}));
}

TrafficSecret EarlySecret::client_early_traffic_secret(base::View transcript_hash) const {
  return derive_traffic({derivation_, secret_, SecretKind::early_secret},
                        {SecretKind::client_early_traffic_secret, "c e traffic", client_hello}, transcript_hash);
}

crypto::Secret EarlySecret::early_exporter_secret(base::View transcript_hash) const {
  return derive({derivation_, secret_, SecretKind::early_secret},
                {SecretKind::early_exporter_secret, "e exp master", client_hello}, transcript_hash);
}

EarlySecret EarlySecret::for_suite(CipherSuite suite) && {
  assert(hash_of(suite) == hash_of(derivation_.suite));
  derivation_.suite = suite;
  return std::move(*this);
}

HandshakeSecret EarlySecret::handshake_secret(const crypto::Secret& shared_secret) && {
  assert(!shared_secret.empty());  // a secret made of nothing has cost others a CVE
  report(derivation_.trace, {SecretKind::shared_secret, MadeBy::given, hash_of(derivation_.suite)},
         {shared_secret.expose(), {}, {}});
  return std::move(*this).next(shared_secret.expose(), name_of(SecretKind::shared_secret));
}

HandshakeSecret EarlySecret::handshake_secret_without_key_exchange() && {
  return std::move(*this).next(zeros(derivation_), "");
}

HandshakeSecret EarlySecret::next(base::View input, std::string_view input_words) && {
  const crypto::Secret salt = derived({derivation_, secret_, SecretKind::early_secret});
  secret_.wipe();
  return {derivation_, extract(derivation_, {SecretKind::handshake_secret, name_of(SecretKind::derived), input_words},
                               salt.expose(), input)};
}

HandshakeSecret::HandshakeSecret(Derivation derivation, crypto::Secret secret)
    : derivation_(derivation), secret_(std::move(secret)) {}

TrafficSecret HandshakeSecret::client_handshake_traffic_secret(base::View transcript_hash) const {
  return derive_traffic({derivation_, secret_, SecretKind::handshake_secret},
                        {SecretKind::client_handshake_traffic_secret, "c hs traffic", hellos}, transcript_hash);
}

TrafficSecret HandshakeSecret::server_handshake_traffic_secret(base::View transcript_hash) const {
  return derive_traffic({derivation_, secret_, SecretKind::handshake_secret},
                        {SecretKind::server_handshake_traffic_secret, "s hs traffic", hellos}, transcript_hash);
}

MainSecret HandshakeSecret::main_secret() && {
  const crypto::Secret salt = derived({derivation_, secret_, SecretKind::handshake_secret});
  secret_.wipe();
  return {derivation_, extract(derivation_, {SecretKind::main_secret, name_of(SecretKind::derived), ""}, salt.expose(),
                               zeros(derivation_))};
}

MainSecret::MainSecret(Derivation derivation, crypto::Secret secret)
    : derivation_(derivation), secret_(std::move(secret)) {}

TrafficSecret MainSecret::client_application_traffic_secret_0(base::View transcript_hash) const {
  return derive_traffic({derivation_, secret_, SecretKind::main_secret},
                        {SecretKind::client_application_traffic_secret, "c ap traffic", up_to_server_finished},
                        transcript_hash);
}

TrafficSecret MainSecret::server_application_traffic_secret_0(base::View transcript_hash) const {
  return derive_traffic({derivation_, secret_, SecretKind::main_secret},
                        {SecretKind::server_application_traffic_secret, "s ap traffic", up_to_server_finished},
                        transcript_hash);
}

crypto::Secret MainSecret::exporter_secret(base::View transcript_hash) const {
  return derive({derivation_, secret_, SecretKind::main_secret},
                {SecretKind::exporter_secret, "exp master", up_to_server_finished}, transcript_hash);
}

crypto::Secret MainSecret::resumption_secret(base::View transcript_hash) const {
  return derive({derivation_, secret_, SecretKind::main_secret},
                {SecretKind::resumption_secret, "res master", up_to_client_finished}, transcript_hash);
}

crypto::Secret resumption_psk(const Derivation& derivation, const crypto::Secret& resumption_secret,
                              base::View ticket_nonce) {
  const crypto::Hash hash = hash_of(derivation.suite);
  crypto::Secret psk =
      hkdf_expand_label(hash, resumption_secret.expose(), {"resumption", ticket_nonce}, crypto::length(hash));
  Derived derived{SecretKind::psk, MadeBy::hkdf_expand_label, hash};
  derived.from = name_of(SecretKind::resumption_secret);
  derived.label = "resumption";
  derived.context_words = "ticket_nonce";
  derived.context = ticket_nonce;
  report(derivation.trace, derived, {psk.expose(), resumption_secret.expose(), {}});
  return psk;
}

}  // namespace vitrine::tls
