// The traces of RFC 8448 as the replays use them: their messages in order, keys and secrets as our own types, and who
// sends which record under which key. Names of entries: README.md.
#pragma once
#include <string>
#include <vector>

#include "crypto/key_exchange.hpp"
#include "support/vector_file.hpp"
#include "tls/message/handshake.hpp"
#include "tls/schedule/traffic_secret.hpp"
#include "tls/schedule/transcript.hpp"

namespace tests::rfc8448 {

namespace tls = vitrine::tls;
namespace base = vitrine::base;
namespace crypto = vitrine::crypto;
namespace wire = vitrine::wire;

/// Every file of rfc8448/ that is a trace.
inline constexpr std::array all{"simple_1rtt", "resumed_0rtt", "hello_retry_request", "client_authentication",
                                "compatibility_mode"};
/// The suite of all of them.
inline constexpr tls::CipherSuite suite = tls::CipherSuite::TLS_AES_128_GCM_SHA256;
inline constexpr crypto::Hash hash = crypto::Hash::sha256;

/// `trace` is one of `all`.
Vectors load_trace(const std::string& trace);

/// The handshake messages that a trace has of these, in this order.
using Names = std::vector<std::string>;
Names hellos(const Vectors& v);
Names server_flight(const Vectors& v);
Names client_flight(const Vectors& v);
/// All of them, and NewSessionTicket.
Names messages(const Vectors& v);

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
crypto::Secret shared_secret(const Vectors& v);

/// `name` without "secret." and "key.".
tls::TrafficSecret traffic_secret(const Vectors& v, const std::string& name, tls::SecretKind kind);
tls::TrafficKeys traffic_keys(const Vectors& v, const std::string& name);

/// A record of a trace and the name of the key that protects it; empty: none.
struct SentRecord {
  std::string name;
  std::string key;
};
/// All records of `side`, in order.
std::vector<SentRecord> records(const std::string& trace, const std::string& side);

/// A check: fails showing both in hexadecimal.
void same_bytes(base::View ours, base::View theirs, const std::string& what);

}  // namespace tests::rfc8448
