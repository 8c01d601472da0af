// Wycheproof's cases for X25519 and ECDH through common/crypto/key_exchange.hpp. What it calls acceptable is decided
// by RFC 9846: compressed points (§4.3.8.2) and all-zero secrets (§7.4.2) are refused, every other X25519 share (on the
// twist, of low order without giving zero, not reduced) is computed as RFC 7748 says.
#include <boost/test/unit_test.hpp>
#include <iostream>

#include "base/hex.hpp"
#include "crypto/error.hpp"
#include "crypto/key_exchange.hpp"
#include "replay/scripted_random.hpp"
#include "support/wycheproof.hpp"

using namespace vitrine;
using crypto::Group;

namespace {

bool must_be_refused(const tests::WycheproofCase& known) {
  return known.verdict() == tests::Verdict::invalid || known.flagged("CompressedPoint") ||
         known.flagged("ZeroSharedSecret");
}

void check(const tests::WycheproofCase& known, Group group) {
  const auto private_key = known.number("private", group == Group::secp384r1 ? 48 : 32);
  vitrine::replay::ScriptedRandom script(private_key);
  auto share = crypto::KeyShare::offer(group, script);
  std::string answer;
  try {
    answer = base::to_hex(std::move(share).agree(known.bytes("public")).expose());
  } catch (const crypto::Error&) {
    answer = "refused";
  }
  BOOST_TEST(answer == (must_be_refused(known) ? "refused" : base::to_hex(known.bytes("shared"))), known.name());
}

void check_all(const char* file, std::size_t expected, Group group) {
  const auto cases = tests::wycheproof(file);
  for (const auto& known : cases) check(known, group);
  std::cout << "# " << file << ": " << cases.size() << " cases" << std::endl;
  BOOST_TEST(cases.size() == expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wycheproof_key_exchange)

BOOST_AUTO_TEST_CASE(x25519_gives_the_known_answers) { check_all("x25519_test.json", 518, Group::x25519); }

BOOST_AUTO_TEST_CASE(ecdh_over_p256_gives_the_known_answers) {
  check_all("ecdh_secp256r1_ecpoint_test.json", 355, Group::secp256r1);
}

BOOST_AUTO_TEST_CASE(ecdh_over_p384_gives_the_known_answers) {
  check_all("ecdh_secp384r1_ecpoint_test.json", 790, Group::secp384r1);
}

BOOST_AUTO_TEST_SUITE_END()
