// `--step` on a terminal: the viewer's answers go to the scene until it has no more questions. Read before:
// lesson/scene.hpp. Read next: stepping.cpp, which runs it.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <chrono>

#include "lesson/scene.hpp"
#include "terminal.hpp"

namespace vitrine::cli {

class Steps {
 public:
  /// The terminal must outlive it.
  Steps(Terminal& terminal, const trace::Style& style)
      : terminal_(terminal),
        scene_({tls::Role::client, style, [&terminal](std::string_view line) { terminal.note(line); }}) {}

  lesson::Scene& scene() { return scene_; }

  /// False when the viewer wants to leave. `state` is the one that we are in.
  boost::asio::awaitable<bool> pause(std::string_view state);

  /// Whether the viewer has let us send something.
  bool anything_sent() const { return anything_sent_; }
  /// How long all pauses took.
  std::chrono::steady_clock::duration thinking() const { return thinking_; }

 private:
  boost::asio::awaitable<bool> ask(std::string_view state);

  Terminal& terminal_;
  lesson::Scene scene_;
  bool anything_sent_ = false;
  std::chrono::steady_clock::duration thinking_{};
};

inline constexpr std::string_view step_hint =
    "Step by step: I wait for you as long as you like. The server may not: vitrined --handshake-timeout 3600  does.";

}  // namespace vitrine::cli
