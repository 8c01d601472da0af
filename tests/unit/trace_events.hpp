// Events made by hand for the tests of trace/: real messages, invented circumstances.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crypto/certificate.hpp"
#include "support/vector_file.hpp"
#include "tls/event.hpp"
#include "tls/message/handshake.hpp"
#include "trace/style.hpp"

namespace tests {

namespace tls = vitrine::tls;
namespace wire = vitrine::wire;
namespace crypto = vitrine::crypto;
namespace base = vitrine::base;
namespace trace = vitrine::trace;

/// Keeps every line that a view writes.
struct Screen {
  std::vector<std::string> lines;
  trace::LineOut out() {
    return [this](std::string_view line) { lines.emplace_back(line); };
  }
  bool shows(std::string_view text) const {
    for (const std::string& line : lines) {
      if (line.find(text) != std::string::npos) return true;
    }
    return false;
  }
};

inline tls::Message message_of(base::View raw) {
  const tls::RawMessage message{static_cast<tls::HandshakeType>(raw.front()), raw};
  return {message.type, tls::message_name(message), raw, tls::explain_message};
}

inline void receive(tls::EventSink& sink, const base::Bytes& raw) { sink.on(tls::MessageReceived{message_of(raw)}); }
inline void send(tls::EventSink& sink, const base::Bytes& raw) { sink.on(tls::MessageSent{message_of(raw)}); }

template <std::size_t Min, std::size_t Max>
void assign(wire::Opaque<Min, Max>& to, std::string_view text) {
  to = wire::Opaque<Min, Max>(base::view_of(text));
}

/// Offers TLS 1.3, our three suites and two groups, with a share for the first.
inline base::Bytes client_hello(const std::string& host = "localhost") {
  using enum tls::CipherSuite;
  tls::ClientHello hello;
  hello.random.fill(0xc1);
  hello.cipher_suites = {TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256};
  tls::ServerNameList names;
  names.server_name_list.resize(1);
  assign(names.server_name_list.front().host_name, host);
  hello.extensions.add(names);
  tls::SupportedVersionsClientHello versions;
  versions.versions = {tls::ProtocolVersion::TLS_1_3};
  hello.extensions.add(versions);
  tls::NamedGroupList groups;
  groups.named_group_list = {tls::NamedGroup::x25519, tls::NamedGroup::secp256r1};
  hello.extensions.add(groups);
  tls::KeyShareClientHello shares;
  shares.client_shares = {{tls::NamedGroup::x25519, wire::Opaque<1, 65535>(32, 0xaa)}};
  hello.extensions.add(shares);
  tls::ProtocolNameList protocols;
  protocols.protocol_name_list.resize(1);
  assign(protocols.protocol_name_list.front().protocol_name, "vitrine/1");
  hello.extensions.add(protocols);
  return tls::encode(hello);
}

inline base::Bytes server_hello() {
  tls::ServerHello hello;
  hello.random.fill(0x51);
  hello.cipher_suite = tls::CipherSuite::TLS_AES_128_GCM_SHA256;
  hello.extensions.add(tls::SupportedVersionsServerHello{});
  hello.extensions.add(tls::KeyShareServerHello{{}, {tls::NamedGroup::x25519, wire::Opaque<1, 65535>(32, 0xbb)}});
  return tls::encode(hello);
}

inline base::Bytes hello_retry_request() {
  tls::HelloRetryRequest request;
  request.random = tls::hello_retry_request_random;
  request.cipher_suite = tls::CipherSuite::TLS_AES_128_GCM_SHA256;
  request.extensions.add(tls::SupportedVersionsServerHello{});
  request.extensions.add(tls::KeyShareHelloRetryRequest{{}, tls::NamedGroup::secp256r1});
  return tls::encode(request);
}

inline crypto::Certificate certificate(const std::string& name) {
  return crypto::Certificate::all_from_pem(read_data("certificates/" + name + ".pem")).front();
}

inline base::Bytes certificate_message(base::View der) {
  tls::Certificate message;
  message.certificate_list.resize(1);
  message.certificate_list.front().cert_data = wire::Opaque<1, 16777215>(der);
  return tls::encode(message);
}

inline base::Bytes certificate_verify() {
  tls::CertificateVerify verify;
  verify.algorithm = tls::SignatureScheme::ecdsa_secp256r1_sha256;
  verify.signature = wire::Opaque<0, 65535>(71, 0x30);
  return tls::encode(verify);
}

inline base::Bytes finished() {
  tls::Finished message;
  message.verify_data = wire::Rest(32, 0xf1);
  return tls::encode(message);
}

inline base::Bytes key_update(tls::KeyUpdateRequest request = tls::KeyUpdateRequest::update_not_requested) {
  return tls::encode(tls::KeyUpdate{request});
}

inline tls::Check passed(std::string_view section, std::string_view text) {
  return {true, tls::AlertDescription::illegal_parameter, section, text};
}

inline const base::Bytes any_hash(32, 0x4a);

inline tls::SecretDerived secret(tls::SecretKind kind, std::string_view name, base::View value) {
  return {kind,
          name,
          tls::MadeBy::hkdf_expand_label,
          "SHA-256",
          "handshake_secret",
          "",
          "s hs traffic",
          "ClientHello...ServerHello",
          any_hash,
          0,
          value.size(),
          tls::SecretBytes{value, any_hash, {}}};
}

/// A whole good handshake as the client's engine tells it.
inline void client_handshake(tls::EventSink& sink) {
  sink.on(tls::Transition{"START", "", "WAIT_SH"});
  send(sink, client_hello());
  receive(sink, server_hello());
  sink.on(tls::Transition{"WAIT_SH", "ServerHello", "WAIT_EE"});
  receive(sink, tls::encode(tls::EncryptedExtensions{}));
  sink.on(tls::Transition{"WAIT_EE", "EncryptedExtensions", "WAIT_CERT_CR"});
  receive(sink, certificate_message(certificate("good").der()));
  sink.on(tls::Transition{"WAIT_CERT_CR", "Certificate", "WAIT_CV"});
  receive(sink, certificate_verify());
  sink.on(tls::Transition{"WAIT_CV", "CertificateVerify", "WAIT_FINISHED"});
  receive(sink, finished());
  sink.on(tls::Transition{"WAIT_FINISHED", "Finished", "CONNECTED"});
  send(sink, finished());
}

inline tls::RecordReceived record_received(std::size_t size) {
  return {{tls::ContentType::handshake, false, 0, size, 0, {}}};
}
inline tls::RecordSent record_sent(std::size_t size) { return {{tls::ContentType::handshake, true, 0, size, 0, {}}}; }

/// A whole good handshake as the server's engine tells it.
inline void server_handshake(tls::EventSink& sink, const std::string& host) {
  const base::Bytes value(32, 0x5e);
  sink.on(record_received(230));
  receive(sink, client_hello(host));
  sink.on(tls::Transition{"START", "ClientHello", "RECVD_CH"});
  sink.on(tls::Transition{"RECVD_CH", "", "NEGOTIATED"});
  sink.on(secret(tls::SecretKind::server_handshake_traffic_secret, "server_handshake_traffic_secret", value));
  sink.on(tls::Transition{"NEGOTIATED", "", "WAIT_FLIGHT2"});
  sink.on(tls::Transition{"WAIT_FLIGHT2", "", "WAIT_FINISHED"});
  send(sink, server_hello());
  send(sink, tls::encode(tls::EncryptedExtensions{}));
  send(sink, certificate_message(certificate("good").der()));
  send(sink, certificate_verify());
  send(sink, finished());
  sink.on(record_sent(770));
  sink.on(record_received(42));
  receive(sink, finished());
  sink.on(tls::Transition{"WAIT_FINISHED", "Finished", "CONNECTED"});
}

}  // namespace tests
