// The engine's words for what it refuses, and a token for each. A text of the engine that changes must change here,
// too: tests/conformance/shim_tokens.py looks every one of them up in its sources.
#pragma once
#include <span>
#include <string_view>

namespace shim {

struct Cause {
  std::string_view words;  // a part of Failure::text that no other cause has
  std::string_view token;
};

/// The first that fits counts.
std::span<const Cause> causes();

}  // namespace shim
