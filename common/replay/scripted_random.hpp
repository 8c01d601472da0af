// A Random that gives what it was told to give, byte after byte, and fails when it is asked for more.
#pragma once
#include <algorithm>

#include "base/bytes.hpp"
#include "crypto/error.hpp"
#include "crypto/random.hpp"

namespace vitrine::replay {

class ScriptedRandom final : public crypto::Random {
 public:
  explicit ScriptedRandom(base::View script) : script_(base::copy_of(script)) {}

  void fill(base::MutableView out) override {
    if (out.size() > left()) throw crypto::NoRandomness("the script of random bytes has ended");
    std::copy_n(script_.begin() + static_cast<std::ptrdiff_t>(used_), out.size(), out.begin());
    used_ += out.size();
  }

  std::size_t left() const { return script_.size() - used_; }

 private:
  base::Bytes script_;
  std::size_t used_ = 0;
};

}  // namespace vitrine::replay
