// See tokens.hpp. Most causes are the engine's own words (causes.cpp); what the peer told us is named after its alert,
// and what could not be decoded after the message that it stood in.
#include "shim/tokens.hpp"

#include <algorithm>
#include <cctype>

#include "shim/causes.hpp"
#include "shim/expectations.hpp"
#include "tls/message/handshake.hpp"

namespace shim {
namespace {

constexpr auto decompression_failure = static_cast<tls::AlertDescription>(30);  // of older versions
constexpr std::string_view undecodable = "UNDECODABLE_";
constexpr std::string_view undecodable_extension = "UNDECODABLE_EXTENSION_IN_";
constexpr std::string_view unknown_level = "PEER_ALERT_OF_UNKNOWN_LEVEL";
constexpr std::string_view version_changed = "SERVER_VERSION_CHANGED_AFTER_RETRY";
constexpr std::string_view failure_at_once = "PEER_ALERT_HANDSHAKE_FAILURE_AT_ONCE";

std::string upper(std::string_view text) {
  std::string result;
  for (const char c : text) result += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

/// "ClientHello": "CLIENT_HELLO"
std::string upper_words(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !result.empty()) result += '_';
    result += c;
  }
  return upper(result);
}

std::string name_of_alert(tls::AlertDescription alert) {
  if (alert == decompression_failure) return "DECOMPRESSION_FAILURE";
  const auto* entry = tls::find_entry(alert);
  return entry != nullptr ? upper(entry->name) : "UNKNOWN";
}

std::string of_peer(const tls::Failure& failure, const Observer& observer) {
  const bool known_level =
      observer.alert_level == tls::AlertLevel::warning || observer.alert_level == tls::AlertLevel::fatal;
  if (!known_level) return std::string(unknown_level);
  const bool at_once = observer.last_message.empty() && failure.alert == tls::AlertDescription::handshake_failure;
  return at_once ? std::string(failure_at_once) : "PEER_ALERT_" + name_of_alert(failure.alert);
}

std::string of_truncation(const tls::Failure& failure) {
  return failure.text.find("during the handshake") != std::string::npos ? "END_DURING_HANDSHAKE"
                                                                        : "END_WITHOUT_CLOSE_NOTIFY";
}

bool is_undecodable(const tls::Failure& failure) {
  return failure.alert == tls::AlertDescription::decode_error && failure.section == "6";
}

std::string of_decoding(const tls::Failure& failure, const Observer& observer) {
  const bool in_extension = failure.text.starts_with("extension ");
  return std::string(in_extension ? undecodable_extension : undecodable) + upper_words(observer.last_message);
}

/// A version that was not offered is a changed one when there was a HelloRetryRequest before.
std::string of_cause(const Cause& cause, const Observer& observer) {
  const bool about_version = cause.token == "SERVER_TOO_OLD" || cause.token == "SERVER_VERSION_NOT_OFFERED";
  return std::string(about_version && observer.got_retry ? version_changed : cause.token);
}

std::string of_ours(const tls::Failure& failure, const Observer& observer) {
  if (is_undecodable(failure)) return of_decoding(failure, observer);
  const auto fits = [&](const Cause& cause) { return failure.text.find(cause.words) != std::string::npos; };
  const auto cause = std::ranges::find_if(causes(), fits);
  if (cause != causes().end()) return of_cause(*cause, observer);
  return "OTHER_" + name_of_alert(failure.alert);
}

template <class... M>
std::string undecodable_messages(tls::List<M...> /*all*/) {
  std::string text;
  const auto add = [&](std::string_view prefix, std::string_view name) {
    text += std::string(prefix) + upper_words(name) + "\n";
  };
  (add(undecodable, M::name), ...);
  (add(undecodable_extension, M::name), ...);
  return text;
}

}  // namespace

std::string token_of(const tls::Failure& failure, const Observer& observer) {
  switch (failure.origin) {
    case tls::Failure::Origin::peer:
      return of_peer(failure, observer);
    case tls::Failure::Origin::truncated:
      return of_truncation(failure);
    case tls::Failure::Origin::ours:
      break;
  }
  return of_ours(failure, observer);
}

std::string all_tokens() {
  std::string text = undecodable_messages(tls::AllMessages{});
  for (const Cause& cause : causes()) text += std::string(cause.token) + "\n";
  for (const auto& alert : tls::entries<tls::AlertDescription>()) {
    text += "PEER_ALERT_" + upper(alert.name) + "\nOTHER_" + upper(alert.name) + "\n";
  }
  for (const std::string_view token :
       {std::string_view("PEER_ALERT_DECOMPRESSION_FAILURE"), std::string_view("PEER_ALERT_UNKNOWN"), unknown_level,
        version_changed, failure_at_once, std::string_view("END_DURING_HANDSHAKE"),
        std::string_view("END_WITHOUT_CLOSE_NOTIFY")}) {
    text += std::string(token) + "\n";
  }
  for (const std::string_view token : unmet_expectations) text += std::string(token) + "\n";
  return text;
}

}  // namespace shim
