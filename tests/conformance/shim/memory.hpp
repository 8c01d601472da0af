// What outlives a connection: the process's clock, and what one handshake found out that a resumed one reports again.
#pragma once
#include <optional>

#include "shim/observer.hpp"
#include "tls/connection.hpp"

namespace shim {

struct Memory {
  std::chrono::seconds clock_offset{0};
  std::optional<tls::SignatureScheme> peer_signature;
  bool verification_failed = false;  // and was let pass
};

}  // namespace shim
