// See grease.hpp.
#include "tls/client/grease.hpp"

namespace vitrine::tls::client {
namespace {

/// 0x0a0a, 0x1a1a … 0xfafa.
template <class E>
E grease(std::uint8_t draw) {
  const unsigned byte = (draw & 0xf0U) | 0x0aU;
  return static_cast<E>(byte << 8U | byte);
}

template <class Body, class List, class Value>
void put_in_front(Extensions<In::CH>& extensions, List Body::* list, const Value& value) {
  auto body = extensions.get<Body>();
  if (!body) return;
  ((*body).*list).insert(((*body).*list).begin(), value);
  extensions.set(*body);
}

}  // namespace

void add_grease(ClientHello& hello, crypto::Random& random) {
  std::array<std::uint8_t, 6> draws{};
  random.fill(draws);
  if ((draws[4] & 0xf0U) == (draws[5] & 0xf0U)) draws[5] ^= 0x10U;  // the two extensions differ
  const auto group = grease<NamedGroup>(draws[1]);
  hello.cipher_suites.insert(hello.cipher_suites.begin(), grease<CipherSuite>(draws[0]));
  put_in_front(hello.extensions, &NamedGroupList::named_group_list, group);
  put_in_front(hello.extensions, &KeyShareClientHello::client_shares, KeyShareEntry{group, {0}});
  put_in_front(hello.extensions, &SupportedVersionsClientHello::versions, grease<ProtocolVersion>(draws[2]));
  put_in_front(hello.extensions, &SignatureSchemeList::supported_signature_algorithms,
               grease<SignatureScheme>(draws[3]));
  hello.extensions.insert(hello.extensions.begin(), {grease<ExtensionType>(draws[4]), {}});
  hello.extensions.push_back({grease<ExtensionType>(draws[5]), {0}});
}

}  // namespace vitrine::tls::client
