// The -expect-… flags: each is looked at once, and has a token for when it is not met. Read next: shim/tokens.hpp.
#pragma once
#include <span>

#include "shim/memory.hpp"
#include "shim/settings.hpp"
#include "shim/tokens.hpp"
#include "shim/values.hpp"

namespace shim {

enum class Which : std::uint8_t { initial, resumed };

/// What there is to look at.
struct Seen {
  const tls::Session& session;
  const Observer& observer;
  const Memory& memory;
  Which which;
};

/// Once the handshake is over. Throws Failed.
void check_handshake(const Settings& settings, const Seen& seen);

/// Throws Failed.
void expect(bool holds, std::string_view token);

std::span<const std::string_view> unmet_expectations();

}  // namespace shim
