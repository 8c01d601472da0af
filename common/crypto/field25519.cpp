// See detail/field25519.hpp.
#include "crypto/detail/field25519.hpp"

#include "crypto/secret.hpp"

namespace vitrine::crypto::detail {

Field Field::from_bytes(base::View bytes) {
  std::array<std::uint64_t, 4> w{};
  for (std::size_t i = 0; i < 32; ++i) w[i / 8] |= static_cast<std::uint64_t>(bytes[i]) << (8 * (i % 8));
  return Field(Limbs{w[0] & limb_mask, (w[0] >> 51U | w[1] << 13U) & limb_mask, (w[1] >> 38U | w[2] << 26U) & limb_mask,
                     (w[2] >> 25U | w[3] << 39U) & limb_mask, w[3] >> 12U & limb_mask});
}

Field Field::squared_times(unsigned times) const {
  Field a = *this;
  for (; times > 0; --times) a = a.squared();
  return a;
}

// a^(p - 2), by Fermat; `ones_n` is a^(2^n - 1).
Field Field::inverse() const {
  const Field& a = *this;
  const Field a9 = a.squared_times(3) * a;
  const Field a11 = a9 * a.squared();
  const Field ones_5 = a11.squared() * a9;
  const Field ones_10 = ones_5.squared_times(5) * ones_5;
  const Field ones_20 = ones_10.squared_times(10) * ones_10;
  const Field ones_40 = ones_20.squared_times(20) * ones_20;
  const Field ones_50 = ones_40.squared_times(10) * ones_10;
  const Field ones_100 = ones_50.squared_times(50) * ones_50;
  const Field ones_200 = ones_100.squared_times(100) * ones_100;
  const Field ones_250 = ones_200.squared_times(50) * ones_50;
  return ones_250.squared_times(5) * a11;
}

// Below p: whether adding 19 carries out of the 255 bits says whether p must be taken off.
Field::Limbs Field::reduced() const {
  std::uint64_t carry = 19;
  for (const std::uint64_t limb : limbs_) carry = (limb + carry) >> limb_bits;
  Limbs result{};
  carry *= 19;
  for (std::size_t i = 0; i < result.size(); ++i) {
    const std::uint64_t sum = limbs_[i] + carry;
    result[i] = sum & limb_mask;
    carry = sum >> limb_bits;
  }
  return result;
}

void Field::write_to(base::MutableView bytes) const {
  Limbs limbs = reduced();
  const auto& [l0, l1, l2, l3, l4] = limbs;
  std::array w{l0 | l1 << 51U, l1 >> 13U | l2 << 38U, l2 >> 26U | l3 << 25U, l3 >> 39U | l4 << 12U};
  for (std::size_t i = 0; i < 32; ++i) bytes[i] = static_cast<std::uint8_t>(w[i / 8] >> (8 * (i % 8)));
  wipe_object(limbs);
  wipe_object(w);
}

void Field::wipe() noexcept { wipe_object(limbs_); }

}  // namespace vitrine::crypto::detail
