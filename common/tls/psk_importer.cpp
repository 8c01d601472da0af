// See psk_importer.hpp. The structure and the derivation are those of RFC 9258 §3 and §4.1.
#include "tls/psk_importer.hpp"

#include "base/printable.hpp"
#include "tls/schedule/hkdf_label.hpp"
#include "wire/reader.hpp"
#include "wire/writer.hpp"

namespace vitrine::tls {
namespace {

constexpr std::size_t longest_shown = 64;

enum class KdfIdentifier : std::uint16_t { HKDF_SHA256 = 1, HKDF_SHA384 = 2 };

struct ImportedIdentity {
  wire::Opaque<1, 65535> external_identity;
  wire::Opaque<0, 65535> context;
  ProtocolVersion target_protocol = ProtocolVersion::TLS_1_3;
  KdfIdentifier target_kdf{};
  static void layout(auto& m, auto& io) {
    io("external_identity", m.external_identity)("context", m.context)("target_protocol", m.target_protocol)(
        "target_kdf", m.target_kdf);
  }
};

KdfIdentifier kdf_of(crypto::Hash hash) {
  return hash == crypto::Hash::sha256 ? KdfIdentifier::HKDF_SHA256 : KdfIdentifier::HKDF_SHA384;
}

std::shared_ptr<const ExternalPsk> imported_for(crypto::Hash target, const ExternalPsk& psk, base::View context) {
  const ImportedIdentity identity{wire::Opaque<1, 65535>(base::View(psk.identity)), wire::Opaque<0, 65535>(context),
                                  ProtocolVersion::TLS_1_3, kdf_of(target)};
  const base::Bytes bytes = wire::write_all(identity);
  const crypto::Secret epskx = crypto::hkdf_extract(psk.hash, {}, psk.key.expose());
  crypto::Secret ipskx = hkdf_expand_label(psk.hash, epskx.expose(), {"derived psk", crypto::digest(psk.hash, bytes)},
                                           crypto::length(target));
  return std::make_shared<const ExternalPsk>(ExternalPsk{bytes, std::move(ipskx), target, PskKind::imported});
}

}  // namespace

std::vector<std::shared_ptr<const ExternalPsk>> imported(const ExternalPsk& psk, base::View context) {
  return {imported_for(crypto::Hash::sha256, psk, context), imported_for(crypto::Hash::sha384, psk, context)};
}

std::string given_identity(PskKind kind, base::View identity) {
  if (kind != PskKind::imported) return base::printable(base::text_of(identity), longest_shown);
  const auto whole = wire::read_all<ImportedIdentity>(identity, "imported identity");
  return base::printable(base::text_of(whole.external_identity), longest_shown);
}

}  // namespace vitrine::tls
