// See derivation.hpp.
#include "trace/derivation.hpp"

#include "base/hex.hpp"
#include "tls/schedule/hkdf_label.hpp"

namespace vitrine::trace {
namespace {

using tls::MadeBy;
using tls::SecretKind;

std::string or_zero(std::string_view name) { return name.empty() ? "0" : std::string(name); }

/// §7.1 has a shorter form for what stands over messages.
bool over_messages(const tls::SecretDerived& secret) {
  return !secret.context.empty() && secret.kind != SecretKind::psk;
}

std::string words_or_nothing(std::string_view words) { return words.empty() ? "\"\"" : std::string(words); }

std::string expand_label(const tls::SecretDerived& secret) {
  const std::string secret_and_label = std::string(secret.from) + ", \"" + std::string(secret.label) + "\", ";
  const std::string context = words_or_nothing(secret.context_words);
  if (over_messages(secret)) return "Derive-Secret(" + secret_and_label + context + ")";
  return "HKDF-Expand-Label(" + secret_and_label + context + ", " + std::to_string(secret.length) + ")";
}

std::string digest_name(const tls::SecretDerived& secret) { return secret.hash == "SHA-256" ? "SHA256" : "SHA384"; }

std::string hex_option(std::string_view name, base::View bytes) {
  return bytes.empty() ? "" : " -kdfopt hex" + std::string(name) + ":" + base::to_hex(bytes);
}

}  // namespace

std::string full_name(const tls::SecretDerived& secret) {
  std::string name(secret.name);
  const bool one_of_several = depth(secret.kind) > 1 || secret.kind == SecretKind::derived;
  if (one_of_several) name += " of " + std::string(secret.from);
  if (secret.generation > 0) name += " (generation " + std::to_string(secret.generation) + ")";
  return name;
}

std::string context_name(const tls::SecretDerived& secret) {
  const std::string words = words_or_nothing(secret.context_words);
  return over_messages(secret) ? "Transcript-Hash(" + words + ")" : words;
}

std::string formula(const tls::SecretDerived& secret) {
  switch (secret.made_by) {
    case MadeBy::given:
      return secret.kind == SecretKind::psk ? "known to both sides before this handshake" : "from the key exchange";
    case MadeBy::hkdf_extract:
      return "HKDF-Extract(" + or_zero(secret.from) + ", " + or_zero(secret.input) + ")";
    case MadeBy::hkdf_expand_label:
      return expand_label(secret);
    case MadeBy::hmac:
      return "HMAC(" + std::string(secret.from) + ", " + context_name(secret) + ")";
  }
  return "";
}

std::size_t depth(SecretKind kind) {
  switch (kind) {
    case SecretKind::psk:
    case SecretKind::shared_secret:
    case SecretKind::early_secret:
    case SecretKind::handshake_secret:
    case SecretKind::main_secret:
      return 0;
    case SecretKind::finished_key:
    case SecretKind::write_key:
    case SecretKind::write_iv:
      return 2;
    case SecretKind::verify_data:
      return 3;
    default:
      return 1;
  }
}

std::string check_command(const tls::SecretDerived& secret) {
  if (!secret.bytes || secret.made_by == MadeBy::given) return "";
  const std::string beginning =
      "openssl kdf -keylen " + std::to_string(secret.length) + " -kdfopt digest:" + digest_name(secret);
  const base::View from = secret.bytes->from;
  switch (secret.made_by) {
    case MadeBy::hkdf_expand_label:
      return beginning + " -kdfopt mode:EXPAND_ONLY" + hex_option("key", from) +
             hex_option("info", tls::hkdf_label({secret.label, secret.context}, secret.length)) + " HKDF";
    case MadeBy::hmac:  // which HKDF-Extract is another name for: RFC 5869 §2.2
      return beginning + " -kdfopt mode:EXTRACT_ONLY" + hex_option("salt", from) + hex_option("key", secret.context) +
             " HKDF";
    default:
      return beginning + " -kdfopt mode:EXTRACT_ONLY" + hex_option("salt", from) +
             hex_option("key", secret.bytes->input) + " HKDF";
  }
}

}  // namespace vitrine::trace
