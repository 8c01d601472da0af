// See evil_server.hpp.
#include "support/evil_server.hpp"

#include <algorithm>

#include "tls/primitives.hpp"

namespace tests {

using tls::SignatureScheme;

namespace {

EvilPeer::Make a_client(const tls::ClientConfig& config, tls::ServerIdentity& identity) {
  return [&](crypto::Random& random, tls::EventSink* sink) {
    return tls::Connection::client(std::make_shared<tls::ClientConfig>(config), std::move(identity), random, now(),
                                   sink);
  };
}

EvilPeer::Make a_client(const tls::ClientConfig& config, const std::string& host) {
  return [&](crypto::Random& random, tls::EventSink* sink) {
    return tls::Connection::client(std::make_shared<tls::ClientConfig>(config), {host, ""}, random, now(), sink);
  };
}

}  // namespace

EvilServer::EvilServer(const tls::ClientConfig& config, std::string host, const std::string& kind)
    : EvilPeer(a_client(config, host)), kind_(kind) {
  listen();
}

EvilServer::EvilServer(const tls::ClientConfig& config, tls::ServerIdentity identity)
    : EvilPeer(a_client(config, identity)), kind_("p256") {
  listen();
}

void EvilServer::learn(const tls::RawMessage& message) {
  if (message.type == tls::HandshakeType::client_hello) hello = tls::decode<tls::ClientHello>(message);
  base::append(transcript, message.raw);
  if (message.type == tls::HandshakeType::finished) receiving = client_application_;
}

tls::ServerHello EvilServer::server_hello() {
  tls::ServerHello reply;
  random.fill(reply.random);
  reply.legacy_session_id_echo = hello.legacy_session_id;
  reply.cipher_suite = suite;
  const auto shares = hello.extensions.get<tls::KeyShareClientHello>()->client_shares;
  const auto share = std::ranges::find(shares, group, &tls::KeyShareEntry::group);
  if (share != shares.end()) {
    crypto::KeyShareAnswer answer = crypto::answer(*tls::primitive(group), share->key_exchange, random);
    shared_secret_ = std::move(answer.shared_secret);
    reply.extensions.add(
        tls::KeyShareServerHello{{}, {group, wire::Opaque<1, 65535>(base::View(answer.key_exchange))}});
  }
  reply.extensions.add(tls::SupportedVersionsServerHello{});
  return reply;
}

tls::HelloRetryRequest EvilServer::retry(tls::NamedGroup wanted) const {
  tls::HelloRetryRequest request;
  request.random = tls::hello_retry_request_random;
  request.legacy_session_id_echo = hello.legacy_session_id;
  request.cipher_suite = suite;
  request.extensions.add(tls::KeyShareHelloRetryRequest{{}, wanted});
  request.extensions.add(tls::SupportedVersionsServerHello{});
  return request;
}

tls::CertificateVerify EvilServer::certificate_verify() const {
  return certificate_verify(scheme_for(kind_), signed_content());
}

tls::CertificateVerify EvilServer::certificate_verify(SignatureScheme scheme, base::View content) const {
  return signed_by(kind_, scheme, content);
}

tls::ServerHello EvilServer::server_hello_with_psk(std::uint16_t identity) {
  tls::ServerHello reply = server_hello();
  reply.extensions.add(tls::PreSharedKeyServerHello{{}, identity});
  return reply;
}

tls::EarlySecret EvilServer::early_secret(const tls::ServerHello& message) const {
  const bool with_psk = psk && message.extensions.has(tls::ExtensionType::pre_shared_key);
  return with_psk ? psk->early_secret(suite) : tls::EarlySecret::without_psk({suite, tls::Trace(nullptr)});
}

EvilKey EvilServer::key_of_next_flight(const tls::ServerHello& message, base::View client_hello) const {
  const auto selected = message.extensions.get<tls::PreSharedKeyServerHello>();
  const bool early =
      hello.extensions.has(tls::ExtensionType::early_data) && selected && selected->selected_identity == 0;
  if (!early || !psk) return key_from(*client_handshake);
  return psk->early_key(client_hello);
}

void EvilServer::say(const tls::ServerHello& message) {
  const base::Bytes client_hello = transcript;
  send(message);
  const bool with_psk = psk && message.extensions.has(tls::ExtensionType::pre_shared_key);
  if (shared_secret_.empty() && !with_psk) return;
  handshake_secret_ = shared_secret_.empty() ? early_secret(message).handshake_secret_without_key_exchange()
                                             : early_secret(message).handshake_secret(shared_secret_);
  client_handshake = handshake_secret_->client_handshake_traffic_secret(transcript_hash());
  server_handshake = handshake_secret_->server_handshake_traffic_secret(transcript_hash());
  receiving = key_of_next_flight(message, client_hello);
  sending = key_from(*server_handshake);
}

void EvilServer::say(const tls::HelloRetryRequest& message) {
  replace_transcript_by_its_hash();
  send(message);
  listen();
}

void EvilServer::say_finished() {
  const base::Bytes raw = tls::encode(finished());
  const base::Bytes wire = wrap(tls::ContentType::handshake, raw);
  base::append(transcript, raw);
  change_to_application_keys();
  deliver(wire);
}

void EvilServer::change_to_application_keys() {
  const tls::MainSecret main = std::move(*handshake_secret_).main_secret();
  sending = key_from(main.server_application_traffic_secret_0(transcript_hash()));
  client_application_ = key_from(main.client_application_traffic_secret_0(transcript_hash()));
}

void EvilServer::run(Up from, Up stop) {
  const auto includes = [&](Up step) { return from <= step && step < stop; };
  if (includes(Up::to_hello)) say(server_hello());
  if (includes(Up::to_encrypted_extensions)) send(tls::EncryptedExtensions{});
  if (includes(Up::to_certificate)) send(certificate());
  if (includes(Up::to_certificate_verify)) send(certificate_verify());
  if (includes(Up::to_finished)) say_finished();
}

}  // namespace tests
