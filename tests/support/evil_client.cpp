// See evil_client.hpp.
#include "support/evil_client.hpp"

#include "tls/primitives.hpp"

namespace tests {
namespace {

EvilPeer::Make a_server(const tls::ServerConfig& config) {
  return [&config](crypto::Random& random, tls::EventSink* sink) {
    return tls::Connection::server(std::make_shared<tls::ServerConfig>(config), random, now(), sink);
  };
}

}  // namespace

EvilClient::EvilClient(const tls::ServerConfig& config) : EvilPeer(a_server(config)) {}

tls::ClientHello EvilClient::hello(tls::NamedGroup share) {
  const tls::Preferences all;
  tls::ClientHello message;
  random.fill(message.random);
  message.legacy_session_id = wire::Opaque<0, 32>(base::View(message.random));
  message.cipher_suites.assign(all.cipher_suites.begin(), all.cipher_suites.end());
  message.extensions.add(tls::SupportedVersionsClientHello{{}, {tls::ProtocolVersion::TLS_1_3}});
  message.extensions.add(tls::NamedGroupList{{}, {all.groups.begin(), all.groups.end()}});
  message.extensions.add(tls::SignatureSchemeList{{}, {all.signature_schemes.begin(), all.signature_schemes.end()}});
  offer_share(message, share);
  return message;
}

void EvilClient::offer_share(tls::ClientHello& message, tls::NamedGroup group) {
  share_ = crypto::KeyShare::offer(*tls::primitive(group), random);
  message.extensions.set(tls::KeyShareClientHello{{}, {{group, wire::Opaque<1, 65535>(share_->key_exchange())}}});
}

void EvilClient::say(const tls::ClientHello& message) {
  send(message);
  listen();
}

void EvilClient::say(tls::ClientHello message, const EvilPsks& psks) {
  offer_psks(message, psks);
  add_binders(message, psks, transcript);
  send_hello(message, psks);
  listen();
}

void EvilClient::send_hello(const tls::ClientHello& message, const EvilPsks& psks) {
  psks_ = psks;
  send(message);
  if (message.extensions.has(tls::ExtensionType::early_data)) early = psks.front()->early_key(transcript);
}

void EvilClient::send_early(std::string_view text) {
  deliver(early->seal(tls::ContentType::application_data, base::view_of(text)));
}

void EvilClient::end_early_data() {
  const base::Bytes raw = tls::encode(tls::EndOfEarlyData{});
  base::append(transcript, raw);
  deliver(early->seal(tls::ContentType::handshake, raw));
}

void EvilClient::learn(const tls::RawMessage& message) {
  if (tls::is<tls::NewSessionTicket>(message)) return tickets.push_back(tls::decode<tls::NewSessionTicket>(message));
  if (tls::is<tls::HelloRetryRequest>(message)) {
    retry = tls::decode<tls::HelloRetryRequest>(message);
    suite = retry->cipher_suite;
    replace_transcript_by_its_hash();
  }
  base::append(transcript, message.raw);
  if (tls::is<tls::ServerHello>(message)) learn_server_hello(message);
  if (tls::is<tls::EncryptedExtensions>(message)) {
    encrypted_extensions = tls::decode<tls::EncryptedExtensions>(message);
  }
  if (tls::is<tls::Finished>(message)) learn_finished();
}

tls::EarlySecret EvilClient::early_secret() const {
  const auto selected = server_hello->extensions.get<tls::PreSharedKeyServerHello>();
  if (!selected) return tls::EarlySecret::without_psk({suite, tls::Trace(nullptr)});
  return psks_.at(selected->selected_identity)->early_secret(suite);
}

void EvilClient::learn_server_hello(const tls::RawMessage& message) {
  server_hello = tls::decode<tls::ServerHello>(message);
  suite = server_hello->cipher_suite;
  const auto share = server_hello->extensions.get<tls::KeyShareServerHello>()->server_share;
  handshake_secret_ = early_secret().handshake_secret(std::move(*share_).agree(share.key_exchange));
  client_handshake = handshake_secret_->client_handshake_traffic_secret(transcript_hash());
  sending = key_from(*client_handshake);
  receiving = key_from(handshake_secret_->server_handshake_traffic_secret(transcript_hash()));
}

void EvilClient::learn_finished() {
  main_ = std::move(*handshake_secret_).main_secret();
  receiving = key_from(main_->server_application_traffic_secret_0(transcript_hash()));
  application_ = key_from(main_->client_application_traffic_secret_0(transcript_hash()));
  exporter.emplace(suite, main_->exporter_secret(transcript_hash()));
}

void EvilClient::say_finished() {
  send(finished());
  resumption_secret_ = main_->resumption_secret(transcript_hash());
  change_to_application_keys();
}

std::shared_ptr<const EvilPsk> EvilClient::psk_of(const tls::NewSessionTicket& ticket) const {
  auto psk = std::make_shared<EvilPsk>(
      ticket.ticket,
      tls::resumption_psk({suite, tls::Trace(nullptr)}, *resumption_secret_, ticket.ticket_nonce).expose());
  psk->kind = tls::PskKind::resumption;
  psk->suite = suite;
  psk->obfuscated_ticket_age = ticket.ticket_age_add;
  return psk;
}

void EvilClient::change_to_application_keys() { sending = application_; }

void EvilClient::run() {
  say(hello());
  say_finished();
}

}  // namespace tests
