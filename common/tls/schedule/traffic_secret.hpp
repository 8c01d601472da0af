// A traffic secret and what is made of it: record keys (RFC 9846 §7.3), its successor (§7.2), the MAC of Finished
// (§4.5.3). Read next: tls/record/protection.hpp.
#pragma once
#include "crypto/secret.hpp"
#include "tls/event.hpp"

namespace vitrine::tls {

/// The inputs of record protection: key and iv of one direction.
struct TrafficKeys {
  CipherSuite suite;
  crypto::Secret key;
  crypto::Secret iv;
};

class TrafficSecret {
 public:
  TrafficSecret(SecretKind kind, CipherSuite suite, crypto::Secret value, std::uint64_t generation = 0);

  /// A second owner: one state keeps the secret for Finished while the connection protects records with it.
  TrafficSecret clone() const { return {kind_, suite_, value_.clone(), generation_}; }

  /// [sender]_write_key and [sender]_write_iv. §7.3.
  TrafficKeys traffic_keys(const Trace& trace) const;
  /// application_traffic_secret_N+1. §7.2.
  TrafficSecret next(const Trace& trace) &&;
  /// verify_data over a Transcript-Hash, with this secret as the BaseKey. §4.5.3.
  base::Bytes verify_data(base::View transcript_hash, const Trace& trace) const;

  SecretKind kind() const { return kind_; }
  std::uint64_t generation() const { return generation_; }
  const crypto::Secret& value() const { return value_; }

 private:
  struct KindAndLabel {
    SecretKind kind;
    std::string_view label;
  };
  crypto::Secret expand(const Trace& trace, const KindAndLabel& what, std::size_t length) const;

  SecretKind kind_;
  CipherSuite suite_;
  std::uint64_t generation_;
  crypto::Secret value_;
};

}  // namespace vitrine::tls
