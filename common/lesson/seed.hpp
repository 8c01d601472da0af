// `--seed N`, in both programs: every random choice follows from the number, so that a whole class sees the same bytes.
// Nobody's secret may depend on it: whoever knows the number can compute every key. Read next: class_identity.hpp.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/random.hpp"

namespace vitrine::lesson {

/// Nothing: real randomness.
using Seed = std::optional<std::uint64_t>;

/// One that can be said aloud in a class.
inline constexpr int greatest_seed = 999'999'999;

/// What both programs say in their help.
inline constexpr const char* seed_help =
    "For classes, on this machine only: all random choices follow\n"
    "from N, and a handshake of two who have the same N is the\n"
    "same byte for byte, wherever it is made. Not so tickets and\n"
    "cookies, which hold the time, ports, and how long it takes";

/// What has to be said loudly wherever there is a seed.
std::string banner(std::uint64_t seed);

/// The random bytes for one purpose: the operating system's, or those of the seed. Two purposes never share any.
class RandomSource {
 public:
  /// "client connection 1": role and number, so that connections differ and each is still the same everywhere.
  RandomSource(Seed seed, std::string_view purpose);

  crypto::Random& get() const { return seeded_ ? *seeded_ : crypto::system_random(); }

 private:
  std::unique_ptr<crypto::Random> seeded_;  // null: the system's
};

}  // namespace vitrine::lesson
