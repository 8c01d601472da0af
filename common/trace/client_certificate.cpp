// The words for a client's certificate that the server did not accept, in both windows. The names in it are the
// client's: quoted where the daemon shows them.
#include "base/printable.hpp"
#include "trace/failure_parts.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

/// "your certificate "ana" (ana.pem)".
std::string own(const Circumstances& around) {
  return "your certificate " + in_quotes(around.own_certificate->subject()) + " (" +
         base::printable(around.own_certificate_file) + ")";
}

Account nothing_shown(const Circumstances& around) {
  Account account{
      Fault::configuration, "the server lets in nobody without a certificate, and I showed none", {}, {}, true};
  if (around.own_certificate) account.details.push_back(own(around) + " is of a kind of key that it did not ask for.");
  account.next.push_back("Where its CA is:  vitrine-pki issue client NICK   then   " +
                         command("--cert NICK.pem --key NICK.key", around));
  return account;
}

/// When it ended or begins, by our own clock.
std::string dates(const Circumstances& around) {
  const crypto::Certificate& shown = *around.own_certificate;
  const std::string clock = " (your clock: " + date(around.now) + ").";
  if (shown.not_after() < around.now)
    return "It ended " + date(shown.not_after()) + ", " + rough(around.now - shown.not_after()) + " ago" + clock;
  if (shown.not_before() > around.now)
    return "It begins " + date(shown.not_before()) + ", in " + rough(shown.not_before() - around.now) + clock;
  return "By your clock it is in date: is the server's right?" + clock.substr(0, clock.size() - 1);
}

std::string reason(const tls::Failure& failure, const Circumstances& around) {
  switch (failure.alert) {
    case tls::AlertDescription::unknown_ca:
      return "It is signed by " + in_quotes(around.own_certificate->issuer()) + ", whom the server does not trust.";
    case tls::AlertDescription::certificate_expired:
      return dates(around);
    default:
      return moment_and_meaning(failure, around);
  }
}

std::string way_out(tls::AlertDescription alert, const Circumstances& around) {
  if (alert == tls::AlertDescription::certificate_expired) return "Where its CA is:  vitrine-pki renew NAME";
  return "Is it the right one?  vitrine-pki show " + base::printable(around.own_certificate_file) +
         "   Without any:  " + command("", around);
}

Account shown_and_refused(const tls::Failure& failure, const Circumstances& around) {
  return {Fault::configuration,
          "the server refused " + own(around),
          {reason(failure, around)},
          {way_out(failure.alert, around)},
          true};
}

/// "the client's certificate "ana"", of the one that was shown.
std::string clients(const Circumstances& around) {
  return "the client's certificate " + (around.certificate ? in_quotes(around.certificate->subject()) + " " : "");
}

std::string verdict(crypto::Verdict verdict) {
  switch (verdict) {
    case crypto::Verdict::unknown_ca:
      return "is by no CA that we trust";
    case crypto::Verdict::expired:
      return "is no longer in date";
    case crypto::Verdict::not_yet_valid:
      return "is not yet in date";
    case crypto::Verdict::wrong_usage:
      return "is not for clients";
    default:
      return "is not acceptable";
  }
}

/// What the judge of the chain says; where nobody came that far, the rule that failed.
std::string what_was_found(const tls::Failure& failure) {
  const CheckText check = split(failure);
  return "Found: " + (check.found.empty() ? "no certificate of which this is true: " + check.rule : check.found) + ".";
}

std::string what_to_do(crypto::Verdict verdict, const Circumstances& around) {
  switch (verdict) {
    case crypto::Verdict::unknown_ca:
      return "Now it must be by one of " + base::printable(around.client_ca_file) +
             ". To change that:  vitrined --client-ca FILE";
    case crypto::Verdict::expired:
      return "Where the CA is:  vitrine-pki renew NAME";
    case crypto::Verdict::not_yet_valid:
      return "One of the two clocks may be wrong:  date -u";
    default:
      return "For a new one:  vitrine-pki issue client NICK";
  }
}

}  // namespace

std::optional<Account> own_certificate_refused(const tls::Failure& failure, const Circumstances& around) {
  using enum tls::AlertDescription;
  if (around.role == tls::Role::server) return std::nullopt;
  switch (failure.alert) {
    case certificate_required:
      return nothing_shown(around);
    case bad_certificate:
    case unsupported_certificate:
    case certificate_revoked:
    case certificate_expired:
    case certificate_unknown:
    case unknown_ca:
    case access_denied:
      return around.own_certificate ? std::optional(shown_and_refused(failure, around)) : std::nullopt;
    default:
      return std::nullopt;
  }
}

Account client_certificate_refused(const tls::Failure& failure, const Circumstances& around) {
  if (failure.alert == tls::AlertDescription::certificate_required) {
    return {Fault::configuration,
            "the client showed no certificate, and nobody gets in without",
            {},
            {"It needs one of " + base::printable(around.client_ca_file) + ":  vitrine-pki issue client NICK"}};
  }
  const crypto::Verdict verdict_on_it = failure.certificate.value_or(crypto::Verdict::malformed);
  return {fault_of_certificate(failure),
          clients(around) + verdict(verdict_on_it),
          {what_was_found(failure)},
          {what_to_do(verdict_on_it, around)}};
}

}  // namespace vitrine::trace
