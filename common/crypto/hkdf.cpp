// HMAC through Botan, and HKDF's two halves over it, written straight into memory that is wiped.
#include "crypto/hkdf.hpp"

#include <botan/mac.h>

#include <algorithm>
#include <array>

#include "crypto/detail/botan_bridge.hpp"

namespace vitrine::crypto {
namespace {

// One of each hash for a thread: to make one costs as much as to use it, and a handshake needs some thirty.
Botan::MessageAuthenticationCode& hmac_of_this_thread(Hash hash) {
  thread_local std::array<std::unique_ptr<Botan::MessageAuthenticationCode>, 2> all;
  auto& mac = all.at(hash == Hash::sha256 ? 0 : 1);
  if (!mac) {
    mac = Botan::MessageAuthenticationCode::create_or_throw(hash == Hash::sha256 ? "HMAC(SHA-256)" : "HMAC(SHA-384)");
  }
  return *mac;
}

// With a key, which it forgets at the end.
class Hmac {
 public:
  Hmac(Hash hash, base::View key) : mac_(hmac_of_this_thread(hash)) { mac_.set_key(key); }
  Hmac(const Hmac&) = delete;
  Hmac& operator=(const Hmac&) = delete;
  ~Hmac() { mac_.clear(); }

  Hmac& update(base::View data) {
    mac_.update(data);
    return *this;
  }
  void final(base::MutableView out) { mac_.final(out); }

 private:
  Botan::MessageAuthenticationCode& mac_;
};

void hmac_into(base::MutableView out, Hash hash, base::View key, base::View data) {
  detail::translated("HMAC cannot use this key", [&] { Hmac(hash, key).update(data).final(out); });
}

// RFC 5869 §2.3: T(1) | T(2) | ..., as much of it as `out` holds.
void expand_into(base::MutableView out, Hash hash, base::View pseudorandom_key, base::View info) {
  Hmac mac(hash, pseudorandom_key);
  Secret block(length(hash));
  for (std::uint8_t number = 1; !out.empty(); ++number) {
    if (number > 1) mac.update(block.expose());
    mac.update(info).update({&number, 1}).final(block.expose());
    const std::size_t count = std::min(out.size(), block.size());
    std::ranges::copy(block.expose().first(count), out.begin());
    out = out.subspan(count);
  }
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
    expand_into(out.expose(), hash, pseudorandom_key, info);
    return out;
  });
}

}  // namespace vitrine::crypto
