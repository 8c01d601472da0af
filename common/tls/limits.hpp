// Every limit of the engine, each with its reason. The RFC leaves most of them to us; where it does not, the section
// stands beside it. Tests lower them through Config.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace vitrine::tls {

/// What record_size_limit may say (RFC 8449 §4); the greatest is 2^14 + 1, for the type behind the content (§5.4).
inline constexpr std::uint16_t least_record_size_limit = 64;
inline constexpr std::uint16_t greatest_record_size_limit = 16385;

/// How long a protected record may be inside, with type and padding, in each direction, as both have agreed.
struct RecordSizeLimits {
  std::size_t sending;
  std::size_t receiving;
};

struct Limits {
  /// A ClientHello may carry thousands of extensions and a cookie of 64 KiB; a certificate chain is as long.
  std::size_t handshake_message = 1U << 17U;
  /// Empty application_data records in a row: cover traffic (§5.4), or a way to burn our time.
  unsigned empty_records = 32;
  /// change_cipher_spec records in a handshake. §5 has us drop them; a peer that follows Appendix E.4 sends one or two.
  unsigned change_cipher_specs = 2;
  /// user_canceled is ignored (§6.1), but not for ever.
  unsigned warning_alerts = 4;
  /// Messages after the handshake (KeyUpdate, NewSessionTicket) without application data between them.
  unsigned messages_without_data = 32;
  /// KeyUpdates that a peer may send in a minute: half a terabyte each second does not need more.
  unsigned key_updates_a_minute = 100;
  /// Bytes of early data, as they travel, to drop when a client sends some though none was allowed (§4.3.10). What our
  /// tickets allow is dropped besides, twice over: padding and headers are not counted there.
  std::size_t skipped_early_data = 16384;
  /// Bytes that a server may send to a client which has not finished yet.
  std::size_t half_rtt_data = 1U << 20U;
  /// Identities of a pre_shared_key that are looked up before we give up: each may cost a decryption.
  unsigned psk_identities = 4;
  /// Tickets that a client keeps from one connection; the oldest makes room.
  std::size_t tickets_kept = 4;
  /// How far the age that a client reports may be off for its early data to count as fresh (§8.3).
  std::chrono::milliseconds early_data_window{10'000};
  /// How long a cookie of ours is good for: a round trip, and patience.
  std::chrono::milliseconds cookie_lifetime{30'000};
  /// No resumption is based on a certificate that was shown longer ago than this (§4.7.1).
  std::chrono::seconds since_certificate{604'800};
  /// Bytes of content in each record that we send: from 64, as RFC 8449 §4 has it, to the 2^14 of §5.1.
  std::size_t sent_fragment = 1U << 14U;
  /// Records sealed under one AES-GCM key before a KeyUpdate of our own: 2^24, below the 2^24.5 of §5.5.
  std::uint64_t records_per_key = 1ULL << 24U;
  /// KeyUpdates of our own in one connection. §4.7.3.
  std::uint64_t key_updates = (1ULL << 48U) - 1;
};

}  // namespace vitrine::tls
