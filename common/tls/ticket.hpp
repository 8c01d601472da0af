// What lets two sides meet again without certificates (RFC 9846 §2.2): the client's ticket, as it keeps it, and a key
// that both have from elsewhere. Read next: tls/ticket_keys.hpp for the server's half, tls/client/psk.hpp for the use.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "crypto/certificate.hpp"
#include "crypto/hash.hpp"
#include "crypto/secret.hpp"
#include "tls/registry.hpp"

namespace vitrine::tls {

/// Wall-clock time, in the unit that ticket ages are counted in (§4.3.11.1).
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// A time as tickets and cookies have it written down: milliseconds since 1970.
constexpr std::uint64_t to_number(Time time) { return static_cast<std::uint64_t>(time.time_since_epoch().count()); }
/// And back; never so late that an age could overflow.
constexpr Time time_from(std::uint64_t number) {
  constexpr std::uint64_t latest = 1ULL << 62U;
  return Time{std::chrono::milliseconds(static_cast<std::int64_t>(number < latest ? number : latest))};
}

/// Tickets live for at most seven days: §4.7.1.
inline constexpr std::chrono::seconds max_ticket_lifetime{604'800};

/// Where a pre-shared key comes from; each kind has its own binder label, so that none can pass for another.
enum class PskKind : std::uint8_t {
  external,    // provisioned outside of TLS
  resumption,  // from a ticket
  imported,    // external, and bound to this use of it by RFC 9258
};

/// A NewSessionTicket and what the session behind it was. It cannot be copied: a ticket is used once (Appendix C.4).
struct ClientTicket {
  base::Bytes ticket;
  crypto::Secret psk;
  CipherSuite cipher_suite{};
  std::chrono::seconds lifetime{};
  std::uint32_t ticket_age_add = 0;
  std::uint32_t max_early_data_size = 0;  // bytes; 0: no early data with this one
  Time received;
  std::string server_name;  // the name that the certificate was verified for
  std::string alpn;
  std::vector<crypto::Certificate> peer_chain;
  std::optional<base::Bytes> own_certificate;  // who we were: as Session has it
};

/// A key that both sides were given beforehand. One that both roles use, or other protocols, too, goes through
/// imported() of tls/psk_importer.hpp first.
struct ExternalPsk {
  base::Bytes identity;
  crypto::Secret key;
  crypto::Hash hash = crypto::Hash::sha256;
  PskKind kind = PskKind::external;
};

}  // namespace vitrine::tls
