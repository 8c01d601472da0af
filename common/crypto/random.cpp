// The operating system's generator, one that is as good as its seed, and the adapter for functions of Botan that draw
// random bytes themselves.
#include "crypto/random.hpp"

#include <botan/exceptn.h>
#include <botan/hmac_drbg.h>
#include <botan/system_rng.h>

#include "crypto/detail/botan_bridge.hpp"
#include "crypto/hash.hpp"

namespace vitrine::crypto {
namespace {

class SystemRandom final : public Random {
 public:
  void fill(base::MutableView out) override {
    try {
      Botan::system_rng().randomize(out);
    } catch (const Botan::Exception&) {
      throw NoRandomness("the operating system gives no random bytes");
    }
  }
};

class SeededRandom final : public Random {
 public:
  // Of its hash, because Botan takes nothing shorter than 32 bytes for a seed.
  explicit SeededRandom(base::View seed) { generator_.initialize_with(digest(Hash::sha256, seed)); }

  void fill(base::MutableView out) override {
    if (!out.empty()) generator_.randomize(out);
  }

 private:
  Botan::HMAC_DRBG generator_{"SHA-256"};
};

class Adapter final : public Botan::RandomNumberGenerator {
 public:
  explicit Adapter(Random& source) : source_(source) {}

  bool accepts_input() const override { return false; }
  bool is_seeded() const override { return true; }
  std::string name() const override { return "vitrine"; }
  void clear() override {}

 private:
  void fill_bytes_with_input(std::span<std::uint8_t> output, std::span<const std::uint8_t> /*ignored*/) override {
    if (!output.empty()) source_.fill(output);
  }

  Random& source_;
};

}  // namespace

Random& system_random() {
  static SystemRandom the_one;
  return the_one;
}

std::unique_ptr<Random> seeded_random(base::View seed) { return std::make_unique<SeededRandom>(seed); }

namespace detail {

BotanRandom::BotanRandom(Random& source)
    : adapter_(&source == &system_random() ? nullptr : std::make_unique<Adapter>(source)),
      generator_(adapter_ ? adapter_.get() : &Botan::system_rng()) {}

BotanRandom::~BotanRandom() = default;

}  // namespace detail
}  // namespace vitrine::crypto
