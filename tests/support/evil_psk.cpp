// See evil_psk.hpp.
#include "support/evil_psk.hpp"

#include "tls/schedule/cipher_suite.hpp"

namespace tests {

EvilPsk::EvilPsk(const tls::ClientTicket& ticket)
    : identity(ticket.ticket),
      key(ticket.psk.clone()),
      kind(tls::PskKind::resumption),
      suite(ticket.cipher_suite),
      obfuscated_ticket_age(ticket.ticket_age_add) {}

EvilKey EvilPsk::early_key(base::View client_hello) const {
  const base::Bytes hash = crypto::digest(tls::hash_of(suite), client_hello);
  return {suite, early_secret(suite).client_early_traffic_secret(hash).value().expose()};
}

base::Bytes EvilPsk::binder(base::View truncated_transcript) const {
  const base::Bytes hash = crypto::digest(tls::hash_of(suite), truncated_transcript);
  return early_secret(suite).binder_key(kind).verify_data(hash, tls::Trace(nullptr));
}

void offer_psks(tls::ClientHello& hello, const EvilPsks& psks) {
  tls::OfferedPsks offer;
  for (const auto& psk : psks) {
    offer.identities.push_back({wire::Opaque<1, 65535>(base::View(psk->identity)), psk->obfuscated_ticket_age});
    const base::Bytes zeros(crypto::length(tls::hash_of(psk->suite)));
    offer.binders.push_back({wire::Opaque<32, 255>(base::View(zeros))});
  }
  hello.extensions.set(tls::PskKeyExchangeModes{{}, {tls::PskKeyExchangeMode::psk_dhe_ke}});
  hello.extensions.remove(tls::ExtensionType::pre_shared_key);
  hello.extensions.add(offer);
}

base::Bytes truncated(const tls::ClientHello& hello) {
  base::Bytes raw = tls::encode(hello);
  const auto offer = hello.extensions.get<tls::OfferedPsks>();
  std::size_t length = 2;
  for (const auto& entry : offer->binders) length += 1 + entry.binder.size();
  raw.resize(raw.size() - length);
  return raw;
}

void set_binders(tls::ClientHello& hello, const std::vector<base::Bytes>& binders) {
  tls::OfferedPsks offer = *hello.extensions.get<tls::OfferedPsks>();
  offer.binders.clear();
  for (const base::Bytes& binder : binders) offer.binders.push_back({wire::Opaque<32, 255>(base::View(binder))});
  hello.extensions.set(offer);
}

void add_binders(tls::ClientHello& hello, const EvilPsks& psks, base::View transcript) {
  const base::Bytes before_binders = base::concat({transcript, truncated(hello)});
  std::vector<base::Bytes> binders;
  for (const auto& psk : psks) binders.push_back(psk->binder(before_binders));
  set_binders(hello, binders);
}

}  // namespace tests
