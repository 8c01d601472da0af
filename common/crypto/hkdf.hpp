// HMAC (RFC 2104) and HKDF's two halves (RFC 5869), as RFC 9846 §7.1 uses them. The labels are added one level up, in
// tls/schedule/hkdf_label.hpp.
#pragma once
#include "crypto/hash.hpp"
#include "crypto/secret.hpp"

namespace vitrine::crypto {

base::Bytes hmac(Hash hash, base::View key, base::View data);

/// RFC 5869 §2.2. An empty salt counts as Hash.length zero bytes. Output: Hash.length bytes.
Secret hkdf_extract(Hash hash, base::View salt, base::View input_key_material);

/// RFC 5869 §2.3. `length` at most 255 * Hash.length, else Error.
Secret hkdf_expand(Hash hash, base::View pseudorandom_key, base::View info, std::size_t length);

}  // namespace vitrine::crypto
