// See fan_out.hpp.
#include "trace/fan_out.hpp"

#include <algorithm>

namespace vitrine::trace {

void FanOut::on(const tls::Event& event) {
  const auto* secret = std::get_if<tls::SecretDerived>(&event);
  if (secret == nullptr || !secret->bytes) {
    for (tls::EventSink* sink : sinks_) sink->on(event);
    return;
  }
  tls::SecretDerived hidden = *secret;
  hidden.bytes.reset();
  for (tls::EventSink* sink : sinks_) sink->on(sink->wants_secrets() ? event : tls::Event(hidden));
}

bool FanOut::wants_secrets() const {
  return std::ranges::any_of(sinks_, [](const tls::EventSink* sink) { return sink->wants_secrets(); });
}

bool FanOut::wants_details() const {
  return std::ranges::any_of(sinks_, [](const tls::EventSink* sink) { return sink->wants_details(); });
}

}  // namespace vitrine::trace
