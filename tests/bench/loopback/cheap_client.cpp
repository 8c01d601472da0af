// See cheap_client.hpp.
#include "cheap_client.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "tls/message/handshake.hpp"
#include "tls/schedule/cipher_suite.hpp"

namespace load {
namespace {

namespace wire = vitrine::wire;

const tls::Derivation derivation{tls::CipherSuite::TLS_AES_128_GCM_SHA256, tls::Trace(nullptr)};
constexpr std::size_t random_at = tls::handshake_header_length + 2;  // behind legacy_version

tls::ClientHello a_hello(const std::string& alpn) {
  base::Bytes base_point(32, 0);  // of X25519: RFC 7748 §4.1
  base_point.front() = 9;
  tls::ClientHello hello;
  hello.cipher_suites.assign({derivation.suite});
  hello.extensions.add(tls::SupportedVersionsClientHello{{}, {tls::ProtocolVersion::TLS_1_3}});
  hello.extensions.add(tls::NamedGroupList{{}, {tls::NamedGroup::x25519}});
  hello.extensions.add(tls::SignatureSchemeList{{}, {tls::SignatureScheme::ecdsa_secp256r1_sha256}});
  hello.extensions.add(
      tls::KeyShareClientHello{{}, {{tls::NamedGroup::x25519, wire::Opaque<1, 65535>(base::View(base_point))}}});
  if (!alpn.empty()) hello.extensions.add(tls::ProtocolNameList{{}, {{wire::Opaque<1, 255>(base::view_of(alpn))}}});
  return hello;
}

// The same bytes each time, but for a random that nobody needs to find unforeseeable.
base::Bytes next_hello(std::string_view alpn) {
  static std::map<std::string, base::Bytes, std::less<>> made;
  auto found = made.find(alpn);
  if (found == made.end()) found = made.emplace(alpn, tls::encode(a_hello(std::string(alpn)))).first;
  static std::uint32_t number = 0;
  ++number;
  for (std::size_t i = 0; i < sizeof number; ++i)
    found->second[random_at + i] = static_cast<std::uint8_t>(number >> (8 * i));
  return found->second;
}

}  // namespace

CheapClient::CheapClient(std::string_view alpn) {
  const base::Bytes hello = next_hello(alpn);
  transcript_.add(hello);
  writer_.write(tls::ContentType::handshake, hello);
}

void CheapClient::receive(base::View bytes) {
  std::ranges::copy(bytes, reader_.prepare(bytes.size()).begin());
  reader_.commit(bytes.size());
  while (const auto record = reader_.next()) take(*record);
  reader_.give_back_buffer();
}

void CheapClient::take(const tls::Record& record) {
  switch (record.type) {
    case tls::ContentType::handshake:
      messages_.add(record.content);
      while (const auto message = messages_.next()) learn(*message);
      break;
    case tls::ContentType::application_data:
      heard += base::text_of(record.content);
      break;
    case tls::ContentType::alert:
      return take_alert(record.content);
    default:
      break;
  }
}

void CheapClient::take_alert(base::View content) {
  constexpr auto close_notify = static_cast<std::uint8_t>(tls::AlertDescription::close_notify);
  if (content.size() != 2 || content[1] != close_notify) throw std::runtime_error("the server sent an alert");
  dismissed_ = true;
}

void CheapClient::learn(const tls::RawMessage& message) {
  if (established_) return;  // a ticket that we did not ask for
  transcript_.add(message.raw);
  if (tls::is<tls::ServerHello>(message)) learn_server_hello(message);
  if (tls::is<tls::Finished>(message)) finish();
}

void CheapClient::learn_server_hello(const tls::RawMessage& message) {
  const auto hello = tls::decode<tls::ServerHello>(message);
  const auto answer = hello.extensions.get<tls::KeyShareServerHello>();
  if (!answer) throw std::runtime_error("the server sent no share");
  transcript_.choose(tls::hash_of(derivation.suite));
  const vitrine::crypto::Secret shared{base::View(answer->server_share.key_exchange)};
  handshake_secret_ = tls::EarlySecret::without_psk(derivation).handshake_secret(shared);
  const base::Bytes hash = transcript_.hash();
  client_handshake_ = handshake_secret_->client_handshake_traffic_secret(hash);
  reader_.change_key(handshake_secret_->server_handshake_traffic_secret(hash).traffic_keys(derivation.trace));
}

void CheapClient::finish() {
  if (!handshake_secret_) throw std::runtime_error("a Finished before the ServerHello");
  const base::Bytes hash = transcript_.hash();
  const tls::MainSecret main = std::move(*handshake_secret_).main_secret();
  writer_.change_key(client_handshake_->traffic_keys(derivation.trace));
  const tls::Finished finished{wire::Rest(client_handshake_->verify_data(hash, derivation.trace))};
  writer_.write(tls::ContentType::handshake, tls::encode(finished));
  writer_.change_key(main.client_application_traffic_secret_0(hash).traffic_keys(derivation.trace));
  reader_.change_key(main.server_application_traffic_secret_0(hash).traffic_keys(derivation.trace));
  established_ = true;
}

void CheapClient::say_goodbye() {
  const auto close_notify = static_cast<std::uint8_t>(tls::AlertDescription::close_notify);
  writer_.write(tls::ContentType::alert, base::Bytes{1, close_notify});
}

}  // namespace load
