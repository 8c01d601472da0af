// The -expect-… flags: each is looked at once, and has a token for when it is not met. Read next: shim/tokens.hpp.
#pragma once
#include <algorithm>
#include <array>

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

/// The tokens of what was expected and did not come.
inline constexpr std::array<std::string_view, 27> unmet_expectations{
    "UNEXPECTED_VERSION",
    "UNEXPECTED_GROUP",
    "UNEXPECTED_CIPHER_SUITE",
    "UNEXPECTED_APPLICATION_PROTOCOL",
    "UNEXPECTED_APPLICATION_PROTOCOLS_ADVERTISED",
    "UNEXPECTED_SERVER_NAME",
    "UNEXPECTED_PEER_CERTIFICATE",
    "UNEXPECTED_CERTIFICATE_AUTHORITIES",
    "UNEXPECTED_PEER_SIGNATURE",
    "UNEXPECTED_PEER_VERIFY_PREFS",
    "UNEXPECTED_VERIFY_RESULT",
    "UNEXPECTED_OCSP_RESPONSE",
    "UNEXPECTED_SIGNED_CERTIFICATE_TIMESTAMPS",
    "UNEXPECTED_HELLO_RETRY_REQUEST",
    "MISSED_HELLO_RETRY_REQUEST",
    "MISSED_SESSION",
    "UNEXPECTED_SESSION",
    "NO_SESSION_TO_OFFER",
    "SESSION_NOT_RESUMED",
    "SESSION_RESUMED",
    "UNEXPECTED_TICKET_AGE_SKEW",
    "UNEXPECTED_EARLY_DATA_IN_TICKET",
    "UNEXPECTED_EARLY_DATA_REASON",
    "EARLY_DATA_ACCEPTED",
    "EARLY_DATA_REJECTED",
    "NOTHING_TO_EXPORT",
    "NO_VERSION_LEFT",
};

/// One of them; another one does not compile.
class Unmet {
 public:
  consteval Unmet(const char* token) : token_(token) {
    if (std::ranges::find(unmet_expectations, token_) == unmet_expectations.end()) throw "no such token";
  }
  constexpr std::string_view token() const { return token_; }

 private:
  std::string_view token_;
};

/// Throws Failed.
void expect(bool holds, Unmet unmet);

}  // namespace shim
