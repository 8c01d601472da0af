// Every state of both roles that waits for the peer, and how an evil one brings its victim there. Read next:
// tests/hostile/every_state.cpp.
#pragma once
#include <memory>

#include "support/evil_peer.hpp"

namespace tests {

struct WaitingState {
  tls::Role role;
  std::string_view name;
  /// An evil one that has heard all that the victim said, with the keys to be heard.
  std::function<std::unique_ptr<EvilPeer>()> reach;
};

const std::vector<WaitingState>& waiting_states();

/// `deed` to a victim in each of them, one after the other.
using Deed = std::function<void(EvilPeer&)>;
void in_every_state(const Deed& deed);
/// CONNECTED left out.
void in_every_state_of_the_handshake(const Deed& deed);

}  // namespace tests
