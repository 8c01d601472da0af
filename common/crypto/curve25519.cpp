// Arithmetic modulo p = 2^255 - 19 in five limbs of 51 bits, as much of it as one division needs. Without branches on
// values, though all of them are public. See detail/curve25519.hpp.
#include <array>

#include "crypto/detail/curve25519.hpp"

namespace vitrine::crypto::detail {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr unsigned limb_bits = 51;
constexpr std::uint64_t limb_mask = (1ULL << limb_bits) - 1;

struct Field {
  std::array<std::uint64_t, 5> limbs{};  // least significant first; sums of products leave them below 2^52
};

constexpr Field one{{1}};

// Little-endian, as RFC 7748 §5 has it; the highest bit is no part of the number.
Field from_bytes(base::View bytes) {
  std::array<std::uint64_t, 4> w{};
  for (std::size_t i = 0; i < 32; ++i) w[i / 8] |= static_cast<std::uint64_t>(bytes[i]) << (8 * (i % 8));
  return {{w[0] & limb_mask, (w[0] >> 51U | w[1] << 13U) & limb_mask, (w[1] >> 38U | w[2] << 26U) & limb_mask,
           (w[2] >> 25U | w[3] << 39U) & limb_mask, w[3] >> 12U & limb_mask}};
}

// What is above a limb goes to the next, and above the last, times 19, to the first.
inline Field carried(Wide r0, Wide r1, Wide r2, Wide r3, Wide r4) {
  const auto low = [](Wide limb) { return static_cast<std::uint64_t>(limb) & limb_mask; };
  r1 += r0 >> limb_bits;
  r2 += r1 >> limb_bits;
  r3 += r2 >> limb_bits;
  r4 += r3 >> limb_bits;
  const std::uint64_t first = low(r0) + 19 * static_cast<std::uint64_t>(r4 >> limb_bits);
  return {{first & limb_mask, low(r1) + (first >> limb_bits), low(r2), low(r3), low(r4)}};
}

Field operator+(const Field& left, const Field& right) {
  const auto [a0, a1, a2, a3, a4] = left.limbs;
  const auto [b0, b1, b2, b3, b4] = right.limbs;
  return carried(a0 + b0, a1 + b1, a2 + b2, a3 + b3, a4 + b4);
}

// 4p is added, so that no limb falls below zero.
Field operator-(const Field& left, const Field& right) {
  const auto [a0, a1, a2, a3, a4] = left.limbs;
  const auto [b0, b1, b2, b3, b4] = right.limbs;
  constexpr std::uint64_t high = 4 * limb_mask;
  return carried(a0 + high - 4 * 18 - b0, a1 + high - b1, a2 + high - b2, a3 + high - b3, a4 + high - b4);
}

// Each limb of the product in one expression, as a compiler likes it. What belongs above the last limb counts 19 times
// further down.
inline Field operator*(const Field& left, const Field& right) {
  const auto [b0, b1, b2, b3, b4] = right.limbs;
  const Wide a0 = left.limbs[0];
  const Wide a1 = left.limbs[1];
  const Wide a2 = left.limbs[2];
  const Wide a3 = left.limbs[3];
  const Wide a4 = left.limbs[4];
  const std::uint64_t c1 = b1 * 19;
  const std::uint64_t c2 = b2 * 19;
  const std::uint64_t c3 = b3 * 19;
  const std::uint64_t c4 = b4 * 19;
  return carried(a0 * b0 + a1 * c4 + a2 * c3 + a3 * c2 + a4 * c1,  //
                 a0 * b1 + a1 * b0 + a2 * c4 + a3 * c3 + a4 * c2,  //
                 a0 * b2 + a1 * b1 + a2 * b0 + a3 * c4 + a4 * c3,  //
                 a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + a4 * c4,  //
                 a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0);
}

Field squared(Field a, unsigned times) {
  for (; times > 0; --times) a = a * a;
  return a;
}

// a^(p - 2), by Fermat; `ones_n` is a^(2^n - 1).
Field inverse(const Field& a) {
  const Field a9 = squared(a, 3) * a;
  const Field a11 = a9 * squared(a, 1);
  const Field ones_5 = squared(a11, 1) * a9;
  const Field ones_10 = squared(ones_5, 5) * ones_5;
  const Field ones_20 = squared(ones_10, 10) * ones_10;
  const Field ones_40 = squared(ones_20, 20) * ones_20;
  const Field ones_50 = squared(ones_40, 10) * ones_10;
  const Field ones_100 = squared(ones_50, 50) * ones_50;
  const Field ones_200 = squared(ones_100, 100) * ones_100;
  const Field ones_250 = squared(ones_200, 50) * ones_50;
  return squared(ones_250, 5) * a11;
}

// Below p: whether adding 19 carries out of the 255 bits says whether p must be taken off.
Field reduced(const Field& a) {
  std::uint64_t carry = 19;
  for (const std::uint64_t limb : a.limbs) carry = (limb + carry) >> limb_bits;
  Field result;
  carry *= 19;
  for (std::size_t i = 0; i < 5; ++i) {
    const std::uint64_t sum = a.limbs[i] + carry;
    result.limbs[i] = sum & limb_mask;
    carry = sum >> limb_bits;
  }
  return result;
}

base::Bytes to_bytes(const Field& a) {
  const auto [l0, l1, l2, l3, l4] = reduced(a).limbs;
  const std::array w{l0 | l1 << 51U, l1 >> 13U | l2 << 38U, l2 >> 26U | l3 << 25U, l3 >> 39U | l4 << 12U};
  base::Bytes bytes(32);
  for (std::size_t i = 0; i < 32; ++i) bytes[i] = static_cast<std::uint8_t>(w[i / 8] >> (8 * (i % 8)));
  return bytes;
}

}  // namespace

base::Bytes montgomery_u(base::View edwards) {
  const Field y = from_bytes(edwards);
  return to_bytes((one + y) * inverse(one - y));
}

}  // namespace vitrine::crypto::detail
