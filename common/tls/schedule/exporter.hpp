// Keys for other protocols, bound to this handshake: RFC 9846 §7.5.
#pragma once
#include "crypto/secret.hpp"
#include "tls/registry.hpp"
#include "tls/schedule/hkdf_label.hpp"

namespace vitrine::tls {

class Exporter {
 public:
  /// `secret` is the exporter_secret or the early_exporter_secret.
  Exporter(CipherSuite suite, crypto::Secret secret);

  /// TLS-Exporter(label, context_value, key_length). No context and an empty one are the same. `length` at most 255
  /// hashes, else crypto::Error; the label at most 249 bytes.
  crypto::Secret export_keying_material(LabelAndContext what, std::size_t length) const;

 private:
  CipherSuite suite_;
  crypto::Secret secret_;
};

}  // namespace vitrine::tls
