// Offers and answers: common/crypto/key_exchange.hpp. Known answers are in tests/vectors/wycheproof_key_exchange.cpp.
#include <array>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "crypto/error.hpp"
#include "crypto/key_exchange.hpp"
#include "replay/scripted_random.hpp"
#include "replay/trace_file.hpp"

using namespace vitrine;
using crypto::Error;
using crypto::Group;
using crypto::KeyShare;

namespace {

namespace data = boost::unit_test::data;

crypto::Random& any() { return crypto::system_random(); }

base::Bytes valid_share(Group group) { return base::copy_of(KeyShare::offer(group, any()).key_exchange()); }

void must_be_refused(Group group, const base::Bytes& share) {
  BOOST_CHECK_THROW(KeyShare::offer(group, any()).agree(share), Error);
  BOOST_CHECK_THROW(crypto::answer(group, share, any()), Error);
}

const auto groups = data::make({0, 1, 2, 3, 4, 5});

std::size_t secret_size(Group group) {
  if (group == Group::X25519MLKEM768 || group == Group::SecP256r1MLKEM768) return 64;
  if (group == Group::secp521r1) return 66;
  return group == Group::secp384r1 ? 48 : 32;
}

/// A hybrid's two halves, and where its ML-KEM encapsulation key and ciphertext begin.
struct Parts {
  Group hybrid;
  Group classic;
  std::size_t ml_kem;
  std::size_t classic_in_offer;
  std::size_t classic_in_answer;
};
constexpr std::array hybrids{Parts{Group::X25519MLKEM768, Group::x25519, 0, 1184, 1088},
                             Parts{Group::SecP256r1MLKEM768, Group::secp256r1, 65, 0, 0}};

}  // namespace

BOOST_AUTO_TEST_SUITE(crypto_key_exchange)

BOOST_DATA_TEST_CASE(both_sides_get_the_same_secret, groups, which) {
  const auto group = static_cast<Group>(which);
  auto client = KeyShare::offer(group, any());
  BOOST_TEST((client.group() == group));
  const auto server = crypto::answer(group, client.key_exchange(), any());
  const auto secret = std::move(client).agree(server.key_exchange);
  BOOST_TEST(base::to_hex(secret.expose()) == base::to_hex(server.shared_secret.expose()));
  BOOST_TEST(secret.size() == secret_size(group));
}

BOOST_DATA_TEST_CASE(two_offers_differ, groups, which) {
  const auto group = static_cast<Group>(which);
  BOOST_TEST(base::to_hex(valid_share(group)) != base::to_hex(valid_share(group)));
}

BOOST_DATA_TEST_CASE(a_share_of_the_wrong_length_is_refused, groups, which) {
  const auto group = static_cast<Group>(which);
  const auto good = valid_share(group);
  must_be_refused(group, {});
  must_be_refused(group, base::Bytes(good.begin(), good.end() - 1));
  must_be_refused(group, base::concat({good, base::Bytes(1)}));
}

BOOST_DATA_TEST_CASE(only_an_uncompressed_point_of_the_curve_is_a_share, data::make({1, 2, 3}), which) {
  const auto group = static_cast<Group>(which);
  const auto good = valid_share(group);
  auto changed = good;
  changed.back() ^= 1;  // off the curve
  must_be_refused(group, changed);

  const auto parity = static_cast<std::uint8_t>(good.back() & 1);
  auto hybrid = good;
  hybrid[0] = static_cast<std::uint8_t>(6 + parity);
  must_be_refused(group, hybrid);

  auto compressed = base::Bytes(good.begin(), good.begin() + 1 + static_cast<std::ptrdiff_t>(good.size() / 2));
  compressed[0] = static_cast<std::uint8_t>(2 + parity);
  must_be_refused(group, compressed);
  must_be_refused(group, {0});  // the point at infinity
  must_be_refused(group, base::concat({base::Bytes{4}, base::Bytes(good.size() - 1)}));
  must_be_refused(group, base::concat({base::Bytes{4}, base::Bytes(good.size() - 1, 0xff)}));
}

BOOST_AUTO_TEST_CASE(F14_an_x25519_share_that_gives_all_zeros_is_refused) {
  must_be_refused(Group::x25519, base::Bytes(32));
  auto one = base::Bytes(32);
  one[0] = 1;
  must_be_refused(Group::x25519, one);
  must_be_refused(Group::x25519, base::from_hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"));
}

BOOST_AUTO_TEST_CASE(the_shares_of_hybrids_are_as_long_as_their_draft_says) {
  BOOST_TEST(valid_share(Group::X25519MLKEM768).size() == 1216u);
  BOOST_TEST(crypto::answer(Group::X25519MLKEM768, valid_share(Group::X25519MLKEM768), any()).key_exchange.size() ==
             1120u);
  BOOST_TEST(valid_share(Group::SecP256r1MLKEM768).size() == 1249u);
  BOOST_TEST(
      crypto::answer(Group::SecP256r1MLKEM768, valid_share(Group::SecP256r1MLKEM768), any()).key_exchange.size() ==
      1153u);
}

BOOST_AUTO_TEST_CASE(the_halves_of_a_hybrid_stand_in_its_own_order) {
  const base::Bytes scalar(32, 7);
  for (const Parts& parts : hybrids) {
    const base::Bytes seed(64, 9);
    const bool classic_first = parts.classic_in_offer == 0;
    vitrine::replay::ScriptedRandom script(classic_first ? base::concat({scalar, seed}) : base::concat({seed, scalar}));
    vitrine::replay::ScriptedRandom alone(scalar);
    auto client = KeyShare::offer(parts.hybrid, script);
    auto classic = KeyShare::offer(parts.classic, alone);
    BOOST_TEST(script.left() == 0u);
    BOOST_TEST(base::to_hex(client.key_exchange().subspan(parts.classic_in_offer, classic.key_exchange().size())) ==
               base::to_hex(classic.key_exchange()));

    const auto server = crypto::answer(parts.hybrid, client.key_exchange(), any());
    const auto theirs = base::View(server.key_exchange).subspan(parts.classic_in_answer, classic.key_exchange().size());
    const auto both = std::move(client).agree(server.key_exchange);
    const auto one = std::move(classic).agree(theirs);
    BOOST_TEST(base::to_hex(classic_first ? both.expose().first(32) : both.expose().last(32)) ==
               base::to_hex(one.expose()));
  }
}

BOOST_AUTO_TEST_CASE(a_hybrid_refuses_what_its_classic_half_refuses) {
  for (const Parts& parts : hybrids) {
    auto offer = valid_share(parts.hybrid);
    auto client = KeyShare::offer(parts.hybrid, any());
    auto answer = crypto::answer(parts.hybrid, client.key_exchange(), any()).key_exchange;
    const std::size_t size = parts.classic == Group::x25519 ? 32 : 65;
    for (const auto& [share, begin] :
         {std::pair{&offer, parts.classic_in_offer}, std::pair{&answer, parts.classic_in_answer}}) {
      std::fill_n(share->begin() + static_cast<std::ptrdiff_t>(begin), size, std::uint8_t{0});
    }
    BOOST_CHECK_THROW(crypto::answer(parts.hybrid, offer, any()), Error);
    BOOST_CHECK_THROW(std::move(client).agree(answer), Error);
  }
}

BOOST_AUTO_TEST_CASE(every_coefficient_of_an_encapsulation_key_is_below_q) {
  for (const Parts& parts : hybrids) {
    const auto good = valid_share(parts.hybrid);
    for (const std::size_t at : {std::size_t{0}, std::size_t{600}, std::size_t{1149}}) {
      auto first = good;  // of two coefficients in three bytes
      first[parts.ml_kem + at] = 0x01;
      first[parts.ml_kem + at + 1] = static_cast<std::uint8_t>((first[parts.ml_kem + at + 1] & 0xf0U) | 0x0dU);
      BOOST_CHECK_THROW(crypto::answer(parts.hybrid, first, any()), Error);  // 0xd01 is q
      first[parts.ml_kem + at] = 0x00;
      BOOST_CHECK_NO_THROW(crypto::answer(parts.hybrid, first, any()));

      auto second = good;
      second[parts.ml_kem + at + 2] = 0xff;
      BOOST_CHECK_THROW(crypto::answer(parts.hybrid, second, any()), Error);
    }
    auto seed = good;  // the last 32 bytes are no coefficients
    std::fill_n(seed.begin() + static_cast<std::ptrdiff_t>(parts.ml_kem) + 1152, 32, std::uint8_t{0xff});
    BOOST_CHECK_NO_THROW(crypto::answer(parts.hybrid, seed, any()));
  }
}

BOOST_AUTO_TEST_CASE(a_changed_ciphertext_gives_another_secret_and_no_error) {
  for (const Parts& parts : hybrids) {
    auto client = KeyShare::offer(parts.hybrid, any());
    auto server = crypto::answer(parts.hybrid, client.key_exchange(), any());
    server.key_exchange[parts.ml_kem + 5] ^= 1;
    const auto secret = std::move(client).agree(server.key_exchange);
    BOOST_TEST(base::to_hex(secret.expose()) != base::to_hex(server.shared_secret.expose()));
  }
}

BOOST_AUTO_TEST_CASE(scripted_bytes_give_the_shares_of_rfc_8448) {
  const auto simple = vitrine::replay::load("simple_1rtt");
  vitrine::replay::ScriptedRandom client_script(simple["client.x25519.private"]);
  vitrine::replay::ScriptedRandom server_script(simple["server.x25519.private"]);
  auto client = KeyShare::offer(Group::x25519, client_script);
  BOOST_TEST(base::to_hex(client.key_exchange()) == base::to_hex(simple["client.x25519.public"]));
  const auto server = crypto::answer(Group::x25519, client.key_exchange(), server_script);
  BOOST_TEST(base::to_hex(server.key_exchange) == base::to_hex(simple["server.x25519.public"]));
  BOOST_TEST(base::to_hex(server.shared_secret.expose()) == base::to_hex(simple["secret.handshake.ikm"]));

  const auto retry = vitrine::replay::load("hello_retry_request");
  vitrine::replay::ScriptedRandom script(retry["client.secp256r1.private"]);
  auto second = KeyShare::offer(Group::secp256r1, script);
  BOOST_TEST(base::to_hex(second.key_exchange()) == base::to_hex(retry["client.secp256r1.public"]));
  const auto secret = std::move(second).agree(retry["server.secp256r1.public"]);
  BOOST_TEST(base::to_hex(secret.expose()) == base::to_hex(retry["secret.handshake.ikm"]));
}

BOOST_AUTO_TEST_CASE(a_private_key_out_of_range_is_drawn_again) {
  const auto order = base::from_hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  auto one = base::Bytes(32);
  one[31] = 1;
  vitrine::replay::ScriptedRandom script(base::concat({base::Bytes(32), order, base::Bytes(32, 0xff), one}));
  const auto share = KeyShare::offer(Group::secp256r1, script);
  BOOST_TEST(script.left() == 0u);
  BOOST_TEST(base::to_hex(share.key_exchange()) ==
             "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
             "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
}

BOOST_DATA_TEST_CASE(no_random_bytes_no_share, groups, which) {
  vitrine::replay::ScriptedRandom empty({});
  BOOST_CHECK_THROW(KeyShare::offer(static_cast<Group>(which), empty), crypto::NoRandomness);
}

BOOST_AUTO_TEST_SUITE_END()
