// ECDH over the NIST curves through Botan, with the checks of RFC 9846 §4.3.8.2.
// Read before: crypto/detail/exchange.hpp.
#include <botan/ec_group.h>
#include <botan/ec_scalar.h>
#include <botan/ecdh.h>
#include <botan/pubkey.h>
#include <botan/system_rng.h>

#include <optional>

#include "crypto/detail/botan_bridge.hpp"
#include "crypto/detail/exchange.hpp"

namespace vitrine::crypto::detail {
namespace {

using PrivateKeyPtr = std::unique_ptr<Botan::PK_Key_Agreement_Key>;

constexpr std::size_t scalar_length(Group curve) {
  if (curve == Group::secp521r1) return 66;
  return curve == Group::secp384r1 ? 48 : 32;
}

constexpr std::size_t share_length(Group curve) { return 1 + 2 * scalar_length(curve); }

const char* name_of(Group curve) {
  if (curve == Group::secp521r1) return "secp521r1";
  return curve == Group::secp384r1 ? "secp384r1" : "secp256r1";
}

Botan::secure_vector<std::uint8_t> draw(Group curve, Random& random) {
  Botan::secure_vector<std::uint8_t> drawn(scalar_length(curve));
  random.fill(drawn);
  if (curve == Group::secp521r1) drawn.front() &= 1;  // 521 bits; else about 127 of 128 draws would be out of range
  return drawn;
}

PrivateKeyPtr new_key(Group curve, Random& random) {
  const auto group = Botan::EC_Group::from_name(name_of(curve));
  std::optional<Botan::EC_Scalar> scalar;  // absent while it is zero or not below the order
  while (!scalar) scalar = Botan::EC_Scalar::deserialize(group, draw(curve, random));
  return std::make_unique<Botan::ECDH_PrivateKey>(group, *scalar);
}

/// Botan reads compressed and hybrid points too. TLS 1.3 has one form only: 4, then both coordinates in full.
void check_form(base::View share) {
  if (share.front() != 4) throw Error("a key share that is not an uncompressed point");
}

Secret agreed(const Botan::PK_Key_Agreement_Key& key, base::View share) {
  return translated("a key share that is not a point of its curve", [&] {
    // The generator blinds the computation; it does not change the outcome.
    const Botan::PK_Key_Agreement agreement(key, Botan::system_rng(), "Raw");
    const auto raw = agreement.derive_key(0, share);
    return Secret(raw.bits_of());
  });
}

class EcdhOffer final : public Offer {
 public:
  explicit EcdhOffer(PrivateKeyPtr key) : key_(std::move(key)), share_(key_->public_value()) {}

  base::View key_exchange() const override { return share_; }
  Secret agree(base::View answer) const override {
    check_form(answer);
    return agreed(*key_, answer);
  }

 private:
  PrivateKeyPtr key_;
  base::Bytes share_;
};

class Ecdh final : public Exchange {
 public:
  explicit Ecdh(Group curve) : curve_(curve) {}

  std::size_t offer_length() const override { return share_length(curve_); }
  std::size_t answer_length() const override { return share_length(curve_); }
  std::unique_ptr<Offer> offer(Random& random) const override {
    return translated("no key pair can be made for this group",
                      [&] { return std::make_unique<EcdhOffer>(new_key(curve_, random)); });
  }
  KeyShareAnswer answer(base::View peer, Random& random) const override {
    const auto ours = offer(random);
    return {base::copy_of(ours->key_exchange()), ours->agree(peer)};
  }

 private:
  Group curve_;
};

}  // namespace

std::unique_ptr<const Exchange> ecdh(Group curve) { return std::make_unique<Ecdh>(curve); }

}  // namespace vitrine::crypto::detail
