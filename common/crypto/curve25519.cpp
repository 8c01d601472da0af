// The Montgomery ladder of RFC 7748 §5, in its names. Read next: edwards25519.cpp.
#include "crypto/detail/curve25519.hpp"
#include "crypto/detail/field25519.hpp"

namespace vitrine::crypto::detail {
namespace {

constexpr unsigned scalar_bits = 255;
constexpr std::uint32_t a24 = 121665;

struct Ladder {
  Field x_1;  // of the point itself
  Field x_2{1};
  Field z_2{};
  Field x_3 = x_1;
  Field z_3{1};

  ~Ladder() {
    for (Field* each : {&x_2, &z_2, &x_3, &z_3}) each->wipe();
  }
  /// From n and n + 1 times the point to 2n and 2n + 1 times.
  void step() {
    const Field a = x_2 + z_2;
    const Field aa = a.squared();
    const Field b = x_2 - z_2;
    const Field bb = b.squared();
    const Field e = aa - bb;
    const Field da = (x_3 - z_3) * a;
    const Field cb = (x_3 + z_3) * b;
    x_3 = (da + cb).squared();
    z_3 = x_1 * (da - cb).squared();
    x_2 = aa * bb;
    z_2 = e * (aa + e * a24);
  }
  void swap(std::uint64_t mask) {
    swap_if(mask, x_2, x_3);
    swap_if(mask, z_2, z_3);
  }
};

}  // namespace

Secret clamped(const Secret& private_key) {
  Secret scalar = private_key.clone();
  scalar.expose().front() &= 0xf8;
  scalar.expose().back() = (scalar.expose().back() & 0x7f) | 0x40;
  return scalar;
}

Secret multiple_of_point(const Secret& private_key, base::View u) {
  const Secret scalar = clamped(private_key);
  Ladder ladder{.x_1 = Field::from_bytes(u)};
  std::uint64_t swapped = 0;
  for (unsigned t = scalar_bits; t-- > 0;) {
    const std::uint64_t k_t = 0 - static_cast<std::uint64_t>(scalar.expose()[t / 8] >> (t % 8) & 1);  // as a mask
    ladder.swap(swapped ^ k_t);
    swapped = k_t;
    ladder.step();
  }
  ladder.swap(swapped);  // for completeness: a clamped scalar ends in 0
  ladder.x_2 = ladder.x_2 * ladder.z_2.inverse();
  Secret result(curve25519_size);
  ladder.x_2.write_to(result.expose());
  return result;
}

}  // namespace vitrine::crypto::detail
