// What `vitrine replay` shows: the usual view of the role, with a sign beside each value that the trace has, too.
// Read next: replay.cpp.
#pragma once
#include <string>
#include <vector>

#include "replay/comparison.hpp"
#include "trace/fan_out.hpp"
#include "trace/level.hpp"
#include "trace/style.hpp"

namespace vitrine::cli {

class ReplayScreen {
 public:
  struct Options {
    tls::Role role = tls::Role::client;
    trace::Level level = trace::Level::secrets;
    trace::Style style{};
    bool step_by_step = false;  // Enter goes on
  };
  ReplayScreen(const Options& options, trace::LineOut out);

  /// Walks `trace` from its first to its last record. True when everything was as the trace has it.
  bool show(const replay::Vectors& trace);

 private:
  void step(std::string_view words);
  void remark(std::string_view words);
  bool sum_up(const replay::Comparison& comparison);
  void line(std::string_view line);
  void found(const replay::Comparison::Finding& finding);
  void tell(const replay::Comparison::Finding& finding);
  std::string mark(bool equal) const;

  Options options_;
  trace::LineOut out_;
  unsigned steps_ = 0;
  std::vector<replay::Comparison::Finding> beside_;  // of values that the next lines show
};

}  // namespace vitrine::cli
