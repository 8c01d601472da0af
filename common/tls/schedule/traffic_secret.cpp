// See traffic_secret.hpp.
#include "tls/schedule/traffic_secret.hpp"

#include "crypto/hkdf.hpp"
#include "tls/schedule/cipher_suite.hpp"
#include "tls/schedule/derived.hpp"
#include "tls/schedule/hkdf_label.hpp"

namespace vitrine::tls {

TrafficSecret::TrafficSecret(SecretKind kind, CipherSuite suite, crypto::Secret value, std::uint64_t generation)
    : kind_(kind), suite_(suite), generation_(generation), value_(std::move(value)) {}

TrafficKeys TrafficSecret::traffic_keys(const Trace& trace) const {
  return {suite_, expand(trace, {SecretKind::write_key, "key"}, crypto::key_length(aead_of(suite_))),
          expand(trace, {SecretKind::write_iv, "iv"}, crypto::aead_nonce_length)};
}

TrafficSecret TrafficSecret::next(const Trace& trace) && {
  const std::size_t length = crypto::length(hash_of(suite_));
  TrafficSecret successor(kind_, suite_, expand(trace, {kind_, "traffic upd"}, length), generation_ + 1);
  value_.wipe();
  return successor;
}

base::Bytes TrafficSecret::verify_data(base::View transcript_hash, const Trace& trace) const {
  const crypto::Hash hash = hash_of(suite_);
  const crypto::Secret finished_key = expand(trace, {SecretKind::finished_key, "finished"}, crypto::length(hash));
  base::Bytes value = crypto::hmac(hash, finished_key.expose(), transcript_hash);
  Derived derived{SecretKind::verify_data, MadeBy::hmac, hash};
  derived.from = name_of(SecretKind::finished_key);
  derived.context_words = "the messages before it";
  derived.context = transcript_hash;
  derived.generation = generation_;
  report(trace, derived, {value, finished_key.expose(), {}});
  return value;
}

/// A traffic secret's successor counts one more, its keys as it does.
crypto::Secret TrafficSecret::expand(const Trace& trace, const KindAndLabel& what, std::size_t length) const {
  const crypto::Hash hash = hash_of(suite_);
  crypto::Secret value = hkdf_expand_label(hash, value_.expose(), {what.label, {}}, length);
  Derived derived{what.kind, MadeBy::hkdf_expand_label, hash};
  derived.from = name_of(kind_);
  derived.label = what.label;
  derived.generation = what.kind == kind_ ? generation_ + 1 : generation_;
  report(trace, derived, {value.expose(), value_.expose(), {}});
  return value;
}

}  // namespace vitrine::tls
