// X25519 (RFC 7748) and ECDH over P-256 and P-384 through Botan, with the checks of RFC 9846 §4.3.8.2 and §7.4.2.
#include "crypto/key_exchange.hpp"

#include <botan/ec_group.h>
#include <botan/ec_scalar.h>
#include <botan/ecdh.h>
#include <botan/pubkey.h>
#include <botan/system_rng.h>
#include <botan/x25519.h>

#include <algorithm>
#include <optional>

#include "crypto/detail/botan_bridge.hpp"

namespace vitrine::crypto {
namespace {

using PrivateKeyPtr = std::unique_ptr<Botan::PK_Key_Agreement_Key>;

constexpr std::size_t scalar_length(Group group) { return group == Group::secp384r1 ? 48 : 32; }

constexpr std::size_t share_length(Group group) { return group == Group::x25519 ? 32 : 1 + 2 * scalar_length(group); }

Botan::secure_vector<std::uint8_t> draw(Group group, Random& random) {
  Botan::secure_vector<std::uint8_t> drawn(scalar_length(group));
  random.fill(drawn);
  return drawn;
}

PrivateKeyPtr new_ecdh_key(Group group, Random& random) {
  const auto curve = Botan::EC_Group::from_name(group == Group::secp256r1 ? "secp256r1" : "secp384r1");
  std::optional<Botan::EC_Scalar> scalar;  // absent while it is zero or not below the order
  while (!scalar) scalar = Botan::EC_Scalar::deserialize(curve, draw(group, random));
  return std::make_unique<Botan::ECDH_PrivateKey>(curve, *scalar);
}

PrivateKeyPtr new_key(Group group, Random& random) {
  if (group == Group::x25519) return std::make_unique<Botan::X25519_PrivateKey>(draw(group, random));
  return new_ecdh_key(group, random);
}

// Botan reads compressed and hybrid points too. TLS 1.3 has one form only: 4, then both coordinates in full.
void check_form(Group group, base::View share) {
  if (share.size() != share_length(group)) throw Error("a key share of the wrong length");
  if (group != Group::x25519 && share.front() != 4) throw Error("a key share that is not an uncompressed point");
}

Secret agreed(Group group, const Botan::PK_Key_Agreement_Key& key, base::View share) {
  const auto* what = group == Group::x25519 ? "an X25519 key share that gives an all-zero secret"
                                            : "a key share that is not a point of its curve";
  return detail::translated(what, [&] {
    // The generator blinds the computation; it does not change the outcome.
    const Botan::PK_Key_Agreement agreement(key, Botan::system_rng(), "Raw");
    const auto raw = agreement.derive_key(0, share);
    return Secret(raw.bits_of());
  });
}

Secret checked(Group group, Secret secret) {
  // Botan refuses this too; RFC 9846 wants it, so it does not hang on what Botan happens to do.
  if (group == Group::x25519 && constant_time_equal(secret.expose(), Secret(secret.size()).expose())) {
    throw Error("an X25519 key share that gives an all-zero secret");
  }
  return secret;
}

}  // namespace

struct KeyShare::State {
  Group group;
  PrivateKeyPtr key;
  base::Bytes key_exchange;
};

KeyShare::KeyShare(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyShare::KeyShare(KeyShare&&) noexcept = default;
KeyShare& KeyShare::operator=(KeyShare&&) noexcept = default;
KeyShare::~KeyShare() = default;

KeyShare KeyShare::offer(Group group, Random& random) {
  return detail::translated("no key pair can be made for this group", [&] {
    auto key = new_key(group, random);
    auto key_exchange = key->public_value();
    return KeyShare(std::make_unique<State>(State{group, std::move(key), std::move(key_exchange)}));
  });
}

Group KeyShare::group() const { return state_->group; }

base::View KeyShare::key_exchange() const { return state_->key_exchange; }

Secret KeyShare::agree(base::View peer_key_exchange) && {
  const auto ending = std::move(state_);
  check_form(ending->group, peer_key_exchange);
  return checked(ending->group, agreed(ending->group, *ending->key, peer_key_exchange));
}

KeyShareAnswer answer(Group group, base::View peer_key_exchange, Random& random) {
  auto ours = KeyShare::offer(group, random);
  auto key_exchange = base::copy_of(ours.key_exchange());
  return {std::move(key_exchange), std::move(ours).agree(peer_key_exchange)};
}

}  // namespace vitrine::crypto
