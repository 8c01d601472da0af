// Every rule of the engine as a failure: which side refuses, what its text reads like, and who is then at fault.
// every_rule.py compares the list with the engine's sources. Read next: every_failure.cpp.
#pragma once
#include <span>

#include "trace/failure_words.hpp"

namespace tests {

namespace tls = vitrine::tls;
namespace trace = vitrine::trace;

enum class Refuses : std::uint8_t { client, server, either };

struct RuleBroken {
  Refuses who;
  tls::AlertDescription alert;
  std::string_view section;
  std::string_view text;
  trace::Fault fault;
};

std::span<const RuleBroken> rules_broken();

}  // namespace tests
