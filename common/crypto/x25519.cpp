// X25519 (RFC 7748) on Botan's two curves, with the check of RFC 9846 §7.4.2. A key pair costs a multiplication of the
// base point. The ladder of X25519 takes as long for that as for any other point; for Ed25519, the same curve in
// another form, Botan has a table of its multiples. So a key pair is made there and its public half carried over, which
// takes two thirds of the time. Read before: crypto/detail/exchange.hpp. Read next: curve25519.cpp.
#include <botan/sodium.h>

#include <array>

#include "crypto/detail/curve25519.hpp"
#include "crypto/detail/exchange.hpp"
#include "crypto/error.hpp"

namespace vitrine::crypto::detail {
namespace {

constexpr std::size_t key_size = 32;

struct KeyPair {
  Secret private_key;
  base::Bytes share;
};

// RFC 8032 §5.1.5: Ed25519's scalar is the first half of the seed's hash. X25519 clears and sets the same bits in it.
KeyPair from_seed(const Secret& seed) {
  std::array<std::uint8_t, key_size> edwards{};
  Secret expanded(2 * key_size);
  Botan::Sodium::crypto_sign_ed25519_seed_keypair(edwards.data(), expanded.expose().data(), seed.expose().data());
  Botan::Sodium::crypto_hash_sha512(expanded.expose().data(), seed.expose().data(), key_size);
  return {Secret(expanded.expose().first(key_size)), montgomery_u(edwards)};
}

KeyPair from_private_key(Secret private_key) {
  base::Bytes share(key_size);
  Botan::Sodium::crypto_scalarmult_curve25519_base(share.data(), private_key.expose().data());
  return {std::move(private_key), std::move(share)};
}

// The system's bytes are as good for a seed. Scripted bytes are the private key itself: recorded traces list it.
KeyPair new_key_pair(Random& random) {
  Secret drawn(key_size);
  random.fill(drawn.expose());
  return &random == &system_random() ? from_seed(drawn) : from_private_key(std::move(drawn));
}

Secret agreed(const Secret& private_key, base::View share) {
  Secret secret(key_size);
  Botan::Sodium::crypto_scalarmult_curve25519(secret.expose().data(), private_key.expose().data(), share.data());
  if (constant_time_equal(secret.expose(), Secret(key_size).expose()))
    throw Error("an X25519 key share that gives an all-zero secret");
  return secret;
}

class X25519Offer final : public Offer {
 public:
  explicit X25519Offer(KeyPair pair) : pair_(std::move(pair)) {}

  base::View key_exchange() const override { return pair_.share; }
  Secret agree(base::View answer) const override { return agreed(pair_.private_key, answer); }

 private:
  KeyPair pair_;
};

class X25519 final : public Exchange {
 public:
  std::size_t offer_length() const override { return key_size; }
  std::size_t answer_length() const override { return key_size; }
  std::unique_ptr<Offer> offer(Random& random) const override {
    return std::make_unique<X25519Offer>(new_key_pair(random));
  }
  KeyShareAnswer answer(base::View peer, Random& random) const override {
    KeyPair ours = new_key_pair(random);
    Secret secret = agreed(ours.private_key, peer);
    return {std::move(ours.share), std::move(secret)};
  }
};

}  // namespace

std::unique_ptr<const Exchange> x25519() { return std::make_unique<X25519>(); }

}  // namespace vitrine::crypto::detail
