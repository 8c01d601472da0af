// X25519 (RFC 7748) as a key exchange, with the check of RFC 9846 §7.4.2. Read before: crypto/detail/exchange.hpp.
// Read next: detail/curve25519.hpp.
#include "crypto/detail/curve25519.hpp"
#include "crypto/detail/exchange.hpp"
#include "crypto/error.hpp"

namespace vitrine::crypto::detail {
namespace {

struct KeyPair {
  explicit KeyPair(Random& random) : private_key(curve25519_size) {
    random.fill(private_key.expose());
    share = multiple_of_base(private_key);
  }

  Secret private_key;
  base::Bytes share;
};

Secret agreed(const Secret& private_key, base::View share) {
  Secret secret = multiple_of_point(private_key, share);
  if (constant_time_equal(secret.expose(), Secret(curve25519_size).expose()))
    throw Error("an X25519 key share that gives an all-zero secret");
  return secret;
}

class X25519Offer final : public Offer {
 public:
  explicit X25519Offer(Random& random) : pair_(random) {}

  base::View key_exchange() const override { return pair_.share; }
  Secret agree(base::View answer) const override { return agreed(pair_.private_key, answer); }

 private:
  KeyPair pair_;
};

class X25519 final : public Exchange {
 public:
  std::size_t offer_length() const override { return curve25519_size; }
  std::size_t answer_length() const override { return curve25519_size; }
  std::unique_ptr<Offer> offer(Random& random) const override { return std::make_unique<X25519Offer>(random); }
  KeyShareAnswer answer(base::View peer, Random& random) const override {
    KeyPair ours(random);
    Secret secret = agreed(ours.private_key, peer);
    return {std::move(ours.share), std::move(secret)};
  }
};

}  // namespace

std::unique_ptr<const Exchange> x25519() { return std::make_unique<X25519>(); }

}  // namespace vitrine::crypto::detail
