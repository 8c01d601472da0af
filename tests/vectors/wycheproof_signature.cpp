// Wycheproof's cases for ECDSA, Ed25519 and RSA-PSS through common/crypto/signature.hpp. None of them is merely
// acceptable: a signature in BER that is not DER, or with another length of salt, is wrong.
#include <boost/test/unit_test.hpp>
#include <iostream>

#include "crypto/signature.hpp"
#include "support/wycheproof.hpp"

using namespace vitrine;
using enum crypto::SignatureAlgorithm;

namespace {

void check_all(const char* file, std::size_t expected, crypto::SignatureAlgorithm algorithm) {
  const auto cases = tests::wycheproof(file);
  for (const auto& known : cases) {
    const auto key = crypto::PublicKey::from_spki(known.bytes("publicKeyDer"));
    BOOST_REQUIRE(crypto::matches(algorithm, key.kind()));
    const bool verified = key.verify(algorithm, known.bytes("msg"), known.bytes("sig"));
    BOOST_TEST(verified == (known.verdict() == tests::Verdict::valid), known.name());
  }
  std::cout << "# " << file << ": " << cases.size() << " cases" << std::endl;
  BOOST_TEST(cases.size() == expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wycheproof_signature)

BOOST_AUTO_TEST_CASE(ecdsa_over_p256_verifies_what_it_should) {
  check_all("ecdsa_secp256r1_sha256_test.json", 484, ecdsa_secp256r1_sha256);
}

BOOST_AUTO_TEST_CASE(ecdsa_over_p384_verifies_what_it_should) {
  check_all("ecdsa_secp384r1_sha384_test.json", 504, ecdsa_secp384r1_sha384);
}

BOOST_AUTO_TEST_CASE(ed25519_verifies_what_it_should) { check_all("ed25519_test.json", 151, ed25519); }

BOOST_AUTO_TEST_CASE(rsa_pss_verifies_what_it_should) {
  check_all("rsa_pss_2048_sha256_mgf1_32_test.json", 108, rsa_pss_rsae_sha256);
}

BOOST_AUTO_TEST_SUITE_END()
