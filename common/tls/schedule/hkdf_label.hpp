// HKDF-Expand-Label and Derive-Secret: RFC 9846 §7.1. Read next: tls/schedule/key_schedule.hpp.
#pragma once
#include <string_view>

#include "crypto/hkdf.hpp"

namespace vitrine::tls {

/// The two inputs that say what is derived: a label (without the RFC's "tls13 ") and a context.
struct LabelAndContext {
  std::string_view label;
  base::View context;
};

/// The info of HKDF-Expand: HkdfLabel, encoded.
base::Bytes hkdf_label(LabelAndContext what, std::size_t length);

/// `length` in bytes.
crypto::Secret hkdf_expand_label(crypto::Hash hash, base::View secret, LabelAndContext what, std::size_t length);

/// The messages come as their Transcript-Hash.
crypto::Secret derive_secret(crypto::Hash hash, base::View secret, std::string_view label, base::View transcript_hash);

}  // namespace vitrine::tls
