// HMAC (RFC 2104) over Botan's hash functions, and HKDF's two halves over it, written straight into memory that is
// wiped. Botan has an HMAC, too; it takes twice the time for messages as short as these, and a handshake has thirty.
#include "crypto/hkdf.hpp"

#include <botan/hash.h>

#include <algorithm>
#include <array>

#include "crypto/detail/botan_bridge.hpp"

namespace vitrine::crypto {
namespace {

// One of each for a thread: to make one costs nearly as much as to use it.
Botan::HashFunction& hash_of_this_thread(Hash hash) {
  thread_local std::array<std::unique_ptr<Botan::HashFunction>, 2> all;
  auto& mine = all.at(hash == Hash::sha256 ? 0 : 1);
  if (!mine) mine = Botan::HashFunction::create_or_throw(name_of(hash));
  return *mine;
}

// One at a time for each hash and thread: they share its object.
class Hmac {
 public:
  Hmac(Hash hash, base::View key) : hash_(hash_of_this_thread(hash)), block_(hash == Hash::sha256 ? 64 : 128) {
    hash_.clear();
    if (key.size() > block_) {
      hash_.update(key);
      hash_.final(pad_.data());
    } else {
      std::ranges::copy(key, pad_.begin());
    }
    feed(0x36);
  }
  Hmac(const Hmac&) = delete;
  Hmac& operator=(const Hmac&) = delete;
  ~Hmac() { wipe(pad_); }

  Hmac& update(base::View data) {
    hash_.update(data);
    return *this;
  }
  void final(base::MutableView out) {
    hash_.final(out);
    feed(0x5c);
    hash_.update(out);
    hash_.final(out);
  }

 private:
  void feed(std::uint8_t constant) {
    const auto into_pad = [constant](std::uint8_t byte) { return static_cast<std::uint8_t>(byte ^ constant); };
    std::ranges::transform(pad_, pad_.begin(), into_pad);
    hash_.update(pad_.data(), block_);
    std::ranges::transform(pad_, pad_.begin(), into_pad);
  }

  Botan::HashFunction& hash_;
  std::size_t block_;
  std::array<std::uint8_t, 128> pad_{};  // the key, filled up with zeros
};

void hmac_into(base::MutableView out, Hash hash, base::View key, base::View data) {
  detail::translated("HMAC cannot use this key", [&] { Hmac(hash, key).update(data).final(out); });
}

// RFC 5869 §2.3: T(1) | T(2) | ..., as much of it as `out` holds.
void expand_into(base::MutableView out, Hash hash, base::View pseudorandom_key, base::View info) {
  std::array<std::uint8_t, 48> block{};
  base::MutableView before;  // T(number - 1)
  for (std::uint8_t number = 1; !out.empty(); ++number) {
    Hmac mac(hash, pseudorandom_key);
    mac.update(before).update(info).update({&number, 1});
    before = base::MutableView(block).first(length(hash));
    mac.final(before);
    const std::size_t count = std::min(out.size(), before.size());
    std::ranges::copy(before.first(count), out.begin());
    out = out.subspan(count);
  }
  wipe(block);
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
