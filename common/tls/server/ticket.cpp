// See ticket.hpp. The contents are a structure like any message's, so that one layout() writes and reads it.
#include "tls/server/ticket.hpp"

#include "crypto/error.hpp"

namespace vitrine::tls::server {
namespace {

struct CertificateData {
  wire::Opaque<1, 16777215> cert_data;
  static void layout(auto& m, auto& io) { io("cert_data", m.cert_data); }
};

struct SealedTicket {
  std::uint8_t format = TicketContents::format;
  CipherSuite cipher_suite{};
  std::uint64_t issued = 0;         // milliseconds since 1970
  std::uint64_t authenticated = 0;  // the same
  std::uint32_t lifetime = 0;       // seconds
  std::uint32_t ticket_age_add = 0;
  std::uint32_t max_early_data_size = 0;
  wire::Opaque<0, 255> server_name;
  wire::Opaque<0, 255> alpn;
  wire::Opaque<0, 255> server_certificate;
  wire::Vector<CertificateData, 0, 16777215> client_chain;
  wire::Opaque<32, 48> psk;

  SealedTicket() = default;
  SealedTicket(const SealedTicket&) = delete;
  SealedTicket(SealedTicket&&) = default;
  ~SealedTicket() { crypto::wipe(psk); }

  static void layout(auto& m, auto& io) {
    io("format", m.format)("cipher_suite", m.cipher_suite)("issued", m.issued)("authenticated", m.authenticated)(
        "lifetime", m.lifetime)("ticket_age_add", m.ticket_age_add)("max_early_data_size", m.max_early_data_size)(
        "server_name", m.server_name)("alpn", m.alpn)("server_certificate", m.server_certificate)(
        "client_chain", m.client_chain)("psk", m.psk);
  }
};

std::vector<crypto::Certificate> certificates(const SealedTicket& sealed) {
  std::vector<crypto::Certificate> chain;
  for (const CertificateData& entry : sealed.client_chain) {
    chain.push_back(crypto::Certificate::from_der(entry.cert_data));
  }
  return chain;
}

TicketContents contents_of(const SealedTicket& sealed) {
  return {.cipher_suite = sealed.cipher_suite,
          .issued = time_from(sealed.issued),
          .authenticated = time_from(sealed.authenticated),
          .lifetime = std::chrono::seconds(sealed.lifetime),
          .ticket_age_add = sealed.ticket_age_add,
          .max_early_data_size = sealed.max_early_data_size,
          .server_name = std::string(base::text_of(sealed.server_name)),
          .alpn = std::string(base::text_of(sealed.alpn)),
          .server_certificate = base::copy_of(sealed.server_certificate),
          .client_chain = certificates(sealed),
          .psk = crypto::Secret(base::View(sealed.psk))};
}

SealedTicket sealed_form(const TicketContents& contents) {
  SealedTicket sealed;
  sealed.cipher_suite = contents.cipher_suite;
  sealed.issued = to_number(contents.issued);
  sealed.authenticated = to_number(contents.authenticated);
  sealed.lifetime = static_cast<std::uint32_t>(contents.lifetime.count());
  sealed.ticket_age_add = contents.ticket_age_add;
  sealed.max_early_data_size = contents.max_early_data_size;
  sealed.server_name = wire::Opaque<0, 255>(base::view_of(contents.server_name));
  sealed.alpn = wire::Opaque<0, 255>(base::view_of(contents.alpn));
  sealed.server_certificate = wire::Opaque<0, 255>(base::View(contents.server_certificate));
  for (const crypto::Certificate& certificate : contents.client_chain) {
    sealed.client_chain.push_back({wire::Opaque<1, 16777215>(base::View(certificate.der()))});
  }
  sealed.psk = wire::Opaque<32, 48>(contents.psk.expose());
  return sealed;
}

}  // namespace

base::Bytes seal(const TicketContents& contents, const TicketKeys& keys, crypto::Random& random) {
  base::Bytes plain = wire::write_all(sealed_form(contents));
  base::Bytes ticket = keys.seal(plain, random);
  crypto::wipe(plain);
  return ticket;
}

std::optional<TicketContents> open_ticket(base::View ticket, const TicketKeys& keys) {
  const std::optional<crypto::Secret> plain = keys.open(ticket);
  if (!plain || plain->empty() || plain->expose().front() != TicketContents::format) return std::nullopt;
  try {
    return contents_of(wire::read_all<SealedTicket>(plain->expose(), "ticket"));
  } catch (const wire::DecodeError&) {
    return std::nullopt;
  } catch (const crypto::Error&) {
    return std::nullopt;
  }
}

}  // namespace vitrine::tls::server
