// The traces of RFC 8448 as the replays use them: their messages in order, keys and secrets as our own types.
// Names of entries: README.md. Read next: client_replay.hpp, server_replay.hpp.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "crypto/key_exchange.hpp"
#include "replay/trace_file.hpp"
#include "tls/message/handshake.hpp"
#include "tls/schedule/traffic_secret.hpp"
#include "tls/schedule/transcript.hpp"

namespace vitrine::replay {

/// Every file of traces/ that is one.
inline constexpr std::array all{"simple_1rtt", "resumed_0rtt", "hello_retry_request", "client_authentication",
                                "compatibility_mode"};
/// The suite of all of them.
inline constexpr tls::CipherSuite suite = tls::CipherSuite::TLS_AES_128_GCM_SHA256;
inline constexpr crypto::Hash hash = crypto::Hash::sha256;

/// The handshake messages that a trace has of these, in this order.
using Names = std::vector<std::string>;
Names present(const Vectors& v, const Names& wanted);
Names hellos(const Vectors& v);
Names server_flight(const Vectors& v);

tls::RawMessage raw_message(base::View raw);
template <class M>
M decoded(base::View raw) {
  return tls::decode<M>(raw_message(raw));
}

/// The transcript of the hellos, with a HelloRetryRequest's message_hash where there is one.
tls::Transcript after_hellos(const Vectors& v);
tls::Transcript after_server_flight(const Vectors& v);

tls::NamedGroup group_of(const Vectors& v);
/// The key pair of that side.
crypto::KeyShare key_share(const Vectors& v, const std::string& side);

/// `name` without "secret.".
tls::TrafficSecret traffic_secret(const Vectors& v, const std::string& name, tls::SecretKind kind);

}  // namespace vitrine::replay
