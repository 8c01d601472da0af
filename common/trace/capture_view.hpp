// A connection out of a capture file as lines: the client's messages as sent, the server's as received, each with its
// time and, from the level `bytes` on, its fields. Read before: capture/watcher.hpp, trace/detail.hpp.
#pragma once
#include <optional>

#include "capture/watcher.hpp"
#include "trace/detail.hpp"

namespace vitrine::trace {

class CaptureView : public capture::Watcher {
 public:
  struct Options {
    Level level = Level::bytes;
    Style style;
    std::size_t stream = 0;  // its number in the file
  };
  CaptureView(LineOut out, const Options& options);

  void begin(const capture::Endpoint& client, const capture::Endpoint& server) override;
  void at(std::chrono::microseconds time) override;
  void on(const tls::Event& event) override;
  void comment(std::string_view untrusted) override;
  void note(std::string_view sentence) override;
  bool wants_secrets() const override { return options_.level == Level::secrets; }

 private:
  void head(const tls::Message& message, Sign direction);
  void below(const std::vector<std::string>& lines) const;
  void say(const std::string& line) const { out_(fit(line, options_.style)); }

  LineOut out_;
  Options options_;
  Detail detail_;
  std::optional<std::chrono::microseconds> began_;
  std::chrono::microseconds now_{};
};

}  // namespace vitrine::trace
