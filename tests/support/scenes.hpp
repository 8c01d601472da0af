// The conversations that every kind of meddling is tried on: each way that a handshake can take, as often as one likes.
// Read next: tests/scenario/bit_flips.cpp, tests/scenario/splits.cpp.
#pragma once
#include "support/evil_conversation.hpp"

namespace tests {

struct Scene {
  std::string name;
  Setup setup;
  /// What the client resumes with; none: a full handshake.
  std::shared_ptr<const tls::ClientTicket> ticket{};
  /// What the client says in early data; empty: nothing.
  std::string_view early{};
  const Script& script = usual_script();

  /// The same two every time, before anything was said but early data. The server has seen nobody yet.
  std::unique_ptr<Pair> begin() const;
};

const Scene& plain_scene();
/// Through a HelloRetryRequest.
const Scene& retry_scene();
const Scene& hybrid_scene();
/// Through a HelloRetryRequest that the server forgets.
const Scene& stateless_scene();
const Scene& client_certificate_scene();
const Scene& resumed_scene();
const Scene& early_data_scene();
/// The server no longer takes any.
const Scene& refused_early_data_scene();

const Scene& chacha20_scene();
/// SHA-384 everywhere.
const Scene& aes_256_scene();
const Scene& resumed_aes_256_scene();
/// The external pre-shared key comes with a key exchange.
const Scene& external_psk_scene();
/// And without.
const Scene& psk_alone_scene();
/// KeyUpdates with data around them.
const Scene& rekeying_scene();

/// All but the hybrid one, which is plain with more bytes.
std::vector<const Scene*> every_scene();

}  // namespace tests
