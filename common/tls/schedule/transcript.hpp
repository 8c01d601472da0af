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
  /// The same after a HelloRetryRequest, when the first message that waited is ClientHello1: its hash takes its place.
  void choose_after_retry(crypto::Hash hash);
  /// Transcript-Hash of everything so far. Requires choose().
  base::Bytes hash() const;

 private:
  std::vector<base::Bytes> waiting_;
  std::optional<crypto::RunningHash> running_;
};

}  // namespace vitrine::tls
