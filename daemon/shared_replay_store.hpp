// The one store of ClientHellos that early data was taken from, for all threads: a copy of a hello is refused whichever
// of them it comes to. Asked once in a handshake that offers early data, and never for a record. Read before:
// tls/replay_store.hpp.
#pragma once
#include <mutex>

#include "tls/replay_store.hpp"

namespace vitrine::daemon {

class SharedReplayStore final : public tls::ReplayStore {
 public:
  using ReplayStore::ReplayStore;

  bool is_fresh(tls::Time expected, tls::Time now) const override {
    const std::lock_guard lock(one_at_a_time_);
    return ReplayStore::is_fresh(expected, now);
  }
  bool first_time(base::View binder, tls::Time expected, tls::Time now) override {
    const std::lock_guard lock(one_at_a_time_);
    return ReplayStore::first_time(binder, expected, now);
  }

 private:
  mutable std::mutex one_at_a_time_;
};

}  // namespace vitrine::daemon
