// NEGOTIATED: the server's whole flight, from ServerHello to Finished. RFC 9846 §4.2.3, §4.4, §4.5.
// Read next: tls/server/wait_finished.cpp.
#include <algorithm>

#include "tls/machine/own_certificate.hpp"
#include "tls/primitives.hpp"
#include "tls/schedule/cipher_suite.hpp"
#include "tls/server/arrows.hpp"

namespace vitrine::tls::server {
namespace {

using enum AlertDescription;

crypto::KeyShareAnswer answer_share(const ServerHandshake& h, const KeyShareEntry& client_share) {
  try {
    return crypto::answer(*primitive(client_share.group), client_share.key_exchange, h.random);
  } catch (const crypto::Error& error) {
    h.refuse({illegal_parameter, section_of_share(client_share.group), "key_share is a valid public value"},
             error.what());
  }
}

ServerHello server_hello(const ClientHello& hello, const Selection& selection, const base::Bytes& key_exchange) {
  ServerHello reply;
  reply.legacy_session_id_echo = hello.legacy_session_id;
  reply.cipher_suite = selection.cipher_suite;
  reply.extensions.add(
      KeyShareServerHello{{}, {selection.client_share.group, wire::Opaque<1, 65535>(base::View(key_exchange))}});
  reply.extensions.add(SupportedVersionsServerHello{});
  return reply;
}

/// The names of the CAs that we believe, so that a client with several certificates can choose. §4.3.4.
CertificateAuthoritiesExtension certificate_authorities(const crypto::TrustAnchors& trust) {
  CertificateAuthoritiesExtension extension;
  for (const base::Bytes& name : trust.distinguished_names()) {
    extension.authorities.push_back({wire::Opaque<1, 65535>(base::View(name))});
  }
  return extension;
}

/// ServerHello in the clear; returns the secret that both sides now share.
crypto::Secret send_server_hello(ServerHandshake& h, const Negotiated& from) {
  const Random32 random = h.fresh<32>();
  crypto::KeyShareAnswer answer = answer_share(h, from.selection.client_share);
  ServerHello hello = server_hello(from.hello, from.selection, answer.key_exchange);
  hello.random = random;
  h.transcript.choose(hash_of(from.selection.cipher_suite));
  h.send(hello);
  if (!from.hello.legacy_session_id.empty() && !h.session.hello_retry_request) h.send_change_cipher_spec();
  return std::move(answer.shared_secret);
}

/// RFC 8449 §4: whoever says a limit is told ours, and both hold from our first protected record on.
void agree_on_record_sizes(ServerHandshake& h, const ClientHello& hello, Extensions<In::EE>& answer) {
  const auto theirs = hello.extensions.get<RecordSizeLimit>();
  const auto& ours = h.config->record_size_limit;
  if (!theirs || !ours) return;
  answer.add(RecordSizeLimit{{}, *ours});
  h.limit_records({std::min(theirs->record_size_limit, greatest_record_size_limit), *ours});
}

void send_encrypted_extensions(ServerHandshake& h, const Negotiated& from) {
  const std::string& alpn = from.selection.alpn;
  EncryptedExtensions message;
  if (!h.session.server_name.empty()) message.extensions.add(ServerNameAcknowledgement{});
  if (!alpn.empty()) {
    message.extensions.add(ProtocolNameList{{}, {{wire::Opaque<1, 255>(base::view_of(alpn))}}});
  }
  agree_on_record_sizes(h, from.hello, message.extensions);
  h.send(message);
}

/// What we ask of the client, and the extensions that its answer may carry. §4.4.2.
Offered send_certificate_request(ServerHandshake& h) {
  const Preferences& preferences = h.config->preferences;
  CertificateRequest request;
  request.extensions.add(
      SignatureSchemeList{{}, {preferences.signature_schemes.begin(), preferences.signature_schemes.end()}});
  request.extensions.add(SignatureSchemeListCert{{}, signature_schemes_in_certificates(preferences)});
  if (h.config->client_trust && !h.config->client_trust->empty()) {
    request.extensions.add(certificate_authorities(*h.config->client_trust));
  }
  h.send(request);
  return types_of(request.extensions);
}

void send_finished(ServerHandshake& h, const TrafficSecret& server_handshake) {
  const base::Bytes verify_data = server_handshake.verify_data(h.transcript.hash(), h.trace);
  h.send(Finished{wire::Rest(base::View(verify_data))});
}

void remember(Session& session, const Selection& selection) {
  session.cipher_suite = selection.cipher_suite;
  session.group = selection.client_share.group;
  session.signature_scheme = selection.scheme;
  session.alpn = selection.alpn;
}

}  // namespace

Next<WaitFlight2> decide(Negotiated from, ServerHandshake& h) {
  remember(h.session, from.selection);
  const crypto::Secret shared_secret = send_server_hello(h, from);
  HandshakeSecret secret =
      EarlySecret::without_psk({from.selection.cipher_suite, h.trace}).handshake_secret(shared_secret);
  const base::Bytes hellos = h.transcript.hash();
  TrafficSecret client_handshake = secret.client_handshake_traffic_secret(hellos);
  const TrafficSecret server_handshake = secret.server_handshake_traffic_secret(hellos);
  h.change_sending_key(server_handshake.clone());

  send_encrypted_extensions(h, from);
  Offered requested;
  if (h.config->client_authentication != ClientAuthentication::none) requested = send_certificate_request(h);
  send_certificate(h, *h.config->credential, {});
  send_certificate_verify(h, Role::server, *h.config->credential, from.selection.scheme);
  send_finished(h, server_handshake);

  const MainSecret main = std::move(secret).main_secret();
  const base::Bytes up_to_server_finished = h.transcript.hash();
  h.change_sending_key(main.server_application_traffic_secret_0(up_to_server_finished));
  h.change_receiving_key(client_handshake.clone());
  if (from.hello.extensions.has(ExtensionType::early_data)) h.effects.emplace_back(SkipEarlyData{});
  return WaitFlight2{{std::move(client_handshake), main.client_application_traffic_secret_0(up_to_server_finished)},
                     std::move(requested)};
}

}  // namespace vitrine::tls::server
