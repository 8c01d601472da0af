// Key exchange seen as offer and answer, so that Diffie-Hellman and key encapsulation look alike: the client offers a
// share, the server answers it with one of its own, and both hold the same secret. RFC 9846 §4.3.8, §7.4; the hybrids
// with ML-KEM: draft-ietf-tls-ecdhe-mlkem.
#pragma once
#include <memory>

#include "base/bytes.hpp"
#include "crypto/random.hpp"
#include "crypto/secret.hpp"

namespace vitrine::crypto {

enum class Group : std::uint8_t { x25519, secp256r1, secp384r1, secp521r1, X25519MLKEM768, SecP256r1MLKEM768 };

/// The client's half. Good for one agreement: shares are never reused (RFC 9846 §4.3.8).
class KeyShare {
 public:
  /// Draws the private key from `random` as a big-endian (x25519: raw) string of the group's scalar length, again and
  /// again until it is in range, so that scripted bytes give a known key. ML-KEM draws the 64 bytes d and z of FIPS 203
  /// §7.1; a hybrid draws for its parts in the order in which they stand.
  static KeyShare offer(Group group, Random& random);
  KeyShare(KeyShare&&) noexcept;
  KeyShare& operator=(KeyShare&&) noexcept;
  ~KeyShare();

  Group group() const;
  /// The key_exchange field: 32 bytes, an uncompressed point, or one of these and an ML-KEM encapsulation key.
  base::View key_exchange() const;
  /// Ends the offer. Throws Error for a share of the wrong length, a point that is compressed, infinite or not on the
  /// curve (§4.3.8.2), and for an all-zero X25519 result (§7.4.2), in a hybrid, too.
  Secret agree(base::View peer_key_exchange) &&;

 private:
  struct State;
  explicit KeyShare(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct KeyShareAnswer {
  base::Bytes key_exchange;
  Secret shared_secret;
};

/// The server's half, in one step. Throws Error as agree() does, and for an ML-KEM key that is not reduced (FIPS 203
/// §7.2).
KeyShareAnswer answer(Group group, base::View peer_key_exchange, Random& random);

}  // namespace vitrine::crypto
