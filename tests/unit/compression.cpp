// common/compression: what goes in comes out, and nothing else does.
#include "compression/compression.hpp"

#include <boost/test/unit_test.hpp>

#include "support/endpoints.hpp"

using namespace vitrine;
using compression::Algorithm;
using compression::compress;
using compression::decompress;

namespace {

/// Calls `deed` for each algorithm that this build has.
template <class Deed>
void with_each(Deed deed) {
  for (const Algorithm algorithm : {Algorithm::zlib, Algorithm::brotli, Algorithm::zstd}) {
    BOOST_TEST_CONTEXT("algorithm " << static_cast<int>(algorithm)) {
      if (compression::available(algorithm)) deed(algorithm);
    }
  }
}

base::Bytes text() { return base::copy_of(base::view_of(tests::endpoint_file("rsa2048.pem"))); }

}  // namespace

BOOST_AUTO_TEST_SUITE(compression_)

BOOST_AUTO_TEST_CASE(what_goes_in_comes_out) {
  with_each([](Algorithm algorithm) {
    for (const base::Bytes& bytes : {base::Bytes(1, 7), base::Bytes(100000, 0), text()}) {
      BOOST_TEST((decompress(algorithm, compress(algorithm, bytes), bytes.size()) == bytes));
    }
    BOOST_TEST(compress(algorithm, text()).size() < text().size());
  });
}

BOOST_AUTO_TEST_CASE(any_other_length_is_refused) {
  with_each([](Algorithm algorithm) {
    const base::Bytes bytes = text();
    const base::Bytes packed = compress(algorithm, bytes);
    for (const std::size_t length :
         {std::size_t{0}, std::size_t{1}, bytes.size() - 1, bytes.size() + 1, 2 * bytes.size()}) {
      BOOST_TEST(!decompress(algorithm, packed, length));
    }
  });
}

BOOST_AUTO_TEST_CASE(a_bomb_fills_what_was_announced_and_no_more) {
  with_each([](Algorithm algorithm) {
    const base::Bytes bomb = compress(algorithm, base::Bytes(16'000'000, 0));
    BOOST_TEST(bomb.size() < 100'000U);
    BOOST_TEST(!decompress(algorithm, bomb, 1000));
  });
}

BOOST_AUTO_TEST_CASE(what_is_cut_off_or_goes_on_is_refused) {
  with_each([](Algorithm algorithm) {
    const base::Bytes bytes = text();
    const base::Bytes packed = compress(algorithm, bytes);
    for (std::size_t size = 0; size < packed.size(); ++size) {
      BOOST_TEST(!decompress(algorithm, base::View(packed).first(size), bytes.size()), "cut at " << size);
    }
    BOOST_TEST(!decompress(algorithm, base::concat({packed, base::Bytes(1, 0)}), bytes.size()));
    BOOST_TEST(!decompress(algorithm, base::concat({packed, packed}), bytes.size()));
  });
}

BOOST_AUTO_TEST_CASE(damage_is_refused_or_harmless) {
  with_each([](Algorithm algorithm) {
    const base::Bytes bytes = text();
    base::Bytes packed = compress(algorithm, bytes);
    for (std::size_t bit = 0; bit < packed.size() * 8; ++bit) {
      packed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
      const auto result = decompress(algorithm, packed, bytes.size());
      BOOST_TEST((!result || result->size() == bytes.size()));
      packed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    }
    BOOST_TEST(!decompress(algorithm, base::Bytes(100, 0xff), 100));
  });
}

BOOST_AUTO_TEST_SUITE_END()
