// One stream of events for several watchers. Only a watcher that wants secrets is shown their values.
// Read next: trace/key_log.hpp, which is such a watcher.
#pragma once
#include <utility>
#include <vector>

#include "tls/event.hpp"

namespace vitrine::trace {

/// The sinks must outlive it, and are called in their order.
class FanOut : public tls::EventSink {
 public:
  explicit FanOut(std::vector<tls::EventSink*> sinks = {}) : sinks_(std::move(sinks)) {}

  void add(tls::EventSink& sink) { sinks_.push_back(&sink); }
  void on(const tls::Event& event) override;
  bool wants_secrets() const override;
  bool wants_details() const override;

 private:
  std::vector<tls::EventSink*> sinks_;
};

}  // namespace vitrine::trace
