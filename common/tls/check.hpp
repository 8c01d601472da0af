// The one way to check a rule of the RFC: it reports the check when it holds, and throws Abort when it does not (the
// connection reports that). Read before: tls/abort.hpp. Read next: tls/machine/handshake_context.hpp.
#pragma once
#include "tls/abort.hpp"
#include "tls/event.hpp"

namespace vitrine::tls {

/// `found` says what was there instead; "" where the rule says it all.
[[noreturn]] void refuse(const Rule& rule, const std::string& found);

/// `found` runs only on failure and must return printable text.
template <class Found>
void require(const Trace& trace, bool holds, const Rule& rule, Found found) {
  if (!holds) refuse(rule, found());
  trace.detail([&] { return Check{true, rule.alert, rule.section, rule.text}; });
}
inline void require(const Trace& trace, bool holds, const Rule& rule) {
  require(trace, holds, rule, [] { return std::string(); });
}

}  // namespace vitrine::tls
