// A thing that can go wrong, counted: it goes wrong the n-th time it is done, or from then on.
// Read next: faulty_pair.hpp.
#pragma once
#include <cstddef>

namespace tests {

/// From 1; 0: never.
struct Fault {
  std::size_t at = 0;
  enum class Lasting : bool { once, for_good } lasting = Lasting::once;
};

class Trap {
 public:
  Trap() = default;
  explicit Trap(Fault fault) : fault_(fault) {}

  /// Counts one more, and says whether this one goes wrong.
  bool springs() {
    ++count_;
    if (fault_.at == 0 || count_ < fault_.at) return false;
    return count_ == fault_.at || fault_.lasting == Fault::Lasting::for_good;
  }
  bool has_sprung() const { return fault_.at != 0 && count_ >= fault_.at; }
  std::size_t count() const { return count_; }

 private:
  Fault fault_;
  std::size_t count_ = 0;
};

}  // namespace tests
