// See second_hello.hpp.
#include "tls/server/second_hello.hpp"

#include "crypto/hash.hpp"

namespace vitrine::tls::server {
namespace {

bool may_change(const Extension<In::CH>& extension) {
  switch (extension.extension_type) {
    case ExtensionType::key_share:
    case ExtensionType::early_data:
    case ExtensionType::cookie:
    case ExtensionType::pre_shared_key:
    case ExtensionType::padding:
      return true;
    default:
      return false;
  }
}

}  // namespace

base::Bytes hash_of_unchangeable(ClientHello hello) {
  std::erase_if(hello.extensions, may_change);
  return crypto::digest(crypto::Hash::sha256, wire::write_all(hello));
}

HelloRetryRequest hello_retry_request(const ClientHello& hello, const Retry& retry,
                                      const std::optional<Cookie>& cookie) {
  HelloRetryRequest request;
  request.random = hello_retry_request_random;
  request.legacy_session_id_echo = hello.legacy_session_id;
  request.cipher_suite = retry.cipher_suite;
  if (retry.asked_for_share) request.extensions.add(KeyShareHelloRetryRequest{{}, retry.group});
  if (cookie) request.extensions.add(*cookie);
  request.extensions.add(SupportedVersionsServerHello{});
  return request;
}

}  // namespace vitrine::tls::server
