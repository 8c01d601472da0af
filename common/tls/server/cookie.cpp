// See cookie.hpp.
#include "tls/server/cookie.hpp"

#include <algorithm>

namespace vitrine::tls::server {
namespace {

constexpr Rule is_ours{AlertDescription::illegal_parameter, "4.3.2", "the cookie is the one that we gave this client"};

struct SealedCookie {
  std::uint8_t format = CookieContents::format;
  std::uint64_t made = 0;  // milliseconds since 1970
  CipherSuite cipher_suite{};
  NamedGroup group{};
  std::uint8_t asked_for_share = 0;
  std::uint8_t with_psk = 0;
  wire::Opaque<0, 255> client;
  wire::Opaque<32, 48> client_hello_hash;
  wire::Opaque<32, 32> unchangeable;

  static void layout(auto& m, auto& io) {
    io("format", m.format)("made", m.made)("cipher_suite", m.cipher_suite)("group", m.group)(
        "asked_for_share", m.asked_for_share)("with_psk", m.with_psk)("client", m.client)(
        "client_hello_hash", m.client_hello_hash)("unchangeable", m.unchangeable);
  }
};

std::optional<SealedCookie> unseal(base::View cookie, const ServerHandshake& h) {
  const std::optional<crypto::Secret> plain = h.config->ticket_keys->open(cookie);
  if (!plain || plain->empty() || plain->expose().front() != CookieContents::format) return std::nullopt;
  return wire::read_all<SealedCookie>(plain->expose(), "cookie");
}

bool is_fresh(const SealedCookie& sealed, const ServerHandshake& h) {
  const Time made = time_from(sealed.made);
  return made <= h.now + h.config->limits.cookie_lifetime && h.now <= made + h.config->limits.cookie_lifetime;
}

}  // namespace

Cookie make_cookie(const CookieContents& contents, const ServerHandshake& h) {
  SealedCookie sealed;
  sealed.made = to_number(contents.made);
  sealed.cipher_suite = contents.first.retry.cipher_suite;
  sealed.group = contents.first.retry.group;
  sealed.asked_for_share = contents.first.retry.asked_for_share ? 1 : 0;
  sealed.with_psk = contents.first.retry.with_psk ? 1 : 0;
  sealed.client = wire::Opaque<0, 255>(base::view_of(h.client_address));
  sealed.client_hello_hash = wire::Opaque<32, 48>(base::View(contents.client_hello_hash));
  sealed.unchangeable = wire::Opaque<32, 32>(base::View(contents.first.unchangeable));
  return {{}, wire::Opaque<1, 65535>(base::View(h.config->ticket_keys->seal(wire::write_all(sealed), h.random)))};
}

CookieContents open_cookie(const Cookie& cookie, const ServerHandshake& h) {
  const std::optional<SealedCookie> sealed = unseal(cookie.cookie, h);
  h.require(sealed && is_fresh(*sealed, h) && base::text_of(sealed->client) == h.client_address, is_ours);
  const Retry retry{sealed->cipher_suite, sealed->group, sealed->asked_for_share == 1, sealed->with_psk == 1};
  return {
      {retry, base::copy_of(sealed->unchangeable)}, base::copy_of(sealed->client_hello_hash), time_from(sealed->made)};
}

}  // namespace vitrine::tls::server
