// Sealing and opening in place: common/crypto/aead.hpp. Known answers are in tests/vectors/wycheproof_aead.cpp.
#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <utility>

#include "crypto/aead.hpp"
#include "crypto/error.hpp"

using namespace vitrine;
using crypto::Aead;
using crypto::AeadAlgorithm;

namespace {

namespace data = boost::unit_test::data;

const base::Bytes nonce(crypto::aead_nonce_length, 3);
const base::Bytes additional(5, 4);

struct Pair {
  explicit Pair(int algorithm) : Pair(static_cast<AeadAlgorithm>(algorithm)) {}
  explicit Pair(AeadAlgorithm algorithm)
      : sealer(algorithm, Aead::Direction::seal, base::Bytes(key_length(algorithm), 1)),
        opener(algorithm, Aead::Direction::open, base::Bytes(key_length(algorithm), 1)) {}

  base::Bytes sealed(std::size_t size) {
    base::Bytes record(size + crypto::aead_tag_length, 9);
    sealer.seal({nonce, additional, record});
    return record;
  }

  Aead sealer;
  Aead opener;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(crypto_aead)

BOOST_DATA_TEST_CASE(what_was_sealed_opens_again, data::xrange(3) * data::make({0, 1, 15, 16, 17, 1000, 16385}), which,
                     size) {
  Pair pair(which);
  const auto length = static_cast<std::size_t>(size);
  auto record = pair.sealed(length);
  BOOST_TEST((size == 0 || record[0] != 9 || record[length - 1] != 9));
  BOOST_TEST(pair.opener.open({nonce, additional, record}));
  record.resize(length);
  BOOST_TEST(record == base::Bytes(length, 9), boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(what_comes_from_elsewhere_is_sealed_as_what_is_there,
                     data::xrange(3) * data::make({0, 1, 16, 1023, 1024, 1025, 2048, 5000}), which, size) {
  Pair pair(which);
  const auto length = static_cast<std::size_t>(size);
  const auto in_place = pair.sealed(length);
  for (const std::size_t elsewhere : {std::size_t{0}, length / 2, length}) {
    const base::Bytes content(elsewhere, 9);
    base::Bytes record(length + crypto::aead_tag_length, 9);
    std::fill_n(record.begin(), elsewhere, std::uint8_t{0x55});
    pair.sealer.seal({nonce, additional, record, content});
    BOOST_TEST(record == in_place, "with " << elsewhere << " bytes from elsewhere");
  }
}

BOOST_DATA_TEST_CASE(any_changed_bit_is_refused, data::xrange(3), which) {
  Pair pair(which);
  const auto good = pair.sealed(20);
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    auto record = good;
    record[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    BOOST_TEST(!pair.opener.open({nonce, additional, record}));
  }
  auto record = good;
  BOOST_TEST(pair.opener.open({nonce, additional, record}), "a refusal must not spoil what comes after");
}

BOOST_DATA_TEST_CASE(another_nonce_or_other_additional_data_is_refused, data::xrange(3), which) {
  Pair pair(which);
  const auto good = pair.sealed(20);
  auto record = good;
  BOOST_TEST(!pair.opener.open({base::Bytes(12, 2), additional, record}));
  record = good;
  BOOST_TEST(!pair.opener.open({nonce, base::Bytes(5, 5), record}));
  record = good;
  BOOST_TEST(!pair.opener.open({nonce, base::Bytes(4, 4), record}));
  record = good;
  BOOST_TEST(!pair.opener.open({nonce, {}, record}));
}

BOOST_DATA_TEST_CASE(input_shorter_than_a_tag_is_refused, data::xrange(3) * data::xrange(16), which, size) {
  Pair pair(which);
  base::Bytes record(static_cast<std::size_t>(size));
  BOOST_TEST(!pair.opener.open({nonce, additional, record}));
}

BOOST_DATA_TEST_CASE(a_key_of_the_wrong_length_is_refused, data::xrange(3), which) {
  const auto algorithm = static_cast<AeadAlgorithm>(which);
  for (const auto wrong : {std::size_t{0}, key_length(algorithm) - 1, key_length(algorithm) + 1, std::size_t{24}}) {
    BOOST_CHECK_THROW(Aead(algorithm, Aead::Direction::seal, base::Bytes(wrong)), crypto::Error);
  }
}

BOOST_AUTO_TEST_CASE(a_moved_aead_goes_on) {
  Pair pair(AeadAlgorithm::aes_128_gcm);
  auto record = pair.sealed(10);
  auto moved = std::move(pair.opener);
  BOOST_TEST(moved.open({nonce, additional, record}));
}

BOOST_AUTO_TEST_SUITE_END()
