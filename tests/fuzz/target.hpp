// What a fuzz target is: a function that takes any bytes, and says what must hold for them, however they are chosen.
// The list of all is in targets.cpp; libFuzzer calls one of them (fuzzer.cpp), the tests replay known inputs through
// each (replay.cpp).
#pragma once
#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace fuzz {

namespace base = vitrine::base;

struct Target {
  std::string_view name;
  void (*run)(base::View input);
};
std::span<const Target> targets();

/// What must hold did not. Not a std::exception, so that nothing under test takes it for one of its own.
struct Broken {
  std::string words;
};
inline void ensure(bool holds, std::string_view words) {
  if (!holds) throw Broken{std::string(words)};
}

/// Takes an input apart; when it has ended, all the rest is zero and empty.
class Input {
 public:
  explicit Input(base::View bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }
  std::uint8_t byte() { return rest_.empty() ? std::uint8_t{0} : take(1).front(); }
  std::size_t pair() {
    const std::size_t high = byte();
    return high << 8U | byte();
  }
  base::View take(std::size_t count) {
    const base::View taken = rest_.first(std::min(count, rest_.size()));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }
  /// A length of two bytes, and as much.
  base::View piece() { return take(pair()); }
  base::View rest() { return take(rest_.size()); }

 private:
  base::View rest_;
};

/// What each of them is about stands in the file of its name.
namespace on {
void wire(base::View input);
void records(base::View input);
void messages(base::View input);
void client_records(base::View input);
void server_records(base::View input);
void client_messages(base::View input);
void server_messages(base::View input);
void after_handshake(base::View input);
void certificates(base::View input);
void tickets(base::View input);
void chat(base::View input);
void printable(base::View input);
void captures(base::View input);
}  // namespace on

}  // namespace fuzz
