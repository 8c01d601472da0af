// What a method of key exchange is to this folder, so that a hybrid can be made of any two: an offer, its answer, and
// how long both are. Diffie-Hellman is in x25519.cpp and ecdh.cpp, key encapsulation in ml_kem.cpp, two at once in
// hybrid.cpp.
#pragma once
#include <memory>

#include "crypto/key_exchange.hpp"

namespace vitrine::crypto::detail {

/// The client's half, while it waits for the server's.
class Offer {
 public:
  Offer() = default;
  Offer(const Offer&) = delete;
  Offer& operator=(const Offer&) = delete;
  virtual ~Offer() = default;

  virtual base::View key_exchange() const = 0;
  /// `answer` is as long as Exchange::answer_length() says. Throws Error for one that is not valid.
  virtual Secret agree(base::View answer) const = 0;
};

class Exchange {
 public:
  Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  virtual ~Exchange() = default;

  virtual std::size_t offer_length() const = 0;
  virtual std::size_t answer_length() const = 0;
  virtual std::unique_ptr<Offer> offer(Random& random) const = 0;
  /// `offer` is as long as offer_length() says. Throws Error for one that is not valid.
  virtual KeyShareAnswer answer(base::View offer, Random& random) const = 0;
};

std::unique_ptr<const Exchange> x25519();
/// Diffie-Hellman over one of secp256r1, secp384r1 and secp521r1.
std::unique_ptr<const Exchange> ecdh(Group curve);
std::unique_ptr<const Exchange> ml_kem_768();
/// Shares and secrets of both, one behind the other.
std::unique_ptr<const Exchange> hybrid(std::unique_ptr<const Exchange> first, std::unique_ptr<const Exchange> second);

}  // namespace vitrine::crypto::detail
