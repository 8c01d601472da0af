// A trace from its first to its last record, with our side in the place of one of the two, and every value compared.
// Read before: client_replay.hpp, server_replay.hpp, comparison.hpp.
#pragma once
#include <functional>
#include <string_view>

#include "replay/comparison.hpp"

namespace vitrine::replay {

struct Walk {
  using Words = std::function<void(std::string_view words)>;

  /// What `side` has sent, against its records of these numbers: what is longer than they are belongs to the last.
  void hold_sent(tls::Role side, const std::vector<int>& records, base::View sent) const;

  const Vectors& trace;
  Comparison& comparison;
  tls::Trace events;  // watched by `comparison`, and by whoever shows them
  Words step;         // what comes next
  Words remark;       // where the trace's bytes stand for ours, and why
};

/// Throws tls::Abort, or another std::exception, where our side refuses what the trace's other side says.
void walk_client(const Walk& walk);
void walk_server(const Walk& walk);

}  // namespace vitrine::replay
