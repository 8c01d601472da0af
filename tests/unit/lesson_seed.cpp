// What follows from a seed, and what does not. Tests common/lesson/seed.hpp, class_identity.hpp and
// crypto::seeded_random.
#include "lesson/seed.hpp"

#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "crypto/key_exchange.hpp"
#include "lesson/class_identity.hpp"

namespace {

using namespace vitrine;
using lesson::RandomSource;

std::string drawn(crypto::Random& random, std::size_t count) {
  base::Bytes bytes(count);
  random.fill(bytes);
  return base::to_hex(bytes);
}

std::string first_of(lesson::Seed seed, std::string_view purpose) {
  return drawn(RandomSource(seed, purpose).get(), 32);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lesson_seed)

// The values were computed by an HMAC_DRBG of twenty lines of Python.
BOOST_AUTO_TEST_CASE(the_bytes_of_seed_7_are_the_same_on_every_machine) {
  const RandomSource source(7, "client connection 1");
  BOOST_TEST(drawn(source.get(), 32) == "9b34ef4ec14942f9246730351541bf51578873ff36fe3d07bd65d8b4b06d8ff7");
  BOOST_TEST(drawn(source.get(), 5) == "d2027eafb6");
  source.get().fill({});
  BOOST_TEST(drawn(source.get(), 33) == "67c4068d222123829258d7de52ef883c37a5114d13b15180cd3fa72f0aeef98e81");
}

BOOST_AUTO_TEST_CASE(seed_role_and_number_each_make_other_bytes) {
  const std::vector<std::string> all{first_of(7, "client connection 1"), first_of(7, "client connection 2"),
                                     first_of(7, "server session 1"),    first_of(8, "client connection 1"),
                                     first_of(77, "ticket keys"),        first_of(7, "7: ticket keys")};
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) BOOST_TEST(all[i] != all[j]);
}

BOOST_AUTO_TEST_CASE(without_a_seed_it_is_the_operating_systems_generator) {
  BOOST_TEST(&RandomSource({}, "client connection 1").get() == &crypto::system_random());
}

BOOST_AUTO_TEST_CASE(a_hybrid_key_share_follows_from_the_seed) {
  const auto share = [](std::uint64_t seed) {
    const RandomSource source(seed, "client connection 1");
    return base::to_hex(crypto::KeyShare::offer(crypto::Group::X25519MLKEM768, source.get()).key_exchange());
  };
  BOOST_TEST(share(7) == share(7));
  BOOST_TEST(share(7) != share(8));
}

BOOST_AUTO_TEST_CASE(an_ecdsa_signature_follows_from_the_seed) {
  const tls::Credential credential = lesson::class_credential();
  const auto signature = [&](std::uint64_t seed) {
    const RandomSource source(seed, "server session 1");
    return credential.key.sign(crypto::SignatureAlgorithm::ecdsa_secp256r1_sha256, base::view_of("a transcript"),
                               source.get());
  };
  BOOST_TEST((signature(7) == signature(7)));
}

BOOST_AUTO_TEST_CASE(the_class_ca_vouches_for_this_machine_and_nobody_else) {
  const tls::Credential credential = lesson::class_credential();
  BOOST_TEST((credential.chain.front().spki() == credential.key.spki()));
  const std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
  BOOST_TEST(credential.chain.front().names() == names, boost::test_tools::per_element());
  BOOST_TEST(credential.chain.front().issuer().find(lesson::class_ca_name) != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
