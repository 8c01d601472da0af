// See hkdf_label.hpp.
#include "tls/schedule/hkdf_label.hpp"

#include <array>
#include <stdexcept>

namespace vitrine::tls {

// Written by hand and not through a layout(): a handshake makes some twenty, and this way each takes memory once.
base::Bytes hkdf_label(LabelAndContext what, std::size_t length) {
  constexpr std::string_view prefix = "tls13 ";
  const std::size_t label_length = prefix.size() + what.label.size();
  if (length > 0xffff || what.label.empty() || label_length > 255 || what.context.size() > 255) {
    throw std::logic_error("an HkdfLabel outside its bounds");
  }
  const auto byte = [](std::size_t value) { return static_cast<std::uint8_t>(value); };
  const std::array head{byte(length >> 8U), byte(length), byte(label_length)};
  const std::array middle{byte(what.context.size())};
  return base::concat({head, base::view_of(prefix), base::view_of(what.label), middle, what.context});
}

crypto::Secret hkdf_expand_label(crypto::Hash hash, base::View secret, LabelAndContext what, std::size_t length) {
  return crypto::hkdf_expand(hash, secret, hkdf_label(what, length), length);
}

crypto::Secret derive_secret(crypto::Hash hash, base::View secret, std::string_view label, base::View transcript_hash) {
  return hkdf_expand_label(hash, secret, {label, transcript_hash}, crypto::length(hash));
}

}  // namespace vitrine::tls
