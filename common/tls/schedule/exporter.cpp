// See exporter.hpp.
#include "tls/schedule/exporter.hpp"

#include "tls/schedule/cipher_suite.hpp"

namespace vitrine::tls {

Exporter::Exporter(CipherSuite suite, crypto::Secret secret) : suite_(suite), secret_(std::move(secret)) {}

crypto::Secret Exporter::export_keying_material(LabelAndContext what, std::size_t length) const {
  const crypto::Hash hash = hash_of(suite_);
  const crypto::Secret derived = derive_secret(hash, secret_.expose(), what.label, crypto::digest(hash, {}));
  return hkdf_expand_label(hash, derived.expose(), {"exporter", crypto::digest(hash, what.context)}, length);
}

}  // namespace vitrine::tls
