// Wycheproof's cases for the three AEADs through common/crypto/aead.hpp: TLS uses nonces of 96 bits and tags of 128,
// and no key of 192 bits; the other cases do not concern us.
#include <boost/test/unit_test.hpp>
#include <iostream>

#include "base/hex.hpp"
#include "crypto/aead.hpp"
#include "support/wycheproof.hpp"

using namespace vitrine;
using crypto::Aead;
using crypto::AeadAlgorithm;

namespace {

void check(const tests::WycheproofCase& known, AeadAlgorithm algorithm) {
  const auto key = known.bytes("key");
  const auto nonce = known.bytes("iv");
  const auto additional = known.bytes("aad");
  const auto plaintext = known.bytes("msg");
  const auto sealed = base::concat({known.bytes("ct"), known.bytes("tag")});
  const bool valid = known.verdict() == tests::Verdict::valid;

  auto record = sealed;
  const bool opened = Aead(algorithm, Aead::Direction::open, key).open({nonce, additional, record});
  BOOST_TEST(opened == valid, known.name());
  if (opened) BOOST_TEST(base::to_hex(base::View(record).first(plaintext.size())) == base::to_hex(plaintext));

  record = base::concat({plaintext, base::Bytes(crypto::aead_tag_length)});
  Aead(algorithm, Aead::Direction::seal, key).seal({nonce, additional, record});
  BOOST_TEST((record == sealed) == valid, known.name());
}

void check_all(const char* file, std::size_t expected, AeadAlgorithm (*algorithm_for)(std::int64_t)) {
  std::size_t run = 0;
  for (const auto& known : tests::wycheproof(file)) {
    const auto bits = known.integer("keySize");
    if (bits == 192 || known.integer("ivSize") != 96 || known.integer("tagSize") != 128) continue;
    check(known, algorithm_for(bits));
    ++run;
  }
  std::cout << "# " << file << ": " << run << " cases" << std::endl;
  BOOST_TEST(run == expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wycheproof_aead)

BOOST_AUTO_TEST_CASE(aes_gcm_gives_the_known_answers) {
  check_all("aes_gcm_test.json", 133,
            [](std::int64_t bits) { return bits == 128 ? AeadAlgorithm::aes_128_gcm : AeadAlgorithm::aes_256_gcm; });
}

BOOST_AUTO_TEST_CASE(chacha20_poly1305_gives_the_known_answers) {
  check_all("chacha20_poly1305_test.json", 316, [](std::int64_t) { return AeadAlgorithm::chacha20_poly1305; });
}

BOOST_AUTO_TEST_SUITE_END()
