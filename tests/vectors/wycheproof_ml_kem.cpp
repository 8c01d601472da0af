// Wycheproof's cases for ML-KEM-768 through common/crypto/key_exchange.hpp: as the first half of X25519MLKEM768, whose
// randomness a script gives, so that the seed is the case's. Seeds of another length cannot be asked for there.
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

constexpr std::size_t seed_length = 64;
const base::Bytes x25519_key(32, 7);

std::string secret_of(crypto::KeyShare share, const base::Bytes& ciphertext) {
  vitrine::replay::ScriptedRandom script(x25519_key);
  const auto x25519 = base::copy_of(crypto::KeyShare::offer(Group::x25519, script).key_exchange());
  try {
    const auto both = std::move(share).agree(base::concat({ciphertext, x25519}));
    return base::to_hex(both.expose().first(32));
  } catch (const crypto::Error&) {
    return "refused";
  }
}

void check(const tests::WycheproofCase& known) {
  vitrine::replay::ScriptedRandom script(base::concat({known.bytes("seed"), x25519_key}));
  auto share = crypto::KeyShare::offer(Group::X25519MLKEM768, script);
  if (known.has("ek")) {
    BOOST_TEST(base::to_hex(share.key_exchange().first(1184)) == base::to_hex(known.bytes("ek")), known.name());
  }
  const bool valid = known.verdict() == tests::Verdict::valid;
  BOOST_TEST(secret_of(std::move(share), known.bytes("c")) == (valid ? base::to_hex(known.bytes("K")) : "refused"),
             known.name());
}

}  // namespace

BOOST_AUTO_TEST_CASE(wycheproof_ml_kem_768_gives_the_known_answers) {
  const auto cases = tests::wycheproof("mlkem_768_test.json");
  std::size_t checked = 0;
  for (const auto& known : cases) {
    if (known.bytes("seed").size() != seed_length) continue;
    check(known);
    ++checked;
  }
  std::cout << "# mlkem_768_test.json: " << checked << " of " << cases.size() << " cases" << std::endl;
  BOOST_TEST(checked == 173U);
}
