// See psk.hpp.
#include "tls/server/psk.hpp"

#include <algorithm>

#include "tls/machine/peer_certificate.hpp"
#include "tls/message/psk_binders.hpp"
#include "tls/psk_importer.hpp"
#include "tls/schedule/cipher_suite.hpp"

namespace vitrine::tls::server {
namespace {

using enum AlertDescription;

/// A key that one of the identities stands for.
struct Candidate {
  PskKind kind{};
  crypto::Hash hash{};
  crypto::Secret key;
  std::optional<TicketContents> ticket;
};

/// The first reason wins: who comes with three keys asks why the best of them was not taken.
std::nullopt_t pass_over(const ServerHandshake& h, PskRefusal why) {
  if (!h.session.psk_refusal) h.session.psk_refusal = why;
  return std::nullopt;
}

bool is_alive(const TicketContents& ticket, const ServerHandshake& h) {
  const auto age = h.first_hello - ticket.issued;
  return age >= -h.config->limits.early_data_window && age <= std::min(ticket.lifetime, max_ticket_lifetime);
}

bool is_recent(const TicketContents& ticket, const ServerHandshake& h) {
  return h.first_hello - ticket.authenticated <= h.config->limits.since_certificate;
}

/// Who the client is must be known as well as today's policy wants it, and still be believed.
bool meets_client_policy(const TicketContents& ticket, const ServerHandshake& h) {
  if (ticket.client_chain.empty()) return h.config->client_authentication != ClientAuthentication::required;
  if (h.config->client_authentication == ClientAuthentication::none) return false;
  const Judge judge{h.config->client_trust.get(), h.config->verify_client_chain, crypto::Purpose::client_authentication,
                    ""};
  return is_still_believed(ticket.client_chain, judge, h.first_hello);
}

/// The client must have seen a certificate that we still use.
bool has_our_certificate(const TicketContents& ticket, const ServerHandshake& h) {
  return std::ranges::any_of(h.config->credentials, [&](const auto& credential) {
    return credential->chain.front().fingerprint() == ticket.server_certificate;
  });
}

std::optional<Candidate> from_ticket(base::View identity, const ServerHandshake& h) {
  std::optional<TicketContents> ticket;
  if (h.config->ticket_keys) ticket = open_ticket(identity, *h.config->ticket_keys);
  if (!ticket) return pass_over(h, PskRefusal::unknown);
  if (!is_alive(*ticket, h)) return pass_over(h, PskRefusal::expired);
  if (!is_recent(*ticket, h)) return pass_over(h, PskRefusal::certificate_too_old);
  if (ticket->server_name != h.session.server_name) return pass_over(h, PskRefusal::other_name);
  if (!has_our_certificate(*ticket, h)) return pass_over(h, PskRefusal::other_certificate);
  if (!meets_client_policy(*ticket, h)) return pass_over(h, PskRefusal::client_certificate);
  return Candidate{PskKind::resumption, hash_of(ticket->cipher_suite), ticket->psk.clone(), std::move(ticket)};
}

/// A key says nothing about certificates: where one is required, it does not stand in for it.
std::optional<Candidate> from_external(base::View identity, const ServerHandshake& h) {
  const auto& psks = h.config->external_psks;
  const auto found =
      std::ranges::find_if(psks, [&](const auto& psk) { return std::ranges::equal(psk->identity, identity); });
  if (found == psks.end()) return std::nullopt;
  if (h.config->client_authentication == ClientAuthentication::required)
    return pass_over(h, PskRefusal::client_certificate);
  return Candidate{(*found)->kind, (*found)->hash, (*found)->key.clone(), std::nullopt};
}

std::optional<Candidate> look_up(const PskIdentity& identity, const ServerHandshake& h) {
  if (auto external = from_external(identity.identity, h)) return external;
  return from_ticket(identity.identity, h);
}

void check_binder(const ServerHandshake& h, const OfferedPsks& offer, const SelectedPsk& psk, const Candidate& key) {
  const base::Bytes truncated = h.transcript.hash_of_waiting(key.hash, binders_length(offer));
  const base::Bytes expected = psk.early_secret.binder_key(key.kind).verify_data(truncated, h.trace);
  h.require(crypto::constant_time_equal(offer.binders[psk.identity].binder, expected),
            {decrypt_error, "4.3.11.2", "the binder proves that the client has the pre-shared key"});
}

SessionPsk session_psk(const Candidate& key, base::View identity) {
  if (key.ticket) return {key.kind, "", key.ticket->issued};
  return {key.kind, given_identity(key.kind, identity), {}};
}

bool may_use_psks(const ServerHandshake& h, const ClientHello& hello) {
  return common_mode(h, hello, PskKeyExchangeMode::psk_dhe_ke) || common_mode(h, hello, PskKeyExchangeMode::psk_ke);
}

}  // namespace

void check_psk_offer(const ServerHandshake& h, const ClientHello& hello) {
  const auto offer = hello.extensions.get<OfferedPsks>();
  if (!offer) return;
  h.require(hello.extensions.back().extension_type == ExtensionType::pre_shared_key,
            {illegal_parameter, "4.3.11", "pre_shared_key is the last extension"});
  h.require(hello.extensions.has(ExtensionType::psk_key_exchange_modes),
            {missing_extension, "4.3.9", "pre_shared_key comes with psk_key_exchange_modes"});
  h.require(offer->identities.size() == offer->binders.size(),
            {illegal_parameter, "4.3.11", "there is one binder for each identity"});
}

std::optional<SelectedPsk> select_psk(const ServerHandshake& h, const ClientHello& hello, CipherSuite suite) {
  const auto offer = hello.extensions.get<OfferedPsks>();
  if (!offer) return std::nullopt;
  if (!may_use_psks(h, hello)) return pass_over(h, PskRefusal::no_mode);
  const std::size_t count = std::min<std::size_t>(offer->identities.size(), h.config->limits.psk_identities);
  for (std::size_t i = 0; i < count; ++i) {
    std::optional<Candidate> key = look_up(offer->identities[i], h);
    if (key && key->hash != hash_of(suite)) pass_over(h, PskRefusal::other_hash);
    if (!key || key->hash != hash_of(suite)) continue;
    SelectedPsk psk{static_cast<std::uint16_t>(i),
                    EarlySecret::with_psk({suite, h.trace}, key->key),
                    session_psk(*key, offer->identities[i].identity),
                    {}};
    check_binder(h, *offer, psk, *key);
    h.session.psk_refusal.reset();
    psk.ticket = std::move(key->ticket);
    return psk;
  }
  return std::nullopt;
}

std::optional<crypto::Hash> hash_of_external_psk(const ServerHandshake& h, const ClientHello& hello) {
  const auto offer = hello.extensions.get<OfferedPsks>();
  if (h.config->external_psks.empty() || !offer || !may_use_psks(h, hello)) return std::nullopt;
  const std::size_t count = std::min<std::size_t>(offer->identities.size(), h.config->limits.psk_identities);
  for (std::size_t i = 0; i < count; ++i) {
    if (const auto key = from_external(offer->identities[i].identity, h)) return key->hash;
  }
  return std::nullopt;
}

bool common_mode(const ServerHandshake& h, const ClientHello& hello, PskKeyExchangeMode mode) {
  const auto theirs = hello.extensions.get<PskKeyExchangeModes>();
  const auto has = [mode](const auto& modes) { return std::ranges::find(modes, mode) != modes.end(); };
  return theirs && has(theirs->ke_modes) && has(h.config->psk_modes);
}

std::chrono::milliseconds age_skew(const TicketContents& ticket, const PskIdentity& identity, Time now) {
  const std::chrono::milliseconds said(identity.obfuscated_ticket_age - ticket.ticket_age_add);
  return said - (now - ticket.issued);
}

}  // namespace vitrine::tls::server
