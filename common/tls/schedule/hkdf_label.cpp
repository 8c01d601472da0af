// See hkdf_label.hpp.
#include "tls/schedule/hkdf_label.hpp"

#include "wire/writer.hpp"

namespace vitrine::tls {
namespace {

struct HkdfLabel {
  std::uint16_t length = 0;
  wire::Opaque<7, 255> label;
  wire::Opaque<0, 255> context;
  static void layout(auto& m, auto& io) { io("length", m.length)("label", m.label)("context", m.context); }
};

}  // namespace

base::Bytes hkdf_label(LabelAndContext what, std::size_t length) {
  const base::Bytes label = base::concat({base::view_of("tls13 "), base::view_of(what.label)});
  const HkdfLabel info{static_cast<std::uint16_t>(length), wire::Opaque<7, 255>(base::View(label)),
                       wire::Opaque<0, 255>(what.context)};
  return wire::write_all(info);
}

crypto::Secret hkdf_expand_label(crypto::Hash hash, base::View secret, LabelAndContext what, std::size_t length) {
  return crypto::hkdf_expand(hash, secret, hkdf_label(what, length), length);
}

crypto::Secret derive_secret(crypto::Hash hash, base::View secret, std::string_view label, base::View transcript_hash) {
  return hkdf_expand_label(hash, secret, {label, transcript_hash}, crypto::length(hash));
}

}  // namespace vitrine::tls
