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
  if (secret == nullptr || !secret->bytes) return;
  if (secret->kind == SecretKind::finished_key) finished_ = finished_of(secret->from);
  const std::string entry = entry_of(*secret);
  if (!secret->context.empty()) compare(context_of(*secret, entry), secret->context, true);
  compare(entry, secret->bytes->value, true);
}

std::string Comparison::entry_of(const tls::SecretDerived& secret) const {
  switch (secret.kind) {
    case SecretKind::psk:
      return secret.made_by == tls::MadeBy::given ? "secret.early.ikm" : "secret.psk";
    case SecretKind::shared_secret:
      return "secret.handshake.ikm";
    case SecretKind::derived:
      return secret.from == "early_secret" ? "secret.derived_for_handshake" : "secret.derived_for_main";
    case SecretKind::binder_key:
      return "binder.prk";
    case SecretKind::client_application_traffic_secret:
    case SecretKind::server_application_traffic_secret:
      return "secret." + without("_secret", secret.name) + "_0";
    case SecretKind::finished_key:
      return finished_ + ".key";
    case SecretKind::verify_data:
      return finished_;
    case SecretKind::write_key:
      return "key." + epoch_of(secret.from) + ".key";
    case SecretKind::write_iv:
      return "key." + epoch_of(secret.from) + ".iv";
    default:
      return "secret." + without("_secret", secret.name);
  }
}

/// The RFC prints no Transcript-Hash under a Finished: ours was worked out.
std::string Comparison::context_of(const tls::SecretDerived& secret, const std::string& entry) const {
  if (secret.kind != SecretKind::verify_data) return entry + ".hash";
  return (finished_ == "binder" ? "" : "computed.") + finished_ + ".transcript_hash";
}

void Comparison::compare(const std::string& entry, base::View ours, bool derived) {
  if (!trace_.has(entry) || apart_.contains(entry)) return;
  const bool equal = std::ranges::equal(ours, trace_[entry]);
  ++(equal ? equal_ : different_);
  told_({entry, base::copy_of(ours), trace_[entry], equal, derived});
}

}  // namespace vitrine::replay
