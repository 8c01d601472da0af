// `--step`: a handshake that is told flight by flight. What the peer's flight said is shown first, then what we are
// about to send, and each time the viewer is asked what comes next. So a view's lines wait here until it is their turn.
// It waits for nobody: the programs bring the viewer's answers. Read before: flight.hpp, question.hpp. Used by
// cli/steps.hpp and daemon/stepping.cpp.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/flight.hpp"
#include "lesson/question.hpp"
#include "trace/style.hpp"

namespace vitrine::lesson {

class Scene : public tls::EventSink {
 public:
  struct Options {
    tls::Role role;
    trace::Style style;
    trace::LineOut out;
    std::string whose{};  // "session 2: ", where several are told at one place
  };
  explicit Scene(Options options) : options_(std::move(options)) {}

  /// It comes after the view, whose lines come to line().
  void on(const tls::Event& event) override;
  bool wants_details() const override { return false; }
  void line(std::string_view line);

  /// Whether something of ours waits that is worth a pause.
  bool has_flight() const { return flight_.has_messages(); }
  /// Tells it; `state` is the one that we are in. While asking(), an answer is waited for.
  void pause(std::string_view state);
  bool asking() const { return question_.has_value(); }
  /// False when the viewer wants to leave.
  bool answer(std::string_view typed);
  /// What waited was sent.
  void sent() { flight_.sent(); }
  /// The handshake is over: what is said from here on is shown at once.
  void release();

 private:
  using Lines = std::vector<std::string>;
  void ask(std::optional<Question> question);
  void tell_ours();
  void judge(std::size_t choice);
  void say(const std::string& text) const { options_.out(trace::fit(options_.whose + text, options_.style)); }
  void show(Lines& lines) const;

  Options options_;
  Flight flight_;
  Lines told_;  // about what the peer sent
  Lines ours_;  // about what we are about to send
  std::string state_;
  bool ours_told_ = false;
  std::optional<Question> question_;
  bool released_ = false;
};

}  // namespace vitrine::lesson
