// Key exchange seen as offer and answer, so that Diffie-Hellman and key encapsulation look alike: the client offers a
// share, the server answers it with one of its own, and both hold the same secret. RFC 9846 §4.3.8, §7.4.
#pragma once
#include <memory>

#include "base/bytes.hpp"
#include "crypto/random.hpp"
#include "crypto/secret.hpp"

namespace vitrine::crypto {

enum class Group : std::uint8_t { x25519, secp256r1, secp384r1 };

/// The client's half. Good for one agreement: shares are never reused (RFC 9846 §4.3.8).
class KeyShare {
 public:
  /// Draws the private key from `random` as a big-endian (x25519: raw) string of the group's scalar length, again and
  /// again until it is in range, so that scripted bytes give a known key.
  static KeyShare offer(Group group, Random& random);
  KeyShare(KeyShare&&) noexcept;
  KeyShare& operator=(KeyShare&&) noexcept;
  ~KeyShare();

  Group group() const;
  /// The key_exchange field: 32 bytes, or an uncompressed point.
  base::View key_exchange() const;
  /// Ends the offer. Throws Error for a share of the wrong length, a point that is compressed, infinite or not on the
  /// curve (§4.3.8.2), and for an all-zero X25519 result (§7.4.2).
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

/// The server's half, in one step. Throws Error as agree() does.
KeyShareAnswer answer(Group group, base::View peer_key_exchange, Random& random);

}  // namespace vitrine::crypto
