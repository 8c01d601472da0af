// The arithmetic under X25519: numbers modulo 2^255 - 19, and the two multiplications of crypto/detail/curve25519.hpp,
// each by the other. Wycheproof's cases are in tests/vectors/wycheproof_key_exchange.cpp.
#include "crypto/detail/curve25519.hpp"

#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "crypto/detail/field25519.hpp"
#include "support/endpoints.hpp"

namespace vitrine::crypto::detail {
namespace {

std::string written(const Field& number) {
  base::Bytes bytes(curve25519_size);
  number.write_to(bytes);
  return base::to_hex(bytes);
}

Field number(const std::string& hex) { return Field::from_bytes(base::from_hex(hex)); }

/// p plus a small number, which may be below zero.
std::string p_plus(int small) {
  return base::to_hex(base::Bytes{static_cast<std::uint8_t>(0xed + small)}) + std::string(60, 'f') + "7f";
}

Secret drawn() {
  static tests::SeededRandom random(25519);
  Secret secret(curve25519_size);
  random.fill(secret.expose());
  return secret;
}

Secret filled(std::uint8_t byte) { return Secret(base::Bytes(curve25519_size, byte)); }

base::Bytes base_point() {
  base::Bytes u(curve25519_size);
  u[0] = 9;
  return u;
}

const std::string zero(64, '0');
const std::string one = "01" + zero.substr(2);

BOOST_AUTO_TEST_SUITE(crypto_curve25519)

BOOST_AUTO_TEST_CASE(a_number_is_written_below_p) {
  const Field unit(1);
  BOOST_TEST(written(number(p_plus(0)) * unit) == zero);
  BOOST_TEST(written(number(p_plus(1)) * unit) == one);
  BOOST_TEST(written(number(p_plus(-1)) * unit) == p_plus(-1));
  BOOST_TEST(written(number(std::string(62, 'f') + "7f") * unit) == "12" + zero.substr(2));
  BOOST_TEST(written(number(std::string(64, 'f')) * unit) == "12" + zero.substr(2), "the highest bit is ignored");
}

BOOST_AUTO_TEST_CASE(the_ends_of_the_range_are_calculated_with_as_all_others) {
  const Field unit(1);
  const Field minus_one = number(p_plus(-1));
  BOOST_TEST(written(minus_one * minus_one) == one);
  BOOST_TEST(written(minus_one.squared()) == one);
  BOOST_TEST(written((minus_one + unit) * unit) == zero);
  BOOST_TEST(written((Field() - unit) * unit) == p_plus(-1));
  BOOST_TEST(written((Field() - minus_one) * unit) == one);
  BOOST_TEST(written(minus_one * 121665) == written((Field() - Field(121665)) * unit));
  BOOST_TEST(written(minus_one.inverse()) == p_plus(-1));
  BOOST_TEST(written(Field().inverse()) == zero);
}

// As long as a difference can be: two of the largest numbers, and nothing taken from them or they from nothing.
BOOST_AUTO_TEST_CASE(the_longest_limbs_are_calculated_with_as_all_others) {
  const Field unit(1);
  const Field largest = number(std::string(62, 'f') + "7f");  // 18
  const Field most = largest + largest - Field();
  const Field least = Field() - (largest + largest);
  const std::string square = written(Field(36 * 36) * unit);
  BOOST_TEST(written(most * unit) == written(Field(36) * unit));
  BOOST_TEST(written((least + Field(36)) * unit) == zero);
  for (const Field& each : {most, least}) {
    BOOST_TEST(written(each * each) == square);
    BOOST_TEST(written(each.squared()) == square);
  }
  BOOST_TEST(written(most * 121665) == written(Field(36 * 121665) * unit));
}

// The laws that make it a field, with sums and differences as long as a product may take.
BOOST_AUTO_TEST_CASE(numbers_keep_the_laws_of_a_field) {
  for (int round = 0; round < 200; ++round) {
    const Field a = Field::from_bytes(drawn().expose());
    const Field b = Field::from_bytes(drawn().expose());
    const Field c = Field::from_bytes(drawn().expose());
    BOOST_REQUIRE(written((a + b) * c) == written((a * c + b * c) * Field(1)));
    BOOST_REQUIRE(written((a - b) * (a + b)) == written((a.squared() - b.squared()) * Field(1)));
    BOOST_REQUIRE(written((a + b - c).squared()) == written((a + b - c) * (a + b - c)));
    BOOST_REQUIRE(written(a * a.inverse()) == one);
  }
}

BOOST_AUTO_TEST_CASE(a_mask_decides_which_of_two_numbers_it_is) {
  Field a(2);
  Field b(3);
  swap_if(0, a, b);
  BOOST_TEST(written(a) == "02" + zero.substr(2));
  swap_if(~std::uint64_t{0}, a, b);
  BOOST_TEST(written(a) == "03" + zero.substr(2));
  BOOST_TEST(written(b) == "02" + zero.substr(2));
}

BOOST_AUTO_TEST_CASE(a_private_key_is_decoded_as_rfc_7748_says) {
  BOOST_TEST(base::to_hex(clamped(filled(0)).expose()) == zero.substr(2) + "40");
  BOOST_TEST(base::to_hex(clamped(filled(0xff)).expose()) == "f8" + std::string(60, 'f') + "7f");
}

// RFC 7748 §5.2, the first two rows of its last table: each result is the next private key, and the key the next point.
BOOST_AUTO_TEST_CASE(a_thousand_multiplications_in_a_row_end_where_rfc_7748_says) {
  Secret key{base::View(base_point())};
  base::Bytes u = base_point();
  for (int round = 1; round <= 1000; ++round) {
    Secret next = multiple_of_point(key, u);
    u = base::copy_of(std::as_const(key).expose());
    key = std::move(next);
    if (round == 1)
      BOOST_TEST(base::to_hex(std::as_const(key).expose()) ==
                 "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
  }
  BOOST_TEST(base::to_hex(std::as_const(key).expose()) ==
             "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
}

// Every digit of the table's way, at its ends and anywhere.
BOOST_AUTO_TEST_CASE(a_multiple_of_the_base_point_is_the_same_by_table_and_by_ladder) {
  const auto compare = [](const Secret& key) {
    const Secret by_the_ladder = multiple_of_point(key, base_point());
    BOOST_REQUIRE(base::to_hex(multiple_of_base(key)) == base::to_hex(by_the_ladder.expose()));
  };
  for (unsigned digit = 0; digit < 16; ++digit) compare(filled(static_cast<std::uint8_t>(digit * 0x11)));
  for (int round = 0; round < 500; ++round) compare(drawn());
}

BOOST_AUTO_TEST_CASE(a_point_of_small_order_gives_nothing_but_zeros) {
  const std::string of_order_8 = "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800";
  const std::string also_8 = "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157";
  for (const std::string& u : {zero, one, p_plus(-1), p_plus(0), p_plus(1), of_order_8, also_8})
    BOOST_TEST(base::to_hex(multiple_of_point(drawn(), base::from_hex(u)).expose()) == zero);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace vitrine::crypto::detail
