// See comparison.hpp.
#include "replay/comparison.hpp"

#include <algorithm>

namespace vitrine::replay {
namespace {

using tls::SecretKind;

std::string without(std::string_view ending, std::string_view text) {
  if (text.ends_with(ending)) text.remove_suffix(ending.size());
  return std::string(text);
}

/// "client_handshake" of "client_handshake_traffic_secret".
std::string epoch_of(std::string_view traffic_secret) { return without("_traffic_secret", traffic_secret); }

/// "finished.client" of "client_handshake_traffic_secret".
std::string finished_of(std::string_view base_key) {
  return base_key == "binder_key" ? "binder" : "finished." + without("_handshake", epoch_of(base_key));
}

}  // namespace

void Comparison::on(const tls::Event& event) {
  const auto* secret = std::get_if<tls::SecretDerived>(&event);
  if (secret == nullptr || !secret->value) return;
  compare(entry_of(*secret), *secret->value, true);
}

std::string Comparison::entry_of(const tls::SecretDerived& secret) {
  const std::string_view from = secret.transcript;
  switch (secret.kind) {
    case SecretKind::psk:
      return secret.label.empty() ? "secret.early.ikm" : "secret.psk";
    case SecretKind::binder_key:
      return "binder.prk";
    case SecretKind::client_application_traffic_secret:
    case SecretKind::server_application_traffic_secret:
      return "secret." + without("_secret", secret.name) + "_0";
    case SecretKind::finished_key:
      finished_ = finished_of(from);
      return finished_ + ".key";
    case SecretKind::write_key:
      return "key." + epoch_of(from) + ".key";
    case SecretKind::write_iv:
      return "key." + epoch_of(from) + ".iv";
    default:
      return "secret." + without("_secret", secret.name);
  }
}

void Comparison::compare(const std::string& entry, base::View ours, bool derived) {
  if (!trace_.has(entry) || apart_.contains(entry)) return;
  const bool equal = std::ranges::equal(ours, trace_[entry]);
  ++(equal ? equal_ : different_);
  told_({entry, base::copy_of(ours), trace_[entry], equal, derived});
}

}  // namespace vitrine::replay
