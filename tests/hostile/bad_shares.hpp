// Public values that are none, for whoever is shown them: RFC 9846 §4.3.8.2, §7.4.2.
#pragma once
#include "base/hex.hpp"
#include "support/endpoints.hpp"
#include "tls/primitives.hpp"

namespace tests {

/// Points of X25519 that give zeros with any private key, with and without the bit that does not count (RFC 7748 §5).
inline std::vector<base::Bytes> small_order_points() {
  std::vector<base::Bytes> points;
  for (const std::string point : {"0000000000000000000000000000000000000000000000000000000000000000",
                                  "0100000000000000000000000000000000000000000000000000000000000000",
                                  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                                  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                                  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
    points.push_back(base::from_hex(point));
    points.push_back(points.back());
    points.back().back() |= 0x80U;
  }
  return points;
}

inline base::Bytes good_point(tls::NamedGroup group) {
  SeededRandom random(21);
  return base::copy_of(crypto::KeyShare::offer(*tls::primitive(group), random).key_exchange());
}

/// What a point of a NIST curve could be mistaken for.
inline std::vector<base::Bytes> bad_points(const base::Bytes& good) {
  const std::size_t field = good.size() / 2;
  const auto with_form = [](base::Bytes point, unsigned form) {
    point.front() = static_cast<std::uint8_t>(form);
    return point;
  };
  base::Bytes off_the_curve = good;
  off_the_curve.back() ^= 1U;
  base::Bytes longer = good;
  longer.push_back(0);
  std::vector<base::Bytes> bad{off_the_curve,
                               longer,
                               {good.begin(), good.end() - 1},
                               {0},                                            // infinity
                               base::Bytes(good.size(), 0),                    // the same, at full length
                               with_form(base::Bytes(good.size(), 0), 4),      // (0, 0)
                               with_form(base::Bytes(good.size(), 0xff), 4)};  // beyond p
  const base::Bytes x(good.begin(), good.begin() + 1 + static_cast<std::ptrdiff_t>(field));
  for (const unsigned form : {2U, 3U}) bad.push_back(with_form(x, form));  // compressed
  for (const unsigned form : {0U, 1U, 2U, 3U, 5U, 6U, 7U}) bad.push_back(with_form(good, form));
  return bad;
}

}  // namespace tests
