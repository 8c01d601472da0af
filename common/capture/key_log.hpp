// The labels of a key log (SSLKEYLOGFILE, RFC 9850) and the secrets of one that was read: by the client's random value
// and their kind. Read next: capture/follower.hpp; trace/key_log.hpp writes such logs.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "crypto/secret.hpp"
#include "tls/event.hpp"

namespace vitrine::capture {

/// "CLIENT_TRAFFIC_SECRET_0"; "" for a secret that has no place in a key log.
std::string_view key_log_label(tls::SecretKind kind);

/// ClientHello.random (§4.2.2) of a whole message, by which a key log names its connection; empty where it is cut off.
base::View client_random_of(base::View client_hello);

class KeyLog {
 public:
  /// Adds what these lines say; lines that are not of this form are passed over.
  void add(std::string_view lines);
  /// Null when it is not there.
  const crypto::Secret* find(base::View client_random, tls::SecretKind kind) const;
  bool knows(base::View client_random) const;

 private:
  void add_line(std::string_view line);

  std::map<std::pair<base::Bytes, tls::SecretKind>, crypto::Secret> secrets_;
};

}  // namespace vitrine::capture
