// See capture_view.hpp.
#include "trace/capture_view.hpp"

#include <algorithm>

#include "base/printable.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

constexpr std::size_t rule_columns = 83;
constexpr std::size_t time_columns = 10;
constexpr std::size_t name_columns = 21;

/// Alerts are seldom, and the point: they are shown with the messages.
Level level_for(const tls::Event& event, Level level) {
  const bool alert = std::holds_alternative<tls::AlertSent>(event) || std::holds_alternative<tls::AlertReceived>(event);
  return alert && level == Level::steps ? Level::bytes : level;
}

}  // namespace

CaptureView::CaptureView(LineOut out, const Options& options)
    : out_(std::move(out)), options_(options), detail_(options.style) {}

void CaptureView::begin(const capture::Endpoint& client, const capture::Endpoint& server) {
  say(rule(
      "stream " + std::to_string(options_.stream) + ", " + capture::to_text(client) + " → " + capture::to_text(server),
      rule_columns));
}

void CaptureView::at(std::chrono::microseconds time) {
  if (!began_) began_ = time;
  now_ = std::max(time - *began_, std::chrono::microseconds::zero());
}

void CaptureView::on(const tls::Event& event) {
  if (const auto* sent = std::get_if<tls::MessageSent>(&event)) head(*sent, Sign::sent);
  if (const auto* received = std::get_if<tls::MessageReceived>(&event)) head(*received, Sign::received);
  below(detail_.on(event, level_for(event, options_.level)));
}

void CaptureView::head(const tls::Message& message, Sign direction) {
  below(detail_.collected());
  if (options_.level == Level::quiet) return;
  say(right(duration(now_), time_columns - 1) + " " + sign(direction, options_.style) + " " +
      left(message.name, name_columns) + grouped(message.raw.size()) + " B");
}

void CaptureView::comment(std::string_view untrusted) {
  if (options_.level < Level::bytes) return;
  below(detail_.collected());
  below({"· " + base::printable(untrusted)});
}

void CaptureView::note(std::string_view sentence) { say("Note: " + std::string(sentence)); }

void CaptureView::below(const std::vector<std::string>& lines) const {
  for (const std::string& line : lines) say(std::string(time_columns + 2, ' ') + line);
}

}  // namespace vitrine::trace
