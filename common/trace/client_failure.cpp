// The client's words for a failure, except those about certificates: certificate_failure.cpp.
#include "base/printable.hpp"
#include "trace/failure_parts.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

std::string verdict(const Circumstances& around) { return around.established ? "Stopped: " : "Not connected: "; }

std::string told(const tls::Failure& failure) { return "  I told the server: " + alert_and_section(failure) + "."; }

Lines truncated(const Circumstances& around) {
  const std::string goodbye = "close_notify (0), §6.1";
  if (!around.established) {
    return {"Not connected: the connection ended in the middle of the handshake, without an alert or " + goodbye + ".",
            "  Does a TLS 1.3 server live there? Its own log knows why it went away.",
            "  Look at what was said so far:  " + command("-v", around)};
  }
  return {"Stopped: the connection ended without a goodbye (close_notify). The end of the conversation may be missing.",
          "  Expected " + goodbye + "; found the end of the connection. What came before it is genuine.",
          "  Start again:  " + command("", around)};
}

Lines record_authentication(const tls::Failure& failure, const Circumstances& around) {
  const bool peer = failure.origin == tls::Failure::Origin::peer;
  const std::string what = around.established ? "message" : "part of the handshake";
  const std::string who =
      peer ? "somebody changed your " + what + " on the way; the server refused it and showed it to nobody."
           : "somebody changed a " + what + " on its way to you; I refused it and show none of it.";
  const std::string before = !around.established ? what_was_sent(around)
                             : peer              ? "Your lines before it were delivered."
                                                 : "What came before it is genuine.";
  return {verdict(around) + who, "  TLS never repairs or skips a bad record, so this session is over. " + before,
          peer ? "  The server told me: " + alert_and_section(failure) + "." : told(failure),
          "  Start again:  " + command("", around)};
}

Lines peer_alert(const tls::Failure& failure, const Circumstances& around) {
  if (Lines lines = own_certificate_refused(failure, around); !lines.empty()) return lines;
  const bool left = failure.alert == tls::AlertDescription::close_notify;
  const std::string what = left ? "the server left before the handshake was over. It told me: "
                                : "the server refused to go on. It told me: ";
  return {verdict(around) + what + alert_and_section(failure) + ".", "  That means: " + words_of(failure.alert) + ".",
          "  " + client_advice(failure.alert, around)};
}

Lines protocol_violation(const tls::Failure& failure, const Circumstances& around) {
  const CheckText check = split(failure);
  const bool version = failure.alert == tls::AlertDescription::protocol_version;
  Lines lines{
      verdict(around) + (version ? "the server does not speak TLS 1.3." : "the server broke a rule of TLS 1.3."),
      "  What failed: " + check.rule + "."};
  if (!check.found.empty()) lines.push_back("  Found: " + check.found + ".");
  lines.push_back(told(failure));
  if (version) {
    lines.push_back("  " + client_advice(failure.alert, around));
    return lines;
  }
  lines.push_back("  One of the two programs is wrong, or something between them. Watch it happen:  " +
                  command("-v", around));
  return lines;
}

Lines foreign(const tls::Failure& failure, const Circumstances& around) {
  return {"Not connected: what answers at " + base::printable(around.address) + " does not speak TLS.",
          "  Expected a TLS record; found " + split(failure).rule + ".", told(failure),
          "  Is it another port?  vitrine HOST:PORT"};
}

Lines internal(const tls::Failure& failure, const Circumstances& around) {
  return {verdict(around) + "this program cannot go on: " + split(failure).rule + ".", told(failure),
          "  That is no fault of the server. Watch it happen:  " + command("-v", around)};
}

}  // namespace

Lines client_failure(const tls::Failure& failure, const Circumstances& around) {
  switch (cause_of(failure)) {
    case Cause::unknown_ca:
    case Cause::expired:
    case Cause::name_mismatch:
    case Cause::other_certificate:
      return certificate_failure(failure, around);
    case Cause::peer_alert:
      return peer_alert(failure, around);
    case Cause::protocol_violation:
      return is_foreign(failure) ? foreign(failure, around) : protocol_violation(failure, around);
    case Cause::record_authentication:
      return record_authentication(failure, around);
    case Cause::truncated:
      return truncated(around);
    case Cause::internal:
      return internal(failure, around);
  }
  return {};
}

}  // namespace vitrine::trace
