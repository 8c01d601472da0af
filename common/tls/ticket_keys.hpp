// The keys that a server seals its tickets with, so that it need not remember whom it gave one: RFC 9846 §4.7.1. Shared
// by all connections, and by several daemons when they read them from one file. Read next: tls/server/ticket.hpp for
// what is sealed.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/random.hpp"
#include "tls/ticket.hpp"

namespace vitrine::tls {

/// The first key seals; the others still open what they sealed. A set does not change: rotation makes a new one.
class TicketKeys {
 public:
  /// One fresh key.
  static TicketKeys fresh(crypto::Random& random, Time now);
  /// A fresh key in front; those that nothing alive was sealed with are left out.
  TicketKeys rotated(crypto::Random& random, Time now) const;

  /// A line for each key: when it was made, its name, the key, in decimal and hexadecimal. Secret.
  crypto::Secret to_text() const;
  /// Throws std::invalid_argument for anything else, saying which line.
  static TicketKeys from_text(std::string_view text);

  /// When the first key was made.
  Time newest() const { return keys_.front().made; }

  base::Bytes seal(base::View contents, crypto::Random& random) const;
  /// Nothing for a ticket of other keys, or a damaged one.
  std::optional<crypto::Secret> open(base::View ticket) const;

 private:
  struct Key {
    Time made;
    std::array<std::uint8_t, 16> name;
    crypto::Secret secret;
  };
  static Key fresh_key(crypto::Random& random, Time now);
  static Key key_from(std::string_view line);

  std::vector<Key> keys_;
};

}  // namespace vitrine::tls
