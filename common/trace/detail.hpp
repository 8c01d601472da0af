// What the levels `bytes` and `secrets` say about an event, for both views: records, dumps, checks, states, keys.
// Passed checks and derived keys are many, so they are collected and told as one paragraph.
// Read next: trace/client_view.hpp, trace/server_view.hpp.
#pragma once
#include <string>
#include <vector>

#include "tls/event.hpp"
#include "trace/level.hpp"
#include "trace/style.hpp"

namespace vitrine::trace {

class Detail {
 public:
  explicit Detail(const Style& style) : style_(style) {}

  /// The lines, without indentation. Nothing below the level `bytes`.
  std::vector<std::string> on(const tls::Event& event, Level level);
  /// The paragraphs of what was collected so far; the next event would tell them.
  std::vector<std::string> collected();

 private:
  void say(std::string line) { lines_.push_back(std::move(line)); }
  void tell(const tls::Record& record, Sign direction);
  void tell(const tls::Message& message);
  void tell_inside(const tls::Message& message);
  void tell(const tls::Transition& transition);
  void tell(const tls::SecretDerived& secret, Level level);
  void tell(const tls::Check& check);
  void tell(const tls::AlertSeen& alert, Sign direction);
  void tell_collected();

  Style style_;
  std::vector<std::string> lines_;
  std::vector<std::string> checks_;
  std::vector<std::string> keys_;
  std::string last_check_;
};

}  // namespace vitrine::trace
