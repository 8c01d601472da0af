// AES-GCM (NIST SP 800-38D) put together from two of Botan's parts, AES and GMAC. Botan's own GCM gives the same bytes,
// but first prepares 512 bytes of counters for every message, one by one: more work than a short record needs.
// Read next: crypto/gcm.cpp for the one difference between GMAC and GCM.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "crypto/aead.hpp"

namespace Botan {
class BlockCipher;
class MessageAuthenticationCode;
}  // namespace Botan

namespace vitrine::crypto::detail {

/// An element of GF(2^128) as GCM numbers its bits: the highest is the coefficient of 1, the lowest that of x^127.
struct FieldElement {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

class Gcm {
 public:
  /// `cipher` is "AES-128" or "AES-256"; `key` fits it.
  Gcm(std::string_view cipher, base::View key);
  Gcm(Gcm&&) noexcept;
  Gcm& operator=(Gcm&&) noexcept;
  ~Gcm();

  /// As Aead's; there is room for the tag in the body.
  void seal(const AeadMessage& message);
  [[nodiscard]] bool open(const AeadMessage& message);

 private:
  using Block = std::array<std::uint8_t, 16>;
  struct Lengths {
    std::size_t additional_data = 0;
    std::size_t ciphertext = 0;
    bool operator==(const Lengths&) const = default;
  };

  void begin(const AeadMessage& message);
  Block finish(const AeadMessage& message);
  void apply_key_stream(const AeadMessage& message) const;
  const Block& correction(const Lengths& lengths);

  std::unique_ptr<Botan::BlockCipher> cipher_;
  std::unique_ptr<Botan::MessageAuthenticationCode> gmac_;
  // H·x^60 and H·x^124: what one byte more in either length adds.
  FieldElement of_additional_data_;
  FieldElement of_ciphertext_;
  Lengths lengths_;
  Block correction_{};  // for lengths_
};

}  // namespace vitrine::crypto::detail
