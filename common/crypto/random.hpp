// Where random bytes come from. Every function that needs some takes a Random&, so that a test can script them and
// the protocol stays a pure function of its inputs. RFC 9846 Appendix C.1.
#pragma once
#include <memory>

#include "base/bytes.hpp"

namespace vitrine::crypto {

class Random {
 public:
  Random() = default;
  Random(const Random&) = delete;
  Random& operator=(const Random&) = delete;
  virtual ~Random() = default;

  /// Fills all of `out`. Throws NoRandomness when the source fails: no key, nonce or signature is then made.
  virtual void fill(base::MutableView out) = 0;
};

/// The operating system's generator. One instance may be used from any thread.
Random& system_random();

/// A generator whose every byte follows from `seed` (HMAC_DRBG with SHA-256, NIST SP 800-90A): whoever knows the seed
/// knows them all. For teaching; see lesson/seed.hpp.
std::unique_ptr<Random> seeded_random(base::View seed);

}  // namespace vitrine::crypto
