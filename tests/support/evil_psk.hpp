// Pre-shared keys as the evil ones use them: offered with right binders or with any others, early data under their
// keys. Read next: support/evil_client.hpp.
#pragma once
#include "support/evil_records.hpp"
#include "tls/message/handshake.hpp"
#include "tls/schedule/key_schedule.hpp"

namespace tests {

struct EvilPsk {
  explicit EvilPsk(const tls::ClientTicket& ticket);
  EvilPsk(base::View name, base::View secret) : identity(base::copy_of(name)), key(secret) {}

  base::Bytes identity;
  crypto::Secret key;
  tls::PskKind kind = tls::PskKind::external;
  tls::CipherSuite suite = tls::CipherSuite::TLS_AES_128_GCM_SHA256;
  std::uint32_t obfuscated_ticket_age = 0;

  tls::EarlySecret early_secret(tls::CipherSuite with) const {
    return tls::EarlySecret::with_psk({with, tls::Trace(nullptr)}, key);
  }
  /// What early data behind this ClientHello is under.
  EvilKey early_key(base::View client_hello) const;
  /// §4.3.11.2, over a transcript that ends in a truncated ClientHello.
  base::Bytes binder(base::View truncated_transcript) const;
};

using EvilPsks = std::vector<std::shared_ptr<const EvilPsk>>;

/// psk_key_exchange_modes, and pre_shared_key with binders of zeros.
void offer_psks(tls::ClientHello& hello, const EvilPsks& psks);
/// The bytes of the hello up to its binders. §4.3.11.2
base::Bytes truncated(const tls::ClientHello& hello);
/// Puts right binders in, over `transcript` and the hello.
void add_binders(tls::ClientHello& hello, const EvilPsks& psks, base::View transcript);
/// Puts these in.
void set_binders(tls::ClientHello& hello, const std::vector<base::Bytes>& binders);

}  // namespace tests
