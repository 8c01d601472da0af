// A watcher that holds every derived value, and every Transcript-Hash in it, against the trace's. Read next: walk.hpp.
#pragma once
#include <functional>
#include <set>
#include <string>

#include "replay/trace_file.hpp"
#include "tls/event.hpp"

namespace vitrine::replay {

class Comparison : public tls::EventSink {
 public:
  struct Finding {
    std::string entry;  // of the trace
    base::Bytes ours;
    base::Bytes theirs;
    bool equal;
    bool derived;  // an event tells of it, too; otherwise bytes that our side has said
  };
  using Told = std::function<void(const Finding& finding)>;

  /// `told` hears of everything that the trace has an entry for, before other watchers behind this one hear the event.
  Comparison(const Vectors& trace, Told told) : trace_(trace), told_(std::move(told)) {}

  void on(const tls::Event& event) override;
  bool wants_secrets() const override { return true; }
  /// Holds what our side has said against an entry.
  void hold(const std::string& entry, base::View ours) { compare(entry, ours, false); }
  /// These rest on messages that our side says in another way than the trace's.
  void set_apart(std::set<std::string> entries) { apart_ = std::move(entries); }

  std::size_t equal() const { return equal_; }
  std::size_t different() const { return different_; }

 private:
  void compare(const std::string& entry, base::View ours, bool derived);
  std::string entry_of(const tls::SecretDerived& secret) const;
  std::string context_of(const tls::SecretDerived& secret, const std::string& entry) const;

  const Vectors& trace_;
  Told told_;
  std::set<std::string> apart_;
  std::string finished_;  // whose key was derived last: "finished.client", "binder"
  std::size_t equal_ = 0;
  std::size_t different_ = 0;
};

}  // namespace vitrine::replay
