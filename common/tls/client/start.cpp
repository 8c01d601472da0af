// START and START_2: our ClientHello, and the second one after a HelloRetryRequest. RFC 9846 §4.2.2.
// Read next: tls/client/wait_sh.cpp.
#include <algorithm>

#include "tls/client/arrows.hpp"
#include "tls/client/grease.hpp"
#include "tls/client/psk.hpp"
#include "tls/client/server_name.hpp"
#include "tls/machine/own_certificate.hpp"
#include "tls/primitives.hpp"
#include "tls/schedule/cipher_suite.hpp"

namespace vitrine::tls::client {
namespace {

KeyShareClientHello offer_shares(Offer& offer, const std::vector<NamedGroup>& groups, crypto::Random& random) {
  KeyShareClientHello key_share;
  offer.shares.clear();
  for (const NamedGroup group : groups) {
    const auto known = primitive(group);
    if (!known) continue;
    offer.shares.emplace_back(group, crypto::KeyShare::offer(*known, random));
    const base::View share = offer.shares.back().second.key_exchange();
    key_share.client_shares.push_back({group, wire::Opaque<1, 65535>(share)});
  }
  return key_share;
}

ProtocolNameList protocol_names(const std::vector<std::string>& alpn) {
  ProtocolNameList list;
  for (const std::string& protocol : alpn) {
    list.protocol_name_list.push_back({wire::Opaque<1, 255>(base::view_of(protocol))});
  }
  return list;
}

ServerNameList server_name_list(const std::string& host) {
  ServerNameList list;
  list.server_name_list.push_back({NameType::host_name, wire::Opaque<1, 65535>(base::view_of(host))});
  return list;
}

void add_extensions(Extensions<In::CH>& extensions, const ClientHandshake& h) {
  const Preferences& preferences = h.config->preferences;
  const std::string host = name_to_send(h.server);
  if (!host.empty()) extensions.add(server_name_list(host));
  extensions.add(SupportedVersionsClientHello{{}, {ProtocolVersion::TLS_1_3}});
  extensions.add(NamedGroupList{{}, {preferences.groups.begin(), preferences.groups.end()}});
  extensions.add(SignatureSchemeList{{}, {preferences.signature_schemes.begin(), preferences.signature_schemes.end()}});
  extensions.add(SignatureSchemeListCert{{}, signature_schemes_in_certificates(preferences)});
  if (!h.config->alpn.empty()) extensions.add(protocol_names(h.config->alpn));
  const auto& compression = h.config->certificate_compression;
  if (!compression.empty()) extensions.add(compression_offer(compression));
  if (h.config->ask_for.ocsp_response) extensions.add(CertificateStatusRequest{});
  if (h.config->ask_for.signed_certificate_timestamps) extensions.add(SignedCertificateTimestampRequest{});
  if (h.config->record_size_limit) extensions.add(RecordSizeLimit{{}, *h.config->record_size_limit});
}

void add_psks(Offer& offer, ClientHandshake& h) {
  const PskModes& modes = h.config->psk_modes;
  offer.psks = psks_to_offer(h);
  if (!modes.empty()) offer.hello.extensions.add(PskKeyExchangeModes{{}, {modes.begin(), modes.end()}});
}

/// Only the first key may carry it, and it must be sent as the session before would have it. §4.3.10.
bool may_send_early(const Offer& offer, const ClientHandshake& h) {
  if (!h.server.offer_early_data || offer.psks.empty() || !offer.psks.front().ticket) return false;
  const ClientTicket& ticket = *offer.psks.front().ticket;
  const auto has = [](const auto& list, const auto& value) { return std::ranges::find(list, value) != list.end(); };
  return ticket.max_early_data_size > 0 && has(h.config->preferences.cipher_suites, ticket.cipher_suite) &&
         (ticket.alpn.empty() || has(h.config->alpn, ticket.alpn));
}

/// The key for early data hangs on this ClientHello. The change_cipher_spec goes before it: Appendix E.4.
void begin_early_data(const OfferedPsk& psk, ClientHandshake& h) {
  const base::Bytes client_hello = h.transcript.hash_of_waiting(hash_of(psk.cipher_suite));
  if (h.config->compatibility_mode) h.send_change_cipher_spec();
  h.change_sending_key(psk.early_secret.client_early_traffic_secret(client_hello));
  h.ask_for(KeepEarlyExporter{psk.cipher_suite, psk.early_secret.early_exporter_secret(client_hello)});
  h.ask_for(OfferEarlyData{psk.ticket->max_early_data_size});
  h.session.early_data = EarlyData::declined;  // until the server says otherwise
  h.sending_early = true;
}

/// The second ClientHello is sent in the clear, and early data is over.
void end_early_data(Offer& offer, ClientHandshake& h) {
  offer.hello.extensions.remove(ExtensionType::early_data);
  if (!std::exchange(h.sending_early, false)) return;
  h.ask_for(ForgetSendingKey{});
  h.session.early_data = EarlyData::retried;
}

void send(ClientHandshake& h, Offer& offer) {
  offer_psks(offer);
  h.offered = types_of(offer.hello.extensions);
  std::erase_if(h.offered, [](ExtensionType type) { return is_grease(static_cast<std::uint16_t>(type)); });
  h.send_raw(encode_with_binders(offer, h));
}

}  // namespace

Next<WaitSh> decide(Start /*from*/, ClientHandshake& h) {
  Offer offer;
  offer.hello.random = h.fresh<32>();
  if (h.config->compatibility_mode) offer.hello.legacy_session_id = wire::Opaque<0, 32>(base::View(h.fresh<32>()));
  const auto& suites = h.config->preferences.cipher_suites;
  offer.hello.cipher_suites.assign(suites.begin(), suites.end());
  add_extensions(offer.hello.extensions, h);
  offer.hello.extensions.add(offer_shares(offer, h.config->key_shares, h.random));
  if (h.config->grease) add_grease(offer.hello, h.random);
  add_psks(offer, h);
  const bool early = may_send_early(offer, h);
  if (early) offer.hello.extensions.add(EarlyDataIndication{});
  send(h, offer);
  if (early) begin_early_data(offer.psks.front(), h);
  return WaitSh{std::move(offer)};
}

Next<WaitSh2> decide(Start2 from, ClientHandshake& h) {
  if (from.retry.group) from.hello.extensions.set(offer_shares(from, {*from.retry.group}, h.random));
  const crypto::Hash hash = hash_of(from.retry.cipher_suite);
  std::erase_if(from.psks, [hash](const OfferedPsk& psk) { return hash_of(psk.cipher_suite) != hash; });
  end_early_data(from, h);
  if (h.config->compatibility_mode) h.send_change_cipher_spec();
  send(h, from);
  return WaitSh2{std::move(static_cast<Offer&>(from)), from.retry};
}

}  // namespace vitrine::tls::client
