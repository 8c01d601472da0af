// See replay_store.hpp.
#include "tls/replay_store.hpp"

#include <algorithm>

namespace vitrine::tls {

ReplayStore::ReplayStore(Time started, std::chrono::milliseconds window, std::size_t capacity)
    : started_(started), latest_(started), window_(window), capacity_(capacity) {}

bool ReplayStore::is_fresh(Time expected, Time now) const {
  return expected >= std::max(now, latest_) - window_ && expected <= now + window_;
}

bool ReplayStore::first_time(base::View binder, Time expected, Time now) {
  latest_ = std::max(now, latest_);
  // Our own is_fresh(): whoever derives holds a lock here. What was fresh when we started could have been expected a
  // window earlier, and have been seen before that.
  if (!ReplayStore::is_fresh(expected, now) || expected - window_ <= started_) return false;
  forget_what_is_stale();
  if (seen_.size() >= capacity_) return false;
  return seen_.emplace(expected + window_, base::copy_of(binder)).second;
}

void ReplayStore::forget_what_is_stale() { seen_.erase(seen_.begin(), seen_.lower_bound({latest_, {}})); }

}  // namespace vitrine::tls
