// Two planks between Botan and us, for this folder's .cpp files alone (so this header needs nothing of Botan's):
// its exceptions become crypto::Error, and a Random can stand where Botan wants its generator.
#pragma once
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "crypto/error.hpp"
#include "crypto/random.hpp"

namespace Botan {
class RandomNumberGenerator;
}

namespace vitrine::crypto::detail {

/// Runs `work`; whatever it throws becomes Error(what). Botan's own words may quote the peer: they stay behind. Where
/// memory or randomness is missing, that is said and nothing else.
template <typename Work>
auto translated(std::string_view what, Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const NoRandomness&) {
    throw;
  } catch (const std::exception&) {
    throw Error(std::string(what));
  }
}

/// Runs `work`, a bool; whatever it throws counts as false.
template <typename Work>
bool true_or_false(Work&& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    return false;
  }
}

/// Botan's view of a Random, for as long as that lives. The system's own is handed through unwrapped.
class BotanRandom {
 public:
  explicit BotanRandom(Random& source);
  ~BotanRandom();
  BotanRandom(const BotanRandom&) = delete;
  BotanRandom& operator=(const BotanRandom&) = delete;

  Botan::RandomNumberGenerator& generator() { return *generator_; }

 private:
  std::unique_ptr<Botan::RandomNumberGenerator> adapter_;
  Botan::RandomNumberGenerator* generator_;
};

}  // namespace vitrine::crypto::detail
