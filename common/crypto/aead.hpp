// Authenticated encryption in place (RFC 5116). The key schedule of the cipher is set up once for each Aead, so that
// sealing and opening a record allocates nothing. Nonces are the record layer's business (RFC 9846 §5.3).
#pragma once
#include <memory>

#include "base/bytes.hpp"

namespace vitrine::crypto {

enum class AeadAlgorithm : std::uint8_t { aes_128_gcm, aes_256_gcm, chacha20_poly1305 };

constexpr std::size_t key_length(AeadAlgorithm algorithm) { return algorithm == AeadAlgorithm::aes_128_gcm ? 16 : 32; }
constexpr std::size_t aead_nonce_length = 12;
constexpr std::size_t aead_tag_length = 16;

/// One message, sealed or to be sealed. By reference from call to call: the parts are many.
struct AeadMessage {
  base::View nonce;
  base::View additional_data;
  base::MutableView body;  // plaintext or ciphertext, and 16 bytes more for the tag
  /// To be sealed: what the plaintext begins with, if that is elsewhere; what stands in `body` instead is overwritten.
  base::View content{};
};

/// One direction of one key: a sealer or an opener.
class Aead {
 public:
  enum class Direction : std::uint8_t { seal, open };

  /// `key` has key_length(algorithm) bytes, else Error.
  Aead(AeadAlgorithm algorithm, Direction direction, base::View key);
  Aead(Aead&&) noexcept;
  Aead& operator=(Aead&&) noexcept;
  ~Aead();

  /// Encrypts all but the last 16 bytes of the body in place and writes the tag into those last 16.
  void seal(const AeadMessage& message);

  /// Decrypts in place all but the last 16 bytes (the tag; shorter input is simply false). False when the tag does
  /// not fit; the contents are then meaningless and must not be used.
  [[nodiscard]] bool open(const AeadMessage& message);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vitrine::crypto
