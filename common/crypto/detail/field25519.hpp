// Numbers modulo p = 2^255 - 19, in constant time: no branch and no address depends on a value. Written here because
// the two multiplications on this curve were most of a handshake: with clang ours take three quarters and a quarter of
// the time of Botan's. Read next: detail/curve25519.hpp.
#pragma once
#include <array>
#include <cstdint>

#include "base/bytes.hpp"

namespace vitrine::crypto::detail {

/// The same mask; but the compiler no longer sees what it was made from, and cannot make a branch of it.
inline std::uint64_t opaque(std::uint64_t mask) {
  asm("" : "+r"(mask));
  return mask;
}

/// Five limbs of 51 bits, the least significant first. A product's are hardly longer (below 2^51 + 2^14), a sum's or a
/// difference's are not carried and may have up to 54 bits, which is what a product can take.
class Field {
 public:
  using Limbs = std::array<std::uint64_t, 5>;

  constexpr Field() = default;
  constexpr explicit Field(std::uint64_t small) : limbs_{small} {}
  /// 32 bytes, little-endian; the highest bit is ignored. RFC 7748 §5.
  static Field from_bytes(base::View bytes);
  /// The one number below p; of a product.
  void write_to(base::MutableView bytes) const;
  void wipe() noexcept;

  friend Field operator+(const Field& a, const Field& b) {
    return by_limbs([&](std::size_t i) { return a.limbs_[i] + b.limbs_[i]; });
  }
  /// `b` is a product, or a sum of at most three: 4p is added, so that no limb falls below zero.
  friend Field operator-(const Field& a, const Field& b) {
    return by_limbs([&](std::size_t i) { return a.limbs_[i] + four_p[i] - b.limbs_[i]; });
  }
  friend Field operator*(const Field& a, const Field& b);
  friend Field operator*(const Field& a, std::uint32_t small);
  Field squared() const;
  /// 1 / a, and 0 for 0.
  Field inverse() const;

  /// `mask` is all ones: becomes `other`. All zeros: stays.
  void become_if(std::uint64_t mask, const Field& other) {
    mask = opaque(mask);
    for (std::size_t i = 0; i < limbs_.size(); ++i) limbs_[i] ^= mask & (limbs_[i] ^ other.limbs_[i]);
  }

 private:
  __extension__ using Wide = unsigned __int128;
  static constexpr unsigned limb_bits = 51;
  static constexpr std::uint64_t limb_mask = (1ULL << limb_bits) - 1;
  static constexpr Limbs four_p{4 * (limb_mask - 18), 4 * limb_mask, 4 * limb_mask, 4 * limb_mask, 4 * limb_mask};

  explicit constexpr Field(const Limbs& limbs) : limbs_(limbs) {}
  template <class F>
  static Field by_limbs(F limb) {
    return Field(Limbs{limb(0), limb(1), limb(2), limb(3), limb(4)});
  }
  static Field carried(Wide r0, Wide r1, Wide r2, Wide r3, Wide r4);
  Field squared_times(unsigned times) const;
  Limbs reduced() const;

  Limbs limbs_{};
};

/// Where `mask` is all ones. In constant time.
inline void swap_if(std::uint64_t mask, Field& a, Field& b) {
  const Field before = a;
  a.become_if(mask, b);
  b.become_if(mask, before);
}

// What is above a limb goes to the next, and above the last, times 19, to the first.
inline Field Field::carried(Wide r0, Wide r1, Wide r2, Wide r3, Wide r4) {
  const auto low = [](Wide limb) { return static_cast<std::uint64_t>(limb) & limb_mask; };
  const auto high = [](Wide limb) { return static_cast<std::uint64_t>(limb >> limb_bits); };
  r1 += high(r0);
  r2 += high(r1);
  r3 += high(r2);
  r4 += high(r3);
  const std::uint64_t first = low(r0) + 19 * high(r4);
  return Field(Limbs{first & limb_mask, low(r1) + (first >> limb_bits), low(r2), low(r3), low(r4)});
}

// Each limb of the product in one expression, as a compiler likes it. What belongs above the last limb counts 19 times
// further down.
inline Field operator*(const Field& a, const Field& b) {
  using Wide = Field::Wide;
  const auto [b0, b1, b2, b3, b4] = b.limbs_;
  const Wide a0 = a.limbs_[0];
  const Wide a1 = a.limbs_[1];
  const Wide a2 = a.limbs_[2];
  const Wide a3 = a.limbs_[3];
  const Wide a4 = a.limbs_[4];
  const std::uint64_t c1 = b1 * 19;
  const std::uint64_t c2 = b2 * 19;
  const std::uint64_t c3 = b3 * 19;
  const std::uint64_t c4 = b4 * 19;
  return Field::carried(a0 * b0 + a1 * c4 + a2 * c3 + a3 * c2 + a4 * c1,  //
                        a0 * b1 + a1 * b0 + a2 * c4 + a3 * c3 + a4 * c2,  //
                        a0 * b2 + a1 * b1 + a2 * b0 + a3 * c4 + a4 * c3,  //
                        a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + a4 * c4,  //
                        a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0);
}

inline Field operator*(const Field& a, std::uint32_t small) {
  const auto limb = [&](std::size_t i) { return static_cast<Field::Wide>(a.limbs_[i]) * small; };
  return Field::carried(limb(0), limb(1), limb(2), limb(3), limb(4));
}

// The product with itself, where ten of the twenty-five products of limbs come twice.
inline Field Field::squared() const {
  const auto [a0, a1, a2, a3, a4] = limbs_;
  const Wide twice_a0 = 2 * a0;
  const Wide twice_a1 = 2 * a1;
  const Wide twice_a2 = 2 * a2;
  const Wide c3 = 19 * a3;
  const Wide c4 = 19 * a4;
  const Wide twice_c4 = 2 * static_cast<std::uint64_t>(c4);
  return carried(static_cast<Wide>(a0) * a0 + a1 * twice_c4 + twice_a2 * c3,  //
                 twice_a0 * a1 + a2 * twice_c4 + a3 * c3,                     //
                 twice_a0 * a2 + static_cast<Wide>(a1) * a1 + a3 * twice_c4,  //
                 twice_a0 * a3 + twice_a1 * a2 + a4 * c4,                     //
                 twice_a0 * a4 + twice_a1 * a3 + static_cast<Wide>(a2) * a2);
}

}  // namespace vitrine::crypto::detail
