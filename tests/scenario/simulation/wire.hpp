// One direction of a wire that an adversary holds: bytes wait on it, and arrive as they were sent, or not.
// Read next: world.hpp.
#pragma once
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "dice.hpp"

namespace tests {

using vitrine::base::Bytes;
using vitrine::base::View;

class Wire {
 public:
  /// Whole records, as an end sends them.
  void put(View bytes);
  /// The next `size` bytes, or what there is.
  Bytes take(std::size_t size);
  bool empty() const { return waiting_.empty(); }
  std::size_t size() const;

  /// One act of the adversary, who has also seen `others` elsewhere; says what it was, or nothing if there was nothing
  /// to do.
  std::string tamper(Dice& dice, const std::vector<Bytes>& others);

  /// Every record that was ever put on it.
  const std::vector<Bytes>& history() const { return history_; }

 private:
  std::string flip(Dice& dice);
  std::string drop(Dice& dice);
  std::string repeat(Dice& dice);
  std::string swap(Dice& dice);
  std::string shorten(Dice& dice);
  std::string inject(Dice& dice, View record);
  std::string cut_off();
  std::size_t pick(Dice& dice) const;

  std::deque<Bytes> waiting_;  // records, the first of them maybe without its beginning
  bool first_is_whole_ = true;
  bool is_cut_off_ = false;
  std::vector<Bytes> history_;
};

}  // namespace tests
