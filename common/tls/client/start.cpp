// START and START_2: our ClientHello, and the second one after a HelloRetryRequest. RFC 9846 §4.2.2.
// Read next: tls/client/wait_sh.cpp.
#include "tls/client/arrows.hpp"
#include "tls/client/server_name.hpp"
#include "tls/machine/own_certificate.hpp"
#include "tls/primitives.hpp"

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
  if (h.config->record_size_limit) extensions.add(RecordSizeLimit{{}, *h.config->record_size_limit});
}

void send(ClientHandshake& h, const ClientHello& hello) {
  h.offered = types_of(hello.extensions);
  h.send(hello);
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
  send(h, offer.hello);
  return WaitSh{std::move(offer)};
}

Next<WaitSh2> decide(Start2 from, ClientHandshake& h) {
  if (from.retry.group) from.hello.extensions.set(offer_shares(from, {*from.retry.group}, h.random));
  if (h.config->compatibility_mode) h.send_change_cipher_spec();
  send(h, from.hello);
  return WaitSh2{std::move(static_cast<Offer&>(from)), from.retry};
}

}  // namespace vitrine::tls::client
