// Multiples of the base point. The curve of X25519 has another form, that of Ed25519 (RFC 7748 §4.1), on which any two
// points can be added; so the multiple is a sum of 64 points out of a table, one for each four bits of the scalar, and
// takes a third of the ladder's time. Formulas: Hisil, Wong, Carter, Dawson, "Twisted Edwards Curves Revisited"
// (Asiacrypt 2008), §3.1; the table's form is that of Bernstein et al., "High-speed high-security signatures" (2011),
// §4.
#include <array>

#include "crypto/detail/curve25519.hpp"
#include "crypto/detail/field25519.hpp"

namespace vitrine::crypto::detail {
namespace {

constexpr std::size_t digits = 64;

/// (x, y) as X / Z and Y / Z, with T = XY / Z. This is the neutral element.
struct Point {
  Field x{};
  Field y{1};
  Field z{1};
  Field t{};
};

/// What an addition needs of a point whose Z is 1.
struct Addend {
  Field y_plus_x{1};
  Field y_minus_x{1};
  Field t_2d{};
};

using Row = std::array<Addend, 8>;          // 1 to 8 times some point
using Table = std::array<Row, digits / 2>;  // of 256^row times the base point

struct Curve {
  Field two_d;
  Table table;

  Curve();
  Point doubled(const Point& p) const { return sum(p, p); }
  Point sum(const Point& p, const Point& q) const;
  Row multiples_of(const Point& p) const;
  Addend addend(const Point& p, const Field& one_over_z) const;
};

// The last half of both additions.
Point from_parts(const Field& a, const Field& b, const Field& c, const Field& d) {
  const Field e = b - a;
  const Field f = d - c;
  const Field g = d + c;
  const Field h = b + a;
  return {e * f, g * h, f * g, e * h};
}

Point operator+(const Point& p, const Addend& q) {
  return from_parts((p.y - p.x) * q.y_minus_x, (p.y + p.x) * q.y_plus_x, p.t * q.t_2d, p.z + p.z);
}

Point Curve::sum(const Point& p, const Point& q) const {
  const Field z = p.z * q.z;
  return from_parts((p.y - p.x) * (q.y - q.x), (p.y + p.x) * (q.y + q.x), p.t * two_d * q.t, z + z);
}

Addend Curve::addend(const Point& p, const Field& one_over_z) const {
  const Field x = p.x * one_over_z;
  const Field y = p.y * one_over_z;
  return {y + x, y - x, x * y * two_d};
}

// One inversion for all: of the product of every Z, from which they are taken off again one by one.
Row Curve::multiples_of(const Point& p) const {
  std::array<Point, std::tuple_size_v<Row>> multiples{p};
  std::array<Field, std::tuple_size_v<Row>> products{p.z};
  for (std::size_t i = 1; i < multiples.size(); ++i) {
    multiples[i] = sum(multiples[i - 1], p);
    products[i] = products[i - 1] * multiples[i].z;
  }
  Row row;
  Field one_over_product = products.back().inverse();
  for (std::size_t i = row.size() - 1; i > 0; --i) {
    row[i] = addend(multiples[i], one_over_product * products[i - 1]);
    one_over_product = one_over_product * multiples[i].z;
  }
  row[0] = addend(p, one_over_product);
  return row;
}

// RFC 8032 §5.1: d = -121665 / 121666, and the base point has y = 4 / 5 and this x.
Curve::Curve() : two_d((Field() - Field(2 * 121665)) * Field(121666).inverse()) {
  static constexpr std::array<std::uint8_t, curve25519_size> base_x{
      0x1a, 0xd5, 0x25, 0x8f, 0x60, 0x2d, 0x56, 0xc9, 0xb2, 0xa7, 0x25, 0x95, 0x60, 0xc7, 0x2c, 0x69,
      0x5c, 0xdc, 0xd6, 0xfd, 0x31, 0xe2, 0xa4, 0xc0, 0xfe, 0x53, 0x6e, 0xcd, 0xd3, 0x36, 0x69, 0x21};
  const Field x = Field::from_bytes(base_x);
  const Field y = Field(4) * Field(5).inverse();
  Point first{x, y, Field(1), x * y};
  for (Row& row : table) {
    row = multiples_of(first);
    for (int doublings = 0; doublings < 8; ++doublings) first = doubled(first);
  }
}

// All ones where both are equal; both are below 2^63.
std::uint64_t equal(std::uint64_t a, std::uint64_t b) { return 0 - (((a ^ b) - 1) >> 63U); }

// `digit` times the row's point; the digit is secret, so every entry is looked at.
Addend selected(const Row& row, std::int64_t digit) {
  const std::uint64_t negative = opaque(0 - (static_cast<std::uint64_t>(digit) >> 63U));
  const std::uint64_t magnitude = (static_cast<std::uint64_t>(digit) ^ negative) - negative;
  Addend found;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::uint64_t mask = equal(magnitude, i + 1);
    found.y_plus_x.become_if(mask, row[i].y_plus_x);
    found.y_minus_x.become_if(mask, row[i].y_minus_x);
    found.t_2d.become_if(mask, row[i].t_2d);
  }
  swap_if(negative, found.y_plus_x, found.y_minus_x);
  found.t_2d.become_if(negative, Field() - found.t_2d);
  return found;
}

/// A scalar in base 16 with digits from -8 to 7 (the last: to 8): 8 is added to every digit but the last, and taken off
/// again when it is read.
class Digits {
 public:
  explicit Digits(Secret scalar) : raised_(std::move(scalar)) {
    unsigned carry = 0;
    for (std::size_t i = 0; i < raised_.size(); ++i) {
      carry += raised_.expose()[i] + (i + 1 < raised_.size() ? 0x88U : 0x08U);
      raised_.expose()[i] = static_cast<std::uint8_t>(carry);
      carry >>= 8U;
    }
  }
  std::int64_t operator[](std::size_t i) const {
    return (raised_.expose()[i / 2] >> (4 * (i % 2)) & 0xf) - (i + 1 < digits ? 8 : 0);
  }

 private:
  Secret raised_;
};

}  // namespace

// The digits at odd places count 16 times as much as those before them, which use the same row: so they are summed
// first, and doubled four times.
base::Bytes multiple_of_base(const Secret& private_key) {
  static const Curve curve;  // made for the first key pair, which takes as long as twenty others
  const Digits scalar(clamped(private_key));
  Point total;
  for (std::size_t i = 1; i < digits; i += 2) total = total + selected(curve.table[i / 2], scalar[i]);
  for (int doublings = 0; doublings < 4; ++doublings) total = curve.doubled(total);
  for (std::size_t i = 0; i < digits; i += 2) total = total + selected(curve.table[i / 2], scalar[i]);
  base::Bytes u(curve25519_size);
  ((total.z + total.y) * (total.z - total.y).inverse()).write_to(u);  // RFC 7748 §4.1: u = (1 + y) / (1 - y)
  return u;
}

}  // namespace vitrine::crypto::detail
