// See failure_words.hpp: what a failure is, and how an account of it stands in each of the two windows.
#include "trace/failure_words.hpp"

#include <algorithm>
#include <array>

#include "base/printable.hpp"
#include "trace/failure_parts.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

using Origin = tls::Failure::Origin;
using tls::Role;

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

/// A certificate may be no use before anybody has judged its chain.
Cause cause_of_alert(tls::AlertDescription alert) {
  switch (alert) {
    case tls::AlertDescription::internal_error:
      return Cause::internal;
    case tls::AlertDescription::bad_certificate:
    case tls::AlertDescription::unsupported_certificate:
    case tls::AlertDescription::certificate_required:
      return Cause::other_certificate;
    default:
      return Cause::protocol_violation;
  }
}

Account account_of(const tls::Failure& failure, const Circumstances& around) {
  switch (cause_of(failure)) {
    case Cause::unknown_ca:
    case Cause::expired:
    case Cause::name_mismatch:
    case Cause::other_certificate:
      return around.role == Role::client ? server_certificate_refused(failure, around)
                                         : client_certificate_refused(failure, around);
    case Cause::peer_alert:
      return alert_told(failure, around);
    case Cause::record_authentication:
      return record_not_authentic(failure, around);
    case Cause::truncated:
      return cut_short(failure, around);
    default:
      return refusal(failure, around);
  }
}

std::string words_of(Fault fault, Role role) {
  switch (fault) {
    case Fault::peer:
      return role == Role::client ? "the server" : "the client";
    case Fault::us:
      return "this program";
    case Fault::between:
      return "somebody on the way, or a bug in one of the two programs";
    case Fault::configuration:
      return "the configuration, there or here";
    case Fault::limit:
      return "nobody; a limit of ours, no rule of the RFC";
    case Fault::unclear:
      break;
  }
  return "that cannot be told from here";
}

/// Of a certificate the section on alerts: where chains are judged (§4.5.1.3) helps nobody here.
std::string alert_and_section(const tls::Failure& failure) {
  const bool of_alerts = failure.section.empty() || failure.certificate;
  const bool closure = failure.alert == tls::AlertDescription::close_notify;
  return named(failure.alert) + ", §" + (!of_alerts ? failure.section : closure ? "6.1" : "6.2");
}

/// What stands before the verdict, behind it, and before the word on the fault.
struct Frame {
  std::string begin;
  std::string end;
  std::string alert;
};

std::string verdict_of_client(const Account& account, const Circumstances& around) {
  return around.established && !account.refused_late ? "Stopped: " : "Not connected: ";
}

std::string session(const Circumstances& around) { return "session " + std::to_string(around.session); }

std::string cross(const Circumstances& around) { return sign(Sign::bad, around.style) + " "; }

Frame frame_of_server(const tls::Failure& failure, const Circumstances& around) {
  const std::string alert = alert_and_section(failure);
  const std::string heading = cross(around) + session(around) + ": ";
  if (failure.origin == Origin::truncated) return {heading, ".", ""};
  if (failure.origin == Origin::peer)
    return {heading, " (alert " + tls::name_of(failure.alert) + ").", "The client told us: " + alert + ". "};
  if (is_foreign(failure)) return {cross(around), ".", session(around) + "; sent " + alert + ". "};
  return {heading, "; sent " + alert + ".", ""};
}

Frame frame_of_client(const Account& account, const tls::Failure& failure, const Circumstances& around) {
  const std::string begin = verdict_of_client(account, around);
  if (failure.origin == Origin::truncated) return {begin, ".", ""};
  if (failure.origin == Origin::ours) return {begin, ".", "I told the server: " + alert_and_section(failure) + ". "};
  return {begin, ".", "It told me: " + alert_and_section(failure) + ". "};
}

/// What was found may be long: it gets two lines. What is to be typed is never cut.
Lines folded(const std::string& detail) {
  constexpr std::size_t width = 116;
  Lines lines = wrap(split_words(detail), " ", width);
  if (lines.size() <= 2) return lines;
  lines.resize(2);
  lines.back() += " …";
  return lines;
}

Lines lines_of(const Account& account, const Frame& frame, const Circumstances& around) {
  Lines lines{frame.begin + account.verdict + frame.end};
  for (const std::string& detail : account.details) {
    for (const std::string& line : folded(detail)) lines.push_back("  " + line);
  }
  lines.push_back("  " + frame.alert + "At fault: " + words_of(account.fault, around.role) + ".");
  for (const std::string& next : account.next) lines.push_back("  " + next);
  for (std::string& line : lines) line = fit(line, around.style);
  return lines;
}

}  // namespace

Cause cause_of(const tls::Failure& failure) {
  if (failure.origin == Origin::truncated) return Cause::truncated;
  if (failure.alert == tls::AlertDescription::bad_record_mac) return Cause::record_authentication;
  if (failure.origin == Origin::peer) return Cause::peer_alert;
  if (failure.certificate && *failure.certificate != crypto::Verdict::good)
    return cause_of_verdict(*failure.certificate);
  return cause_of_alert(failure.alert);
}

tls::Failure failure_of(const tls::Connection& connection) {
  if (connection.failure()) return *connection.failure();
  return {Origin::truncated, tls::AlertDescription::close_notify, "6.1", "the network broke the connection", {},
          connection.state()};
}

Fault fault_of(const tls::Failure& failure, const Circumstances& around) { return account_of(failure, around).fault; }

Lines explain_failure(const tls::Failure& failure, const Circumstances& around) {
  const Account account = account_of(failure, around);
  const bool client = around.role == Role::client;
  return lines_of(account, client ? frame_of_client(account, failure, around) : frame_of_server(failure, around),
                  around);
}

Lines explain_timeout(const Timeout& timeout, const Circumstances& around) {
  const Account account = too_slow(timeout, around);
  const bool client = around.role == Role::client;
  return lines_of(
      account, {client ? verdict_of_client(account, around) : cross(around) + session(around) + ": ", ".", ""}, around);
}

}  // namespace vitrine::trace
