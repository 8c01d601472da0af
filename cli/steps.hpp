// `--step`: the handshake stops before each flight of ours. What the peer's flight told is shown first, then what we
// are about to send, and each time the viewer is asked what comes next. So lines about a connection wait here until it
// is their turn. Read before: lesson/question.hpp, lesson/flight.hpp. Read next: stepping.cpp, which runs it.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "lesson/flight.hpp"
#include "lesson/question.hpp"
#include "terminal.hpp"

namespace vitrine::cli {

class Steps : public tls::EventSink {
 public:
  /// The terminal must outlive it.
  explicit Steps(Terminal& terminal) : terminal_(terminal) {}

  /// After the view, whose lines come to line().
  void on(const tls::Event& event) override;
  void line(std::string_view line);

  /// False when the viewer wants to leave. Call it when something of ours waits; `state` is the one that we are in.
  boost::asio::awaitable<bool> pause(std::string_view state);
  /// The handshake is over: what is said from here on is shown at once.
  void release();

  /// Whether the viewer has let us send something.
  bool anything_sent() const { return anything_sent_; }
  /// How long all pauses took.
  std::chrono::steady_clock::duration thinking() const { return thinking_; }

 private:
  using Lines = std::vector<std::string>;
  boost::asio::awaitable<bool> stop(std::string_view state);
  boost::asio::awaitable<bool> ask(const lesson::Question& question);
  void show(Lines& lines);

  Terminal& terminal_;
  lesson::Flight flight_;
  Lines told_;  // about what the peer sent
  Lines ours_;  // about what we are about to send
  bool released_ = false;
  bool anything_sent_ = false;
  std::chrono::steady_clock::duration thinking_{};
};

inline constexpr std::string_view step_hint =
    "Step by step: I wait for you as long as you like. The server may not: vitrined --handshake-timeout 3600  does.";

}  // namespace vitrine::cli
