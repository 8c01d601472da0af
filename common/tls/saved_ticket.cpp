// See saved_ticket.hpp.
#include "tls/saved_ticket.hpp"

#include "crypto/error.hpp"
#include "wire/reader.hpp"
#include "wire/writer.hpp"

namespace vitrine::tls {
namespace {

struct SavedCertificate {
  wire::Opaque<1, 16777215> cert_data;
  static void layout(auto& m, auto& io) { io("cert_data", m.cert_data); }
};

struct SavedTicket {
  std::uint8_t format = 2;
  CipherSuite cipher_suite{};
  std::uint64_t received = 0;  // milliseconds since 1970
  std::uint32_t lifetime = 0;  // seconds
  std::uint32_t ticket_age_add = 0;
  std::uint32_t max_early_data_size = 0;
  wire::Opaque<0, 255> server_name;
  wire::Opaque<0, 255> alpn;
  wire::Opaque<1, 65535> ticket;
  wire::Vector<SavedCertificate, 0, 16777215> peer_chain;
  std::uint8_t was_asked = 0;  // who we are
  wire::Opaque<0, 255> own_certificate;
  wire::Opaque<32, 48> psk;  // the last, so that the writer does not move it about

  SavedTicket() = default;
  SavedTicket(const SavedTicket&) = delete;
  SavedTicket(SavedTicket&&) = default;
  ~SavedTicket() { crypto::wipe(psk); }

  static void layout(auto& m, auto& io) {
    io("format", m.format)("cipher_suite", m.cipher_suite)("received", m.received)("lifetime", m.lifetime)(
        "ticket_age_add", m.ticket_age_add)("max_early_data_size", m.max_early_data_size)("server_name", m.server_name)(
        "alpn", m.alpn)("ticket", m.ticket)("peer_chain", m.peer_chain)("was_asked", m.was_asked)(
        "own_certificate", m.own_certificate)("psk", m.psk);
  }
};

ClientTicket ticket_of(const SavedTicket& saved) {
  ClientTicket ticket{.ticket = base::copy_of(saved.ticket),
                      .psk = crypto::Secret(base::View(saved.psk)),
                      .cipher_suite = saved.cipher_suite,
                      .lifetime = std::chrono::seconds(saved.lifetime),
                      .ticket_age_add = saved.ticket_age_add,
                      .max_early_data_size = saved.max_early_data_size,
                      .received = time_from(saved.received),
                      .server_name = std::string(base::text_of(saved.server_name)),
                      .alpn = std::string(base::text_of(saved.alpn)),
                      .peer_chain = {},
                      .own_certificate = {}};
  if (saved.was_asked == 1) ticket.own_certificate = base::copy_of(saved.own_certificate);
  for (const SavedCertificate& entry : saved.peer_chain) {
    ticket.peer_chain.push_back(crypto::Certificate::from_der(entry.cert_data));
  }
  return ticket;
}

}  // namespace

crypto::Secret to_bytes(const ClientTicket& ticket) {
  SavedTicket saved;
  saved.cipher_suite = ticket.cipher_suite;
  saved.received = to_number(ticket.received);
  saved.lifetime = static_cast<std::uint32_t>(ticket.lifetime.count());
  saved.ticket_age_add = ticket.ticket_age_add;
  saved.max_early_data_size = ticket.max_early_data_size;
  saved.server_name = wire::Opaque<0, 255>(base::view_of(ticket.server_name));
  saved.alpn = wire::Opaque<0, 255>(base::view_of(ticket.alpn));
  saved.ticket = wire::Opaque<1, 65535>(base::View(ticket.ticket));
  saved.psk = wire::Opaque<32, 48>(ticket.psk.expose());
  for (const crypto::Certificate& certificate : ticket.peer_chain) {
    saved.peer_chain.push_back({wire::Opaque<1, 16777215>(base::View(certificate.der()))});
  }
  saved.was_asked = ticket.own_certificate ? 1 : 0;
  if (ticket.own_certificate) saved.own_certificate = wire::Opaque<0, 255>(base::View(*ticket.own_certificate));
  base::Bytes bytes = wire::write_all(saved);
  crypto::Secret secret{base::View(bytes)};
  crypto::wipe(bytes);
  return secret;
}

std::optional<ClientTicket> ticket_from(base::View bytes) {
  try {
    const auto saved = wire::read_all<SavedTicket>(bytes, "ticket");
    if (saved.format != SavedTicket().format) return std::nullopt;
    return ticket_of(saved);
  } catch (const wire::DecodeError&) {
    return std::nullopt;
  } catch (const crypto::Error&) {
    return std::nullopt;
  }
}

}  // namespace vitrine::tls
