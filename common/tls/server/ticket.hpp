// What a ticket of ours says about the session that it was given in, sealed by TicketKeys: RFC 9846 §4.7.1.
// Read next: tls/server/psk.hpp, where it comes back.
#pragma once
#include "tls/message/authentication.hpp"
#include "tls/ticket_keys.hpp"

namespace vitrine::tls::server {

struct TicketContents {
  static constexpr std::uint8_t format = 1;  // tells a ticket from a cookie, and from tickets of other releases

  CipherSuite cipher_suite{};
  Time issued;
  Time authenticated;  // when the certificates were shown, in the first session of the line
  std::chrono::seconds lifetime{};
  std::uint32_t ticket_age_add = 0;
  std::uint32_t max_early_data_size = 0;
  std::string server_name;
  std::string alpn;
  base::Bytes server_certificate;  // fingerprint of what the client saw then
  std::vector<crypto::Certificate> client_chain;
  crypto::Secret psk;
};

base::Bytes seal(const TicketContents& contents, const TicketKeys& keys, crypto::Random& random);

/// Nothing for anything but a ticket of ours, however it is malformed.
std::optional<TicketContents> open_ticket(base::View ticket, const TicketKeys& keys);

}  // namespace vitrine::tls::server
