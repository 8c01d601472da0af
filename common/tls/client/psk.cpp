// See psk.hpp.
#include "tls/client/psk.hpp"

#include <algorithm>

#include "tls/client/server_name.hpp"
#include "tls/machine/peer_certificate.hpp"
#include "tls/message/psk_binders.hpp"
#include "tls/schedule/cipher_suite.hpp"

namespace vitrine::tls::client {
namespace {

using std::chrono::milliseconds;

bool offers_hash(const ClientConfig& config, crypto::Hash hash) {
  return std::ranges::any_of(config.preferences.cipher_suites, [hash](CipherSuite s) { return hash_of(s) == hash; });
}

/// The certificate of the session before must be good now and for this name. §4.7.1.
bool is_still_believed(const ClientTicket& ticket, const ClientHandshake& h) {
  const Judge judge{h.config->trust.get(), h.config->verify_chain, crypto::Purpose::server_authentication,
                    name_to_verify(h.server)};
  return tls::is_still_believed(ticket.peer_chain, judge, h.now);
}

/// The server will take us for who we were then; that must be who we are now.
bool are_still_the_same(const ClientTicket& ticket, const ClientConfig& config) {
  if (!ticket.own_certificate) return true;
  if (ticket.own_certificate->empty()) return config.credentials.empty();
  return std::ranges::any_of(config.credentials, [&](const auto& credential) {
    return credential->chain.front().fingerprint() == *ticket.own_certificate;
  });
}

bool is_usable(const ClientTicket& ticket, const ClientHandshake& h) {
  const auto age = h.now - ticket.received;
  return age >= milliseconds(0) && age <= std::min(ticket.lifetime, max_ticket_lifetime) &&
         ticket.server_name == name_to_verify(h.server) && offers_hash(*h.config, hash_of(ticket.cipher_suite)) &&
         are_still_the_same(ticket, *h.config) && !ticket.peer_chain.empty() && is_still_believed(ticket, h);
}

std::uint32_t obfuscated_age(const ClientTicket& ticket, Time now) {
  const auto age = std::chrono::duration_cast<milliseconds>(now - ticket.received).count();
  return static_cast<std::uint32_t>(age) + ticket.ticket_age_add;
}

OfferedPsk from_ticket(ClientTicket ticket, const ClientHandshake& h) {
  return {PskKind::resumption,
          ticket.cipher_suite,
          {wire::Opaque<1, 65535>(base::View(ticket.ticket)), obfuscated_age(ticket, h.now)},
          EarlySecret::with_psk({ticket.cipher_suite, h.trace}, ticket.psk),
          std::move(ticket)};
}

OfferedPsk from_external(const ExternalPsk& psk, const ClientHandshake& h) {
  const CipherSuite suite = suite_with(psk.hash);
  return {psk.kind,
          suite,
          {wire::Opaque<1, 65535>(base::View(psk.identity)), 0},
          EarlySecret::with_psk({suite, h.trace}, psk.key),
          std::nullopt};
}

std::size_t binder_length(const OfferedPsk& psk) { return crypto::length(hash_of(psk.cipher_suite)); }

base::Bytes binder(const OfferedPsk& psk, base::View truncated, const ClientHandshake& h) {
  const base::Bytes hash = h.transcript.hash_of_waiting_and(hash_of(psk.cipher_suite), truncated);
  return psk.early_secret.binder_key(psk.kind).verify_data(hash, h.trace);
}

}  // namespace

std::vector<OfferedPsk> psks_to_offer(ClientHandshake& h) {
  std::vector<OfferedPsk> psks;
  std::optional<ClientTicket> ticket = std::exchange(h.server.ticket, std::nullopt);
  if (h.config->psk_modes.empty()) return psks;
  if (ticket && is_usable(*ticket, h)) psks.push_back(from_ticket(std::move(*ticket), h));
  for (const auto& psk : h.config->external_psks) {
    if (offers_hash(*h.config, psk->hash)) psks.push_back(from_external(*psk, h));
  }
  return psks;
}

void offer_psks(Offer& offer) {
  offer.hello.extensions.remove(ExtensionType::pre_shared_key);
  if (offer.psks.empty()) return;
  OfferedPsks offered;
  for (const OfferedPsk& psk : offer.psks) {
    offered.identities.push_back(psk.identity);
    offered.binders.push_back({wire::Opaque<32, 255>(base::View(base::Bytes(binder_length(psk))))});
  }
  offer.hello.extensions.add(offered);
}

base::Bytes encode_with_binders(const Offer& offer, const ClientHandshake& h) {
  ClientHello hello = offer.hello;
  base::Bytes raw = encode(hello);
  if (offer.psks.empty()) return raw;
  auto offered = *hello.extensions.get<OfferedPsks>();
  const base::View truncated = base::View(raw).first(raw.size() - binders_length(offered));
  for (std::size_t i = 0; i < offer.psks.size(); ++i) {
    offered.binders[i].binder = wire::Opaque<32, 255>(base::View(binder(offer.psks[i], truncated, h)));
  }
  hello.extensions.set(offered);
  return encode(hello);
}

}  // namespace vitrine::tls::client
