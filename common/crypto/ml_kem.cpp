// ML-KEM-768 (FIPS 203) through Botan: the client offers an encapsulation key, the server answers with a ciphertext.
// It is never a group by itself here: see hybrid.cpp. Read before: crypto/detail/exchange.hpp.
#include <botan/ml_kem.h>
#include <botan/pubkey.h>
#include <botan/system_rng.h>

#include "crypto/detail/botan_bridge.hpp"
#include "crypto/detail/exchange.hpp"

namespace vitrine::crypto::detail {
namespace {

constexpr std::size_t encapsulation_key_length = 1184;
constexpr std::size_t ciphertext_length = 1088;
constexpr std::size_t seed_length = 64;            // d and z of FIPS 203 §7.1
constexpr std::size_t coefficients_length = 1152;  // of the encapsulation key; behind them is its own seed

/// FIPS 203 §7.2, the check of the modulus: every coefficient, 12 bits of two in three bytes, is below q.
bool is_reduced(base::View coefficients) {
  constexpr unsigned q = 3329;
  for (std::size_t i = 0; i < coefficients.size(); i += 3) {
    const unsigned three = coefficients[i] | static_cast<unsigned>(coefficients[i + 1]) << 8U |
                           static_cast<unsigned>(coefficients[i + 2]) << 16U;
    if ((three & 0xfffU) >= q || three >> 12U >= q) return false;
  }
  return true;
}

Botan::ML_KEM_PrivateKey new_key(Random& random) {
  Botan::secure_vector<std::uint8_t> seed(seed_length);
  random.fill(seed);
  return {seed, Botan::ML_KEM_Mode::ML_KEM_768};
}

class MlKemOffer final : public Offer {
 public:
  explicit MlKemOffer(Random& random) : key_(new_key(random)), encapsulation_key_(key_.raw_public_key_bits()) {}

  base::View key_exchange() const override { return encapsulation_key_; }
  /// Any ciphertext gives a secret: of one that was not made for this key it is one that nobody else has (FIPS 203
  /// §6.3, implicit rejection), and the handshake ends at the first record.
  Secret agree(base::View ciphertext) const override {
    return translated("an ML-KEM ciphertext that cannot be used", [&] {
      Botan::PK_KEM_Decryptor decryptor(key_, Botan::system_rng(), "Raw");
      return Secret(decryptor.decrypt(ciphertext, 0));
    });
  }

 private:
  Botan::ML_KEM_PrivateKey key_;
  base::Bytes encapsulation_key_;
};

class MlKem768 final : public Exchange {
 public:
  std::size_t offer_length() const override { return encapsulation_key_length; }
  std::size_t answer_length() const override { return ciphertext_length; }
  std::unique_ptr<Offer> offer(Random& random) const override {
    return translated("no ML-KEM key pair can be made", [&] { return std::make_unique<MlKemOffer>(random); });
  }
  KeyShareAnswer answer(base::View encapsulation_key, Random& random) const override {
    // Botan refuses this too; it is asked of us, so it does not hang on what Botan happens to do.
    if (!is_reduced(encapsulation_key.first(coefficients_length))) {
      throw Error("an ML-KEM encapsulation key with a coefficient that is not below 3329");
    }
    return translated("an ML-KEM encapsulation key that cannot be used", [&] {
      const Botan::ML_KEM_PublicKey key(encapsulation_key, Botan::ML_KEM_Mode::ML_KEM_768);
      BotanRandom drawn(random);
      const auto made = Botan::PK_KEM_Encryptor(key, "Raw").encrypt(drawn.generator(), 0);
      return KeyShareAnswer{base::copy_of(made.encapsulated_shared_key()), Secret(made.shared_key())};
    });
  }
};

}  // namespace

std::unique_ptr<const Exchange> ml_kem_768() { return std::make_unique<MlKem768>(); }

}  // namespace vitrine::crypto::detail
