// See victim.hpp.
#include "fuzz/victim.hpp"

#include "crypto/error.hpp"

namespace fuzz {

const tls::ServerConfig& cached_server_config() {
  static const tls::ServerConfig config = tests::server_config();
  return config;
}

const tls::ClientConfig& cached_client_config() {
  static const tls::ClientConfig config = [] {
    tls::ClientConfig classic = tests::client_config();
    classic.preferences.groups = {tls::NamedGroup::x25519, tls::NamedGroup::secp256r1};
    classic.key_shares = {tls::NamedGroup::x25519};
    return classic;
  }();
  return config;
}

const std::shared_ptr<const tls::TicketKeys>& ticket_keys() {
  static const auto keys = [] {
    tests::SeededRandom random(3);
    return std::make_shared<const tls::TicketKeys>(tls::TicketKeys::fresh(random, tests::now()));
  }();
  return keys;
}

const std::shared_ptr<const tls::ExternalPsk>& external_psk() {
  static const auto psk = std::make_shared<const tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("somebody")), crypto::Secret(base::View(base::Bytes(32, 7)))});
  return psk;
}

std::shared_ptr<const tests::EvilPsk> evil_psk() {
  return std::make_shared<const tests::EvilPsk>(external_psk()->identity, external_psk()->key.expose());
}

tls::server::TicketContents ticket_contents() {
  tls::server::TicketContents ticket;
  ticket.cipher_suite = tls::CipherSuite::TLS_AES_128_GCM_SHA256;
  ticket.issued = ticket.authenticated = tests::now();
  ticket.lifetime = std::chrono::hours(1);
  ticket.max_early_data_size = 100;
  ticket.server_certificate = cached_server_config().credentials.front()->chain.front().fingerprint();
  ticket.psk = crypto::Secret(32);
  return ticket;
}

std::shared_ptr<const tests::EvilPsk> evil_ticket() {
  static const base::Bytes sealed = [] {
    tests::SeededRandom random(4);
    return tls::server::seal(ticket_contents(), *ticket_keys(), random);
  }();
  auto psk = std::make_shared<tests::EvilPsk>(sealed, ticket_contents().psk.expose());
  psk->kind = tls::PskKind::resumption;
  return psk;
}

bool was_connected(const EvilPeer& evil) {
  return std::ranges::any_of(evil.events.arrows,
                             [](const std::string& arrow) { return arrow.ends_with("> CONNECTED"); });
}

namespace {

void check_failure(EvilPeer& evil) {
  const tls::Failure failure = *evil.victim.failure();
  const bool ours = failure.origin == tls::Failure::Origin::ours;
  ensure(!ours || failure.alert != tls::AlertDescription::internal_error, "nothing that a peer does is internal_error");
  ensure(!failure.text.empty(), "a failure has words");
  const auto& told = evil.events.alerts_sent;
  const bool said_goodbye = std::ranges::find(told, tls::AlertDescription::close_notify) != told.end();
  ensure(evil.victim.state() == "Failed", "a failure is a state");
  ensure(evil.victim.plaintext().empty(), "nothing is read after a failure");
  const std::size_t output = evil.victim.output().size();
  evil.deliver(tests::raw_record(tls::ContentType::handshake, base::Bytes(4, 1)));
  evil.victim.close();
  ensure(!evil.victim.send(base::view_of("more")), "nothing is sent after a failure");
  ensure(evil.victim.status() == tls::Status::failed && evil.victim.output().size() == output, "a failure is final");
  ensure(evil.victim.failure()->alert == failure.alert, "and keeps its reason");
  ensure(!ours || said_goodbye || (!told.empty() && told.back() == failure.alert), "the peer is told why");
}

}  // namespace

void check_manners(EvilPeer& evil) {
  const auto fatal = std::ranges::count_if(evil.events.alerts_sent, [](tls::AlertDescription alert) {
    return alert != tls::AlertDescription::close_notify && alert != tls::AlertDescription::user_canceled;
  });
  ensure(fatal <= 1, "there is at most one fatal alert");
  ensure(evil.got.empty() || was_connected(evil), "plaintext comes out of an established connection only");
  ensure((evil.victim.status() == tls::Status::failed) == evil.victim.failure().has_value(),
         "a failure is one or none");
  if (evil.victim.failure()) check_failure(evil);
}

bool said_honestly(const std::vector<Said>& said, tls::HandshakeType type) {
  return std::ranges::any_of(said, [type](const Said& one) { return one.type == type && one.honest; });
}

void hear(EvilPeer& evil) {
  try {
    evil.listen();
  } catch (const crypto::Error&) {
    return;
  } catch (const std::out_of_range&) {
    return;
  }
}

namespace {

base::Bytes with_other_bytes(base::View raw, Input& script) {
  base::Bytes changed = base::copy_of(raw);
  for (std::size_t count = script.byte() % 4U + 1; count > 0; --count) {
    const std::size_t at = tls::handshake_header_length + script.pair();
    const std::uint8_t bits = script.byte();
    if (at < changed.size()) changed[at] ^= bits;
  }
  return changed;
}

base::Bytes with_another_end(base::View raw, Input& script) {
  const base::View body = raw.subspan(tls::handshake_header_length);
  const base::View rest = body.first(script.pair() % (body.size() + 1));
  return tests::raw_message(raw.front(), base::concat({rest, script.piece()}));
}

}  // namespace

base::Bytes changed(base::View raw, Change how, Input& script) {
  switch (how) {
    case Change::some_bytes:
      return with_other_bytes(raw, script);
    case Change::other_end:
      return with_another_end(raw, script);
    default:
      return base::copy_of(raw);
  }
}

}  // namespace fuzz
