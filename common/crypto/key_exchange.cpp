// The groups, and the public face of what they are made of. Read next: crypto/x25519.cpp, ecdh.cpp, ml_kem.cpp,
// hybrid.cpp.
#include "crypto/key_exchange.hpp"

#include "crypto/detail/exchange.hpp"
#include "crypto/error.hpp"

namespace vitrine::crypto {
namespace {

std::unique_ptr<const detail::Exchange> made(Group group) {
  switch (group) {
    case Group::x25519:
      return detail::x25519();
    case Group::X25519MLKEM768:  // the one hybrid whose name is not in the order of its parts
      return detail::hybrid(detail::ml_kem_768(), detail::x25519());
    case Group::SecP256r1MLKEM768:
      return detail::hybrid(detail::ecdh(Group::secp256r1), detail::ml_kem_768());
    default:
      return detail::ecdh(group);
  }
}

void check_length(base::View share, std::size_t length) {
  if (share.size() != length) throw Error("a key share of the wrong length");
}

}  // namespace

struct KeyShare::State {
  Group group;
  std::unique_ptr<const detail::Exchange> exchange;
  std::unique_ptr<detail::Offer> offer;
};

KeyShare::KeyShare(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyShare::KeyShare(KeyShare&&) noexcept = default;
KeyShare& KeyShare::operator=(KeyShare&&) noexcept = default;
KeyShare::~KeyShare() = default;

KeyShare KeyShare::offer(Group group, Random& random) {
  auto exchange = made(group);
  auto offer = exchange->offer(random);
  return KeyShare(std::make_unique<State>(State{group, std::move(exchange), std::move(offer)}));
}

Group KeyShare::group() const { return state_->group; }

base::View KeyShare::key_exchange() const { return state_->offer->key_exchange(); }

Secret KeyShare::agree(base::View peer_key_exchange) && {
  const auto ending = std::move(state_);
  check_length(peer_key_exchange, ending->exchange->answer_length());
  return ending->offer->agree(peer_key_exchange);
}

KeyShareAnswer answer(Group group, base::View peer_key_exchange, Random& random) {
  const auto exchange = made(group);
  check_length(peer_key_exchange, exchange->offer_length());
  return exchange->answer(peer_key_exchange, random);
}

}  // namespace vitrine::crypto
