// The transcript hash: RFC 9846 §4.1. Messages are added as they are sent and received; the hash function is known only
// after the ServerHello (or HelloRetryRequest) has named the suite, so the first ones wait. Nobody feeds it by hand:
// the machine adds what comes in, Handshake::send what goes out. Read next: tls/schedule/key_schedule.hpp.
#pragma once
#include <optional>
#include <vector>

#include "crypto/hash.hpp"

namespace vitrine::tls {

class Transcript {
 public:
  void add(base::View message);
  /// The suite is known: hash what waited. Choosing the same again does nothing.
  void choose(crypto::Hash hash);
  /// After a HelloRetryRequest the first message that waits is ClientHello1: its hash takes its place. §4.1.
  void replace_client_hello(crypto::Hash hash);
  /// The same for a server that has forgotten both: they go before the second ClientHello, which waits alone.
  void recall(base::View client_hello_hash, base::View hello_retry_request);
  /// Transcript-Hash of everything so far. Requires choose().
  base::Bytes hash() const;

  /// Before choose(), with a PSK's hash: all that waits, without the last `omitted` bytes. §4.3.11.2.
  base::Bytes hash_of_waiting(crypto::Hash hash, std::size_t omitted = 0) const;
  /// The same, and a ClientHello behind it that is still being made.
  base::Bytes hash_of_waiting_and(crypto::Hash hash, base::View partial_client_hello) const;

 private:
  std::vector<base::Bytes> waiting_;
  std::optional<crypto::RunningHash> running_;
};

}  // namespace vitrine::tls
