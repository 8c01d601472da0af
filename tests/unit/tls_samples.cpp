// See tls_samples.hpp.
#include "tls_samples.hpp"

namespace tests {
namespace {

template <tls::In Where, std::size_t Min>
void add_strangers(tls::Extensions<Where, Min>& block) {
  block.push_back({static_cast<tls::ExtensionType>(0x0a0a), {}});
  block.push_back({static_cast<tls::ExtensionType>(0xff01), {1, 2, 3}});
}

template <class Bytes>
Bytes opaque(std::string_view text) {
  return Bytes(base::view_of(text));
}

tls::KeyShareEntry share() { return {tls::NamedGroup::x25519, wire::Opaque<1, 65535>(32, 7)}; }

tls::ClientHello client_hello() {
  tls::ClientHello hello;
  hello.random.fill(5);
  hello.legacy_session_id.assign(32, 6);
  hello.cipher_suites = {tls::CipherSuite::TLS_AES_128_GCM_SHA256, static_cast<tls::CipherSuite>(0x1a1a)};
  auto& extensions = hello.extensions;
  extensions.add(tls::ServerNameList{{}, {{tls::NameType::host_name, opaque<wire::Opaque<1, 65535>>("localhost")}}});
  extensions.add(tls::NamedGroupList{{}, {tls::NamedGroup::x25519, tls::NamedGroup::secp256r1}});
  extensions.add(tls::SignatureSchemeList{{}, {tls::SignatureScheme::ed25519}});
  extensions.add(tls::SignatureSchemeListCert{{}, {tls::SignatureScheme::rsa_pkcs1_sha256}});
  extensions.add(
      tls::ProtocolNameList{{}, {{opaque<wire::Opaque<1, 255>>("h2")}, {opaque<wire::Opaque<1, 255>>("x")}}});
  extensions.add(tls::EarlyDataIndication{});
  extensions.add(tls::SupportedVersionsClientHello{{}, {tls::ProtocolVersion::TLS_1_3}});
  extensions.add(tls::Cookie{{}, {1, 2, 3}});
  extensions.add(tls::PskKeyExchangeModes{{}, {tls::PskKeyExchangeMode::psk_dhe_ke}});
  extensions.add(tls::CertificateAuthoritiesExtension{{}, {{opaque<wire::Opaque<1, 65535>>("a name")}}});
  extensions.add(tls::PostHandshakeAuth{});
  extensions.add(tls::CertificateCompressionAlgorithms{
      {}, {tls::CertificateCompressionAlgorithm::brotli, static_cast<tls::CertificateCompressionAlgorithm>(9)}});
  extensions.add(tls::CertificateStatusRequest{{}, tls::CertificateStatusType::ocsp, {{{7}}}, {9}, {}});
  extensions.add(tls::SignedCertificateTimestampRequest{});
  extensions.add(tls::RecordSizeLimit{{}, 16385});
  extensions.add(tls::KeyShareClientHello{{}, {share(), {tls::NamedGroup::secp256r1, {4, 1}}}});
  add_strangers(extensions);
  return hello;
}

/// Only so much that it decodes.
tls::ClientHello plain_client_hello() {
  tls::ClientHello hello;
  hello.cipher_suites = {tls::CipherSuite::TLS_AES_128_GCM_SHA256};
  return hello;
}

tls::ServerHello server_hello() {
  tls::ServerHello hello;
  hello.random.fill(9);
  hello.legacy_session_id_echo.assign(32, 6);
  hello.cipher_suite = tls::CipherSuite::TLS_AES_256_GCM_SHA384;
  hello.extensions.add(tls::KeyShareServerHello{{}, share()});
  hello.extensions.add(tls::SupportedVersionsServerHello{});
  add_strangers(hello.extensions);
  return hello;
}

tls::HelloRetryRequest hello_retry_request() {
  tls::HelloRetryRequest request;
  request.random = tls::hello_retry_request_random;
  request.cipher_suite = tls::CipherSuite::TLS_AES_128_GCM_SHA256;
  request.extensions.add(tls::SupportedVersionsServerHello{});
  request.extensions.add(tls::KeyShareHelloRetryRequest{{}, tls::NamedGroup::secp384r1});
  request.extensions.add(tls::Cookie{{}, {1}});
  return request;
}

tls::EncryptedExtensions encrypted_extensions() {
  tls::EncryptedExtensions message;
  message.extensions.add(tls::ServerNameAcknowledgement{});
  message.extensions.add(tls::NamedGroupList{{}, {tls::NamedGroup::x25519}});
  message.extensions.add(tls::ProtocolNameList{{}, {{opaque<wire::Opaque<1, 255>>("h2")}}});
  message.extensions.add(tls::RecordSizeLimit{{}, 64});
  add_strangers(message.extensions);
  return message;
}

tls::CertificateRequest certificate_request() {
  tls::CertificateRequest request{{1, 2}, {}};
  request.extensions.add(tls::SignatureSchemeList{{}, {tls::SignatureScheme::ed25519}});
  request.extensions.add(tls::SignatureSchemeListCert{{}, {tls::SignatureScheme::ed25519}});
  request.extensions.add(tls::CertificateAuthoritiesExtension{{}, {{opaque<wire::Opaque<1, 65535>>("a name")}}});
  request.extensions.add(tls::CertificateCompressionAlgorithms{{}, {tls::CertificateCompressionAlgorithm::zlib}});
  request.extensions.add(tls::StatusRequest{});
  request.extensions.add(tls::SignedCertificateTimestampRequest{});
  add_strangers(request.extensions);
  return request;
}

tls::Certificate certificate() {
  tls::Certificate message;
  message.certificate_list.push_back({wire::Opaque<1, 16777215>(300, 1), {}});
  message.certificate_list.push_back({wire::Opaque<1, 16777215>(1, 2), {}});
  message.certificate_list[1].extensions.add(tls::CertificateStatus{{}, tls::CertificateStatusType::ocsp, {0x30, 0}});
  message.certificate_list[1].extensions.add(tls::SignedCertificateTimestampList{{}, {{{1, 2, 3}}, {{4}}}});
  add_strangers(message.certificate_list[1].extensions);
  return message;
}

tls::CompressedCertificate compressed_certificate() {
  return {tls::CertificateCompressionAlgorithm::zstd, {0x010203}, {1, 2, 3}};
}

tls::NewSessionTicket new_session_ticket() {
  tls::NewSessionTicket ticket{7200, 1, {1, 2}, {3, 4, 5}, {}};
  ticket.extensions.push_back({tls::ExtensionType::early_data, {0, 0, 4, 0}});
  return ticket;
}

template <class... M>
base::Bytes encoded_again_as(const tls::RawMessage& message, tls::List<M...> /*all*/) {
  base::Bytes bytes;
  ((tls::is<M>(message) && (bytes = tls::encode(tls::decode<M>(message)), true)) || ...);
  return bytes;
}

}  // namespace

std::vector<Sample> samples() {
  return {
      {"ClientHello", tls::encode(client_hello())},
      {"ClientHello with an empty block", tls::encode(plain_client_hello())},
      {"ServerHello", tls::encode(server_hello())},
      {"ServerHello with an empty block", tls::encode(tls::ServerHello{})},
      {"HelloRetryRequest", tls::encode(hello_retry_request())},
      {"EncryptedExtensions", tls::encode(encrypted_extensions())},
      {"EncryptedExtensions without any", tls::encode(tls::EncryptedExtensions{})},
      {"CertificateRequest", tls::encode(certificate_request())},
      {"Certificate", tls::encode(certificate())},
      {"Certificate without any", tls::encode(tls::Certificate{})},
      {"CompressedCertificate", tls::encode(compressed_certificate())},
      {"CertificateVerify", tls::encode(tls::CertificateVerify{tls::SignatureScheme::ed25519, {1, 2, 3}})},
      {"Finished", tls::encode(tls::Finished{wire::Rest(32, 8)})},
      {"EndOfEarlyData", tls::encode(tls::EndOfEarlyData{})},
      {"NewSessionTicket", tls::encode(new_session_ticket())},
      {"KeyUpdate", tls::encode(tls::KeyUpdate{tls::KeyUpdateRequest::update_requested})},
  };
}

std::vector<Sample> samples_of_older_versions() {
  const auto without_block = [](const base::Bytes& raw) {
    return with_body(raw, base::View(raw).subspan(4, raw.size() - 6));
  };
  return {{"ClientHello without a block", without_block(tls::encode(plain_client_hello()))},
          {"ServerHello without a block", without_block(tls::encode(tls::ServerHello{}))}};
}

base::Bytes with_body(base::View sample, base::View body) {
  return base::concat({tls::handshake_header(static_cast<tls::HandshakeType>(sample.front()), body.size()), body});
}

tls::RawMessage raw_message(base::View raw) { return {static_cast<tls::HandshakeType>(raw.front()), raw}; }

base::Bytes encoded_again(const tls::RawMessage& message) { return encoded_again_as(message, tls::AllMessages{}); }

}  // namespace tests
