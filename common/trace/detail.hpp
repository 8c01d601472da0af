// What the levels `bytes` and `secrets` say about an event, for both views: records, dumps, checks, states, keys.
// Passed checks and derived keys are many, so they are collected and told as one paragraph; a rule that was met before
// is only called by its section. Read next: trace/client_view.hpp, trace/server_view.hpp.
#pragma once
#include <set>
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
  void tell(const tls::Wire& wire);
  void tell(const tls::Record& record, Sign direction);
  void tell(const tls::Message& message);
  void tell_inside(const tls::Message& message);
  void tell(const tls::Transition& transition);
  void tell(const tls::SecretDerived& secret, Level level);
  void tell(const tls::RecordSkipped& record);
  void tell(const tls::ConnectionFailed& failed);
  void tell(const tls::Check& check);
  void tell(const tls::AlertSeen& alert, Sign direction);
  void tell_collected();

  Style style_;
  std::vector<std::string> lines_;
  std::vector<std::string> checks_;
  std::vector<std::string> again_;  // the sections of rules that were told in words before
  std::set<std::string> known_rules_;
  std::vector<std::string> keys_;
  std::string wire_;  // the beginning of a record that is not told yet
};

}  // namespace vitrine::trace
