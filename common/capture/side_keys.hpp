// The keys of one sender, found by trying: which one is in force depends on the other side's messages, too (is early
// data taken? has the server finished?), and those may come later in the file, or be missing. A sender never goes back
// to an earlier key, so each record is tried with the present one and those that come after it. RFC 9846 §7.2, §7.3.
// Read next: capture/follower.cpp.
#pragma once
#include <optional>
#include <span>

#include "capture/key_log.hpp"
#include "capture/tcp_writer.hpp"
#include "tls/record/protection.hpp"

namespace vitrine::capture {

class SideKeys {
 public:
  /// `keys` outlives it.
  SideKeys(Side side, const KeyLog& keys, tls::Trace trace);

  void client_random(base::View random) { random_ = base::copy_of(random); }
  /// What the ServerHello chose.
  void suite(tls::CipherSuite suite) { suite_ = suite; }

  struct Opened {
    base::Bytes inner;  // with type and padding
    std::uint64_t sequence;
  };
  /// Nothing when no key that is known opens it.
  std::optional<Opened> open(base::View header, base::View ciphertext);
  /// A KeyUpdate was sent: the next record is under the next key.
  void update();

 private:
  struct Key {
    tls::TrafficSecret secret;
    tls::RecordProtection protection;
  };
  std::optional<Opened> open_with(Key& key, base::View header, base::View ciphertext) const;
  std::optional<Opened> try_secret(tls::SecretKind kind, base::View header, base::View ciphertext);
  std::optional<Opened> try_suite(tls::TrafficSecret secret, tls::CipherSuite suite, base::View header,
                                  base::View ciphertext);
  bool fits(tls::CipherSuite suite, tls::SecretKind kind, std::size_t secret_size) const;
  void tell(const tls::TrafficSecret& secret, tls::CipherSuite suite) const;

  const KeyLog& log_;
  tls::Trace trace_;
  base::Bytes random_;
  std::optional<tls::CipherSuite> suite_;
  std::span<const tls::SecretKind> later_;  // kinds of secrets that may still come
  std::optional<Key> key_;
};

}  // namespace vitrine::capture
