// The daemon's words for a failure: one line for the log, and a second one where something can be done.
#include "base/printable.hpp"
#include "trace/failure_parts.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

Lines not_tls(const tls::Failure& failure, const Circumstances& around) {
  return {sign(Sign::bad, around.style) + " That was " + split(failure).rule + ". This port speaks TLS 1.3.",
          "  session " + std::to_string(around.session) + "; sent " + alert_and_section(failure) + "."};
}

Lines refused_by_client(const tls::Failure& failure, const Circumstances& around) {
  const std::string advice = server_advice(failure.alert, around);
  const std::string alert = tls::name_of(failure.alert);
  if (failure.alert == tls::AlertDescription::unknown_ca) {
    return {heading(around) + "the client does not trust our certificate (alert " + alert + "). " + advice,
            "  The client told us: " + alert_and_section(failure) + "."};
  }
  return {heading(around) + "the client refused: " + words_of(failure.alert) + " (alert " + alert + ").",
          "  The client told us: " + alert_and_section(failure) + ". " + advice};
}

Lines refused_by_us(const tls::Failure& failure, const Circumstances& around) {
  if (failure.certificate || failure.alert == tls::AlertDescription::certificate_required)
    return client_certificate_refused(failure, around);
  const CheckText check = split(failure);
  const std::string sent = "; sent " + alert_and_section(failure) + ".";
  if (failure.alert == tls::AlertDescription::protocol_version && !check.found.empty()) {
    return {heading(around) + check.found + sent};
  }
  if (failure.section == "4.3.11.2") {
    return {heading(around) + "refused: the client names a pre-shared key that we know, and has another one" + sent,
            "  Is it the same on both sides?  vitrined --psk FILE   vitrine --psk FILE"};
  }
  const std::string found = check.found.empty() ? "" : "; found: " + check.found;
  return {heading(around) + "refused. What failed: " + check.rule + found + sent};
}

Lines record_authentication(const tls::Failure& failure, const Circumstances& around) {
  const bool peer = failure.origin == tls::Failure::Origin::peer;
  const std::string who = peer ? "somebody changed our message on the way; the client refused it and told us "
                               : "somebody changed a message on the way; it was refused and shown to nobody; sent ";
  return {heading(around) + who + alert_and_section(failure) + "."};
}

Lines truncated(const Circumstances& around) {
  return {heading(around) +
          (around.established ? "the connection ended without a goodbye"
                              : "the client left in the middle of the handshake") +
          "; expected close_notify (0), §6.1."};
}

}  // namespace

std::string heading(const Circumstances& around) {
  return sign(Sign::bad, around.style) + " session " + std::to_string(around.session) + ": ";
}

Lines server_failure(const tls::Failure& failure, const Circumstances& around) {
  switch (cause_of(failure)) {
    case Cause::record_authentication:
      return record_authentication(failure, around);
    case Cause::truncated:
      return truncated(around);
    case Cause::peer_alert:
      return refused_by_client(failure, around);
    default:
      return is_foreign(failure) ? not_tls(failure, around) : refused_by_us(failure, around);
  }
}

}  // namespace vitrine::trace
