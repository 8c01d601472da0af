// Hashes, HMAC and HKDF against the answers of FIPS 180-2, RFC 4231 and RFC 5869.
#include <boost/test/unit_test.hpp>
#include <utility>

#include "base/hex.hpp"
#include "crypto/error.hpp"
#include "crypto/hash.hpp"
#include "crypto/hkdf.hpp"

using namespace vitrine;
using base::from_hex;
using base::to_hex;
using base::view_of;
using crypto::Hash;

namespace {

constexpr auto sha256_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr auto sha384_of_abc =
    "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7";

}  // namespace

BOOST_AUTO_TEST_SUITE(crypto_hash)

BOOST_AUTO_TEST_CASE(hashes_give_the_known_answers) {
  BOOST_TEST(to_hex(crypto::digest(Hash::sha256, view_of("abc"))) == sha256_of_abc);
  BOOST_TEST(to_hex(crypto::digest(Hash::sha384, view_of("abc"))) == sha384_of_abc);
  BOOST_TEST(crypto::digest(Hash::sha256, {}).size() == length(Hash::sha256));
  BOOST_TEST(crypto::digest(Hash::sha384, {}).size() == length(Hash::sha384));
}

BOOST_AUTO_TEST_CASE(a_running_hash_can_be_read_and_continued) {
  crypto::RunningHash running(Hash::sha256);
  running.update(view_of("a"));
  BOOST_TEST(running.current() == crypto::digest(Hash::sha256, view_of("a")), boost::test_tools::per_element());
  running.update(view_of("bc"));
  auto moved = std::move(running);
  BOOST_TEST(to_hex(moved.current()) == sha256_of_abc);
  BOOST_TEST(to_hex(moved.current()) == sha256_of_abc);
  BOOST_TEST((moved.algorithm() == Hash::sha256));
}

BOOST_AUTO_TEST_CASE(hmac_gives_the_known_answers) {
  const base::Bytes key(20, 0x0b);
  BOOST_TEST(to_hex(crypto::hmac(Hash::sha256, key, view_of("Hi There"))) ==
             "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  BOOST_TEST(to_hex(crypto::hmac(Hash::sha384, key, view_of("Hi There"))) ==
             "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6");
}

BOOST_AUTO_TEST_CASE(hkdf_gives_the_known_answers) {
  const base::Bytes input(22, 0x0b);
  const auto extracted = crypto::hkdf_extract(Hash::sha256, from_hex("000102030405060708090a0b0c"), input);
  BOOST_TEST(to_hex(extracted.expose()) == "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
  const auto expanded = crypto::hkdf_expand(Hash::sha256, extracted.expose(), from_hex("f0f1f2f3f4f5f6f7f8f9"), 42);
  BOOST_TEST(to_hex(expanded.expose()) ==
             "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
}

BOOST_AUTO_TEST_CASE(an_empty_salt_is_as_many_zeros_as_the_hash_is_long) {
  const auto without = crypto::hkdf_extract(Hash::sha384, {}, view_of("input"));
  const auto zeros = crypto::hkdf_extract(Hash::sha384, base::Bytes(48), view_of("input"));
  BOOST_TEST(to_hex(without.expose()) == to_hex(zeros.expose()));
  BOOST_TEST(without.size() == 48u);
}

BOOST_AUTO_TEST_CASE(hkdf_gives_at_most_255_hash_lengths) {
  const base::Bytes key(32, 1);
  constexpr std::size_t most = 8160;
  BOOST_TEST(crypto::hkdf_expand(Hash::sha256, key, {}, most).size() == most);
  BOOST_TEST(crypto::hkdf_expand(Hash::sha256, key, {}, 0).empty());
  BOOST_CHECK_THROW(crypto::hkdf_expand(Hash::sha256, key, {}, most + 1), crypto::Error);
}

BOOST_AUTO_TEST_SUITE_END()
