// What watches one session: the lines in the daemon's window and, if asked for, the key log and the recordings.
// Read next: session.hpp.
#pragma once
#include <chrono>
#include <memory>
#include <optional>

#include "lesson/scene.hpp"
#include "log.hpp"
#include "trace/fan_out.hpp"
#include "trace/key_log.hpp"
#include "trace/recorders.hpp"
#include "trace/server_view.hpp"
#include "trace/state_drawing.hpp"

namespace vitrine::daemon {

struct SessionTrace {
  /// `file` may be null and outlives the session; `steps` where the handshake is told flight by flight.
  SessionTrace(std::uint64_t session, const trace::KeyLogFile* file, std::optional<lesson::Scene::Options> steps)
      : scene(steps ? std::make_unique<lesson::Scene>(std::move(*steps)) : nullptr),
        view([this, session](std::string_view line) { scene ? scene->line(line) : log_view(session, line); },
             {.level = log_level(), .style = log_style(), .elapsed = [this] { return elapsed(); }}) {
    sink.add(view);
    if (scene) sink.add(*scene);
    sink.add(path);
    if (file == nullptr) return;
    key_log = std::make_unique<trace::KeyLog>([file](std::string_view line) { file->append(line); });
    sink.add(*key_log);
  }
  SessionTrace(const SessionTrace&) = delete;
  SessionTrace& operator=(const SessionTrace&) = delete;

  std::chrono::microseconds elapsed() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
  }

  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
  std::unique_ptr<lesson::Scene> scene;  // what few sessions have costs the others nothing
  trace::ServerView view;
  trace::StatePath path{tls::Role::server};
  std::unique_ptr<trace::KeyLog> key_log;
  trace::FanOut sink;
  std::unique_ptr<trace::Recorders> recorders;
};

}  // namespace vitrine::daemon
