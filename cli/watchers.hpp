// Who watches one connection: the terminal and, if asked for, the key log and the recorders. Read next: session.hpp.
#pragma once
#include <optional>
#include <utility>

#include "trace/client_view.hpp"
#include "trace/fan_out.hpp"
#include "trace/key_log.hpp"
#include "trace/recorders.hpp"
#include "trace/state_drawing.hpp"

namespace vitrine::cli {

struct Watchers {
  /// `file` may be null, and outlives it.
  Watchers(trace::LineOut out, const trace::ClientView::Options& options, trace::KeyLogFile* file)
      : view(std::move(out), options), sink({&view, &path}) {
    if (file == nullptr) return;
    key_log.emplace([file](std::string_view line) { file->append(line); });
    sink.add(*key_log);
  }
  Watchers(const Watchers&) = delete;
  Watchers& operator=(const Watchers&) = delete;

  trace::ClientView view;
  trace::StatePath path{tls::Role::client};
  std::optional<trace::KeyLog> key_log;
  trace::FanOut sink;
  std::optional<trace::Recorders> recorders;
};

}  // namespace vitrine::cli
