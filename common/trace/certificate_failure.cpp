// The client's words for a server certificate that it did not accept. Names in it are the peer's: quoted, and part of
// a suggested command only if they are made of harmless letters.
#include <algorithm>

#include "base/printable.hpp"
#include "trace/failure_parts.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

using enum Fault;

std::string trusted(const Circumstances& around) {
  const std::string file = " (" + base::printable(around.ca_file) + ")";
  if (around.ca_subjects.empty()) return "no CA at all" + file;
  if (around.ca_subjects.size() == 1) return "only " + in_quotes(around.ca_subjects.front()) + file;
  return "only the " + count(around.ca_subjects.size(), "CA") + " of " + base::printable(around.ca_file);
}

std::string whose_signature(const Circumstances& around) {
  if (!around.certificate) return "the server's certificate leads to none of your CAs; you trust " + trusted(around);
  const std::string issuer = around.certificate->issuer();
  const std::string signed_by = "the server's certificate is signed by ";
  if (issuer == around.certificate->subject())
    return "the server's certificate " + in_quotes(issuer) + " is signed by itself; you trust " + trusted(around);
  if (std::ranges::find(around.ca_subjects, issuer) != around.ca_subjects.end()) {
    return signed_by + "a " + in_quotes(issuer) + ", but not by the one in " + base::printable(around.ca_file);
  }
  return signed_by + in_quotes(issuer) + " and you trust " + trusted(around);
}

Account unknown_ca(const Circumstances& around) {
  const bool own = around.own_ca_file.empty() || around.own_ca_file == around.ca_file;
  return {configuration,
          whose_signature(around),
          {"Either this is the wrong CA file, or someone is between you and the server. " + what_was_sent(around)},
          {own ? "If this server is yours, take the CA file from it:  " + command("--cafile ITS-CA.pem", around)
               : "If this server is yours:  " + command("--cafile " + base::printable(around.own_ca_file), around)}};
}

/// When the certificate ended or begins, seen from now; the engine's own words where it is another of the chain.
std::string dates(const tls::Failure& failure, const Circumstances& around) {
  const std::string clock = " (your clock: " + date(around.now) + ")";
  const auto& own = around.certificate;
  const CheckText check = split(failure);
  if (own && own->not_after() < around.now) {
    return "the certificate of " + in_quotes(own->subject()) + " ended " + date(own->not_after()) + ", " +
           rough(around.now - own->not_after()) + " ago" + clock;
  }
  if (own && own->not_before() > around.now) {
    return "the certificate of " + in_quotes(own->subject()) + " begins " + date(own->not_before()) + ", in " +
           rough(own->not_before() - around.now) + clock;
  }
  return "the server's certificate is not in date: " + (check.found.empty() ? check.rule : check.found) + clock;
}

Account expired(const tls::Failure& failure, const Circumstances& around) {
  const bool name_matches = around.certificate && around.certificate->matches_name(around.host);
  const bool ended = *failure.certificate == crypto::Verdict::expired;
  Lines details;
  if (name_matches) details.push_back("Everything else about it was right (CA, name, use). " + what_was_sent(around));
  return {
      configuration,
      dates(failure, around),
      details,
      {ended
           ? "On the server:  vitrine-pki renew server   then   kill -HUP $(pidof vitrined)   (nobody is disconnected)"
           : "One of the two clocks may be wrong. On both machines:  date -u"}};
}

bool harmless(std::string_view name) {
  return std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == ':' ||
           c == '-';
  });
}

std::string names_of(const crypto::Certificate& certificate) {
  constexpr std::size_t most = 4;
  const std::vector<std::string> names = certificate.names();
  if (names.empty()) return "no host at all";
  std::vector<std::string> shown;
  for (const std::string& name : names) {
    if (shown.size() < most) shown.push_back(in_quotes(name));
  }
  return join(shown, ", ") + (names.size() > most ? " and " + count(names.size() - most, "other") : "");
}

Account name_mismatch(const Circumstances& around) {
  const std::string names = around.certificate ? names_of(*around.certificate) : "another host";
  Account account{configuration,
                  "the server's certificate is for " + names + ", not for " + in_quotes(around.host),
                  {"Whoever answered may not be the server you meant. " + what_was_sent(around)},
                  {}};
  const std::vector<std::string> list = around.certificate ? around.certificate->names() : std::vector<std::string>();
  const auto typable =
      std::ranges::find_if(list, [](const std::string& name) { return harmless(name) && !name.starts_with('-'); });
  if (typable != list.end())
    account.next.push_back("If that is the one you meant:  " + command("--servername " + *typable, around));
  if (harmless(around.host))
    account.next.push_back("If the server is yours, on it:  vitrine-pki issue server " + around.host);
  return account;
}

/// Damaged ones are the server's doing; the others are good for something else.
Account other(const tls::Failure& failure, const Circumstances& around) {
  const std::string whose = around.certificate ? " of " + in_quotes(around.certificate->subject()) : "";
  return {fault_of_certificate(failure),
          "the certificate" + whose + " is not acceptable",
          {expected_and_found(split(failure))},
          {"On the server:  vitrine-pki show server.pem   and for a new one:  vitrine-pki renew server"}};
}

}  // namespace

Fault fault_of_certificate(const tls::Failure& failure) {
  using crypto::Verdict;
  const Verdict verdict = failure.certificate.value_or(Verdict::good);
  const bool damaged = verdict == Verdict::malformed || verdict == Verdict::bad_signature ||
                       (verdict == Verdict::good && failure.alert == tls::AlertDescription::bad_certificate);
  return damaged ? peer : configuration;
}

Account server_certificate_refused(const tls::Failure& failure, const Circumstances& around) {
  switch (cause_of(failure)) {
    case Cause::unknown_ca:
      return unknown_ca(around);
    case Cause::expired:
      return expired(failure, around);
    case Cause::name_mismatch:
      return name_mismatch(around);
    default:
      return other(failure, around);
  }
}

}  // namespace vitrine::trace
