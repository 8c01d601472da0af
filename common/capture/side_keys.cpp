// See side_keys.hpp.
#include "capture/side_keys.hpp"

#include "tls/schedule/cipher_suite.hpp"
#include "tls/schedule/derived.hpp"

namespace vitrine::capture {
namespace {

using enum tls::SecretKind;

constexpr std::array client_kinds{client_early_traffic_secret, client_handshake_traffic_secret,
                                  client_application_traffic_secret};
constexpr std::array server_kinds{server_handshake_traffic_secret, server_application_traffic_secret};

std::span<const tls::SecretKind> kinds_of(Side side) {
  if (side == Side::client) return client_kinds;
  return server_kinds;
}

}  // namespace

SideKeys::SideKeys(Side side, const KeyLog& keys, tls::Trace trace)
    : log_(keys), trace_(trace), later_(kinds_of(side)) {}

std::optional<SideKeys::Opened> SideKeys::open(base::View header, base::View ciphertext) {
  if (key_) {
    if (auto opened = open_with(*key_, header, ciphertext)) return opened;
  }
  for (std::size_t i = 0; i < later_.size(); ++i) {
    auto opened = try_secret(later_[i], header, ciphertext);
    if (!opened) continue;
    later_ = later_.subspan(i + 1);
    return opened;
  }
  return std::nullopt;
}

std::optional<SideKeys::Opened> SideKeys::open_with(Key& key, base::View header, base::View ciphertext) const {
  Opened opened{base::copy_of(ciphertext), key.protection.sequence()};
  if (!key.protection.open(header, opened.inner)) return std::nullopt;
  opened.inner.resize(opened.inner.size() - crypto::aead_tag_length);
  return opened;
}

std::optional<SideKeys::Opened> SideKeys::try_secret(tls::SecretKind kind, base::View header, base::View ciphertext) {
  const crypto::Secret* secret = log_.find(random_, kind);
  if (secret == nullptr) return std::nullopt;
  for (const auto& entry : tls::entries<tls::CipherSuite>()) {
    if (!fits(entry.value, kind, secret->size())) continue;
    auto opened = try_suite({kind, entry.value, secret->clone()}, entry.value, header, ciphertext);
    if (opened) return opened;
  }
  return std::nullopt;
}

std::optional<SideKeys::Opened> SideKeys::try_suite(tls::TrafficSecret secret, tls::CipherSuite suite,
                                                    base::View header, base::View ciphertext) {
  const tls::TrafficKeys keys = secret.traffic_keys(tls::Trace(nullptr));
  Key key{std::move(secret), {keys, crypto::Aead::Direction::open}};
  auto opened = open_with(key, header, ciphertext);
  if (!opened) return std::nullopt;
  tell(key.secret, suite);
  key_.emplace(std::move(key));
  return opened;
}

/// Early data is sealed before the server has chosen a suite, so any of the right length may be the one.
bool SideKeys::fits(tls::CipherSuite suite, tls::SecretKind kind, std::size_t secret_size) const {
  const bool known = suite_ && kind != client_early_traffic_secret;
  return (!known || suite == *suite_) && secret_size == crypto::length(tls::hash_of(suite));
}

void SideKeys::tell(const tls::TrafficSecret& secret, tls::CipherSuite suite) const {
  tls::report(trace_, {secret.kind(), tls::MadeBy::given, tls::hash_of(suite)}, {secret.value().expose(), {}, {}});
  secret.traffic_keys(trace_);
}

void SideKeys::update() {
  if (!key_) return;
  tls::TrafficSecret next = std::move(key_->secret).next(trace_);
  const tls::TrafficKeys keys = next.traffic_keys(trace_);
  key_.emplace(Key{std::move(next), {keys, crypto::Aead::Direction::open}});
}

}  // namespace vitrine::capture
