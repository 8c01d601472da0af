// See psk_offer.hpp.
#include "trace/psk_offer.hpp"

#include <algorithm>

namespace vitrine::trace {

void PskOffer::on(const tls::SecretDerived& secret) {
  if (secret.kind == tls::SecretKind::binder_key) tickets_.push_back(secret.label == "res binder");
}

bool PskOffer::is_ticket(std::uint64_t number) const {
  if (tickets_.empty()) return false;
  return number < tickets_.size() ? tickets_[number] : tickets_.back();
}

std::vector<std::string> words_without_grease(const Labels& message, std::string_view field) {
  std::vector<std::string> words;
  for (const base::View value : message.all(field)) {
    if (!tls::is_grease(static_cast<std::uint16_t>(number(value)))) words.push_back(meaning(field, value));
  }
  return words;
}

bool has_extension(const Labels& message, tls::ExtensionType type) {
  return std::ranges::any_of(message.all("extension_type"),
                             [type](base::View value) { return number(value) == static_cast<std::uint64_t>(type); });
}

}  // namespace vitrine::trace
