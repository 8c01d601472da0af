// Early data can be sent again by anybody who saw it; a server that takes it remembers which ClientHellos it took it
// from: RFC 9846 §8.2, §8.3. Read next: tls/server/early_data.cpp, which asks.
#pragma once
#include <chrono>
#include <set>
#include <utility>

#include "base/bytes.hpp"
#include "tls/ticket.hpp"

namespace vitrine::tls {

/// Not for several threads at once; a program that has several derives one that is.
class ReplayStore {
 public:
  /// A ClientHello is remembered as long as it counts as fresh. `capacity` bounds memory: when it is full, early data
  /// is refused, which costs a client a round trip and nothing more. Until a whole window after `started` is over,
  /// everything is refused: it may have been taken before.
  ReplayStore(Time started, std::chrono::milliseconds window, std::size_t capacity);
  ReplayStore(const ReplayStore&) = delete;
  ReplayStore& operator=(const ReplayStore&) = delete;
  virtual ~ReplayStore() = default;

  /// Whether a ClientHello that was expected to arrive at `expected` is fresh at `now`. Time does not go back here: a
  /// connection that was opened long ago, and whose time that still is, finds nothing fresh that was forgotten since.
  virtual bool is_fresh(Time expected, Time now) const;
  /// True once for each `binder` of a fresh ClientHello. The binder must have been checked.
  virtual bool first_time(base::View binder, Time expected, Time now);

 private:
  void forget_what_is_stale();

  Time started_;
  Time latest_;  // that anybody asked at
  std::chrono::milliseconds window_;
  std::size_t capacity_;
  std::set<std::pair<Time, base::Bytes>> seen_;  // by the time until which it counts as fresh
};

}  // namespace vitrine::tls
