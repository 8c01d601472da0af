// Wycheproof's cases for HKDF through common/crypto/hkdf.hpp, extract and expand in one go.
#include <boost/test/unit_test.hpp>
#include <iostream>

#include "base/hex.hpp"
#include "crypto/error.hpp"
#include "crypto/hkdf.hpp"
#include "support/wycheproof.hpp"

using namespace vitrine;
using crypto::Hash;

namespace {

void check(const tests::WycheproofCase& known, Hash hash) {
  const auto size = static_cast<std::size_t>(known.integer("size"));
  const auto secret = crypto::hkdf_extract(hash, known.bytes("salt"), known.bytes("ikm"));
  std::string answer = "refused";
  try {
    answer = base::to_hex(crypto::hkdf_expand(hash, secret.expose(), known.bytes("info"), size).expose());
  } catch (const crypto::Error&) {
    BOOST_TEST(known.flagged("SizeTooLarge"), known.name());
  }
  const bool valid = known.verdict() == tests::Verdict::valid;
  BOOST_TEST(answer == (valid ? base::to_hex(known.bytes("okm")) : "refused"), known.name());
}

void check_all(const char* file, std::size_t expected, Hash hash) {
  const auto cases = tests::wycheproof(file);
  for (const auto& known : cases) check(known, hash);
  std::cout << "# " << file << ": " << cases.size() << " cases" << std::endl;
  BOOST_TEST(cases.size() == expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wycheproof_hkdf)

BOOST_AUTO_TEST_CASE(hkdf_with_sha_256_gives_the_known_answers) {
  check_all("hkdf_sha256_test.json", 86, Hash::sha256);
}

BOOST_AUTO_TEST_CASE(hkdf_with_sha_384_gives_the_known_answers) {
  check_all("hkdf_sha384_test.json", 83, Hash::sha384);
}

BOOST_AUTO_TEST_SUITE_END()
