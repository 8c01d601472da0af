// See observer.hpp.
#include "shim/observer.hpp"

#include "tls/message/handshake.hpp"

namespace shim {
namespace {

template <class M>
M body_of(const tls::MessageReceived& message) {
  return vitrine::wire::read_all<M>(message.raw.subspan(tls::handshake_header_length), "after the last field");
}

template <class Block>
std::vector<tls::SignatureScheme> signature_schemes(const Block& extensions) {
  const auto list = extensions.template get<tls::SignatureSchemeList>();
  if (!list) return {};
  return {list->supported_signature_algorithms.begin(), list->supported_signature_algorithms.end()};
}

template <class Block>
std::vector<base::Bytes> authorities(const Block& extensions) {
  std::vector<base::Bytes> names;
  const auto extension = extensions.template get<tls::CertificateAuthoritiesExtension>();
  if (!extension) return names;
  for (const auto& name : extension->authorities) names.push_back(name.distinguished_name);
  return names;
}

}  // namespace

void Observer::on(const tls::Event& event) {
  if (const auto* message = std::get_if<tls::MessageReceived>(&event)) {
    last_message = message->name;
    try {
      take(*message);
    } catch (const vitrine::wire::DecodeError&) {
      return;  // the engine will say so
    }
  } else if (const auto* secret = std::get_if<tls::SecretDerived>(&event)) {
    take(*secret);
  } else if (const auto* alert = std::get_if<tls::AlertReceived>(&event)) {
    alert_level = alert->level;
  }
}

void Observer::take(const tls::MessageReceived& message) {
  if (message.name == tls::ClientHello::name) {
    const auto hello = body_of<tls::ClientHello>(message);
    peer_verify_prefs = signature_schemes(hello.extensions);
    got_psks = hello.extensions.has(tls::ExtensionType::pre_shared_key);
    constexpr std::size_t length_bytes = 2;
    const auto* alpn = hello.extensions.find(tls::ExtensionType::application_layer_protocol_negotiation);
    if (alpn != nullptr && alpn->extension_data.size() > length_bytes) {
      advertised_alpn = base::copy_of(base::View(alpn->extension_data).subspan(length_bytes));
    }
  } else if (message.name == tls::CertificateRequest::name) {
    const auto request = body_of<tls::CertificateRequest>(message);
    peer_verify_prefs = signature_schemes(request.extensions);
    certificate_authorities = authorities(request.extensions);
  } else if (message.name == tls::CertificateVerify::name) {
    peer_signature = body_of<tls::CertificateVerify>(message).algorithm;
  } else if (message.name == tls::HelloRetryRequest::name) {
    got_retry = true;
  }
}

void Observer::take(const tls::SecretDerived& secret) {
  if (!secret.bytes) return;
  if (secret.kind == tls::SecretKind::client_application_traffic_secret)
    client_secret = base::copy_of(secret.bytes->value);
  if (secret.kind == tls::SecretKind::server_application_traffic_secret)
    server_secret = base::copy_of(secret.bytes->value);
}

}  // namespace shim
