// A watcher that remembers which way a machine has gone. Read next: state_drawing.hpp, which shows it.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tls/event.hpp"
#include "tls/state_tables.hpp"

namespace vitrine::trace {

class StatePath : public tls::EventSink {
 public:
  /// An arrow that is taken again is counted, so a path is never longer than the machine's table.
  struct Step {
    const tls::Edge* edge;  // of the table
    std::uint64_t times;
  };
  explicit StatePath(tls::Role role);

  void on(const tls::Event& event) override;
  bool wants_details() const override { return false; }

  std::span<const tls::Edge> table() const { return table_; }
  std::string_view state() const { return state_; }
  /// Each arrow once, in the order in which they were first taken.
  const std::vector<Step>& steps() const { return steps_; }

 private:
  std::span<const tls::Edge> table_;
  std::string_view state_;
  std::vector<Step> steps_;
};

}  // namespace vitrine::trace
