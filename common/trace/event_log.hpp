// The whole stream of events in a file, as JSON Lines. Read before: trace/event_json.hpp, trace/recording.hpp.
#pragma once
#include <functional>

#include "trace/event_json.hpp"
#include "trace/level.hpp"
#include "trace/recording.hpp"

namespace vitrine::trace {

/// How such a file begins. `began` is since 1970.
Recording::Beginning event_log_beginning(std::string_view program,
                                         std::chrono::sys_time<std::chrono::microseconds> began);

/// The events of one connection.
class EventLog : public tls::EventSink {
 public:
  struct Options {
    std::uint64_t session;
    tls::Role role;
    Level level;                                         // `secrets`: with the values of secrets
    std::function<std::chrono::microseconds()> elapsed;  // since the file's beginning
  };
  /// `file` outlives it.
  EventLog(Recording& file, Options options) : file_(file), options_(std::move(options)) {}

  void on(const tls::Event& event) override;
  bool wants_secrets() const override { return options_.level == Level::secrets; }

 private:
  Recording& file_;
  Options options_;
};

}  // namespace vitrine::trace
