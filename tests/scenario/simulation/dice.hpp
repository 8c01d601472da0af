// Every decision of a simulated world, from one number: the same seed decides the same. Read next: plan.hpp.
#pragma once
#include <cstdint>
#include <vector>

#include "base/bytes.hpp"

namespace tests {

/// SplitMix64
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t number() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  /// 0 to `end` - 1; 0 for an empty range.
  std::size_t below(std::size_t end) { return end == 0 ? 0 : number() % end; }
  std::size_t between(std::size_t first, std::size_t last) { return first + below(last - first + 1); }
  bool percent(std::size_t chance) { return below(100) < chance; }

  template <class T>
  const T& one_of(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }
  /// In any order, at least one of them.
  template <class T>
  std::vector<T> some_of(std::vector<T> choices) {
    for (std::size_t i = 1; i < choices.size(); ++i) std::swap(choices[i], choices[below(i + 1)]);
    choices.resize(between(1, choices.size()), choices.front());
    return choices;
  }
  vitrine::base::Bytes bytes(std::size_t size) {
    vitrine::base::Bytes bytes(size);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(number());
    return bytes;
  }

 private:
  std::uint64_t state_;
};

}  // namespace tests
