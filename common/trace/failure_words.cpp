// See failure_words.hpp.
#include "trace/failure_words.hpp"

#include <algorithm>
#include <array>

#include "base/printable.hpp"
#include "trace/failure_parts.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

using Origin = tls::Failure::Origin;

Cause cause_of_verdict(crypto::Verdict verdict) {
  switch (verdict) {
    case crypto::Verdict::unknown_ca:
      return Cause::unknown_ca;
    case crypto::Verdict::expired:
    case crypto::Verdict::not_yet_valid:
      return Cause::expired;
    case crypto::Verdict::name_mismatch:
      return Cause::name_mismatch;
    default:
      return Cause::other_certificate;
  }
}

Lines fitted(const Lines& lines, const Style& style) {
  Lines all;
  for (const std::string& line : lines) all.push_back(fit(line, style));
  return all;
}

}  // namespace

Cause cause_of(const tls::Failure& failure) {
  if (failure.origin == Origin::truncated) return Cause::truncated;
  if (failure.alert == tls::AlertDescription::bad_record_mac) return Cause::record_authentication;
  if (failure.origin == Origin::peer) return Cause::peer_alert;
  if (failure.certificate && *failure.certificate != crypto::Verdict::good)
    return cause_of_verdict(*failure.certificate);
  return failure.alert == tls::AlertDescription::internal_error ? Cause::internal : Cause::protocol_violation;
}

Lines explain_failure(const tls::Failure& failure, const Circumstances& around) {
  const bool client = around.role == tls::Role::client;
  return fitted(client ? client_failure(failure, around) : server_failure(failure, around), around.style);
}

Lines explain_timeout(std::chrono::seconds limit, const Circumstances& around) {
  const std::string time = std::to_string(limit.count()) + " s";
  if (around.role == tls::Role::server) {
    const std::string session = sign(Sign::bad, around.style) + " session " + std::to_string(around.session);
    return fitted({session + ": the client did not finish its handshake within " + time + "; closed."}, around.style);
  }
  return fitted(
      {"Not connected: " + base::printable(around.address) + " did not finish the handshake within " + time + ".",
       "  It is there, but silent: perhaps it does not speak TLS, or something on the way holds the bytes back.",
       "  Look at what was said so far:  " + command("-v", around)},
      around.style);
}

std::string words_of(tls::AlertDescription alert) {
  const tls::Entry<tls::AlertDescription>* entry = tls::find_entry(alert);
  return entry != nullptr ? std::string(entry->words) : "an alert that is not in the registry";
}

std::string alert_and_section(const tls::Failure& failure) {
  return named(failure.alert) + ", §" + (failure.section.empty() ? "6.2" : failure.section);
}

std::string command(std::string_view options, const Circumstances& around) {
  std::string text = "vitrine";
  if (!options.empty()) text.append(" ").append(options);
  if (!around.address.empty()) text += " " + base::printable(around.address);
  return text;
}

std::string what_was_sent(const Circumstances& around) {
  return around.early_data_sent ? "Of yours only the early data was sent; only the server of the ticket can read it."
                                : "Nothing of yours was sent.";
}

bool is_foreign(const tls::Failure& failure) {
  constexpr std::array<std::string_view, 4> greetings{"plain HTTP (", "an SSH greeting (", "a proxy header (",
                                                      "not TLS ("};
  return std::ranges::any_of(greetings, [&](std::string_view name) { return failure.text.starts_with(name); });
}

CheckText split(const tls::Failure& failure) {
  constexpr std::string_view mark = "; found: ";
  const std::string text = base::printable(failure.text);
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) return {text, ""};
  return {text.substr(0, at), text.substr(at + mark.size())};
}

}  // namespace vitrine::trace
