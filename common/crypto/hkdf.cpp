// HMAC and HKDF through Botan, written straight into memory that is wiped.
#include "crypto/hkdf.hpp"

#include <botan/kdf.h>
#include <botan/mac.h>

#include "crypto/detail/botan_bridge.hpp"

namespace vitrine::crypto {
namespace {

std::string hmac_name(Hash hash) { return hash == Hash::sha256 ? "HMAC(SHA-256)" : "HMAC(SHA-384)"; }

void hmac_into(base::MutableView out, Hash hash, base::View key, base::View data) {
  detail::translated("HMAC cannot use this key", [&] {
    auto mac = Botan::MessageAuthenticationCode::create_or_throw(hmac_name(hash));
    mac->set_key(key);
    mac->update(data);
    mac->final(out.data());
  });
}

}  // namespace

base::Bytes hmac(Hash hash, base::View key, base::View data) {
  base::Bytes out(length(hash));
  hmac_into(out, hash, key, data);
  return out;
}

Secret hkdf_extract(Hash hash, base::View salt, base::View input_key_material) {
  // An empty salt needs no case of its own: HMAC fills a short key up with zeros anyway.
  Secret out(length(hash));
  hmac_into(out.expose(), hash, salt, input_key_material);
  return out;
}

Secret hkdf_expand(Hash hash, base::View pseudorandom_key, base::View info, std::size_t length) {
  if (length > 255 * crypto::length(hash)) throw Error("HKDF cannot give more than 255 hash lengths");
  return detail::translated("HKDF cannot use this key", [&] {
    Secret out(length);
    auto expand = Botan::KDF::create_or_throw("HKDF-Expand(" + hmac_name(hash) + ")");
    expand->derive_key(out.expose(), pseudorandom_key, {}, info);
    return out;
  });
}

}  // namespace vitrine::crypto
