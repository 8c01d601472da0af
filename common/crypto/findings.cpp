// One sentence for each way to be wrong, with the names and dates that were found.
#include <algorithm>
#include <array>
#include <cstdio>

#include "crypto/detail/findings.hpp"
#include "crypto/detail/host_name.hpp"
#include "crypto/error.hpp"

namespace vitrine::crypto::detail {
namespace {

std::string in_quotes(std::string_view name) { return '"' + std::string(name) + '"'; }

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const auto& part : parts) all += (all.empty() ? "" : ", ") + part;
  return all;
}

std::string text_of(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d UTC", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()));
  return text.data();
}

// DNS names in quotes, addresses without.
std::string names_of(const Certificate& certificate) {
  auto names = certificate.names();
  if (names.empty()) return "no host at all (it has no subject alternative name)";
  for (auto& name : names) {
    if (!address_of(name)) name = in_quotes(name);
  }
  return joined(names);
}

std::string about_the_key(const Certificate& certificate) {
  try {
    const auto key = certificate.public_key();
    const auto bits = std::to_string(key.bits());
    if (key.kind() == KeyKind::rsa && key.bits() < least_rsa_bits) return "has an RSA key of only " + bits + " bits";
    if (key.kind() == KeyKind::rsa && key.bits() > most_rsa_bits)
      return "has an RSA key of " + bits + " bits, more than " + std::to_string(most_rsa_bits);
  } catch (const Error&) {
    return "has a key that cannot be read";
  }
  return "is signed with a key or a hash function that is too weak today";
}

std::string predicate(Verdict verdict, const Certificate& faulty, const ChainToVerify& question) {
  switch (verdict) {
    case Verdict::good:
      return "leads to a trusted CA, is in date and fit for its use";
    case Verdict::unknown_ca:
      return "is signed by " + in_quotes(faulty.issuer()) + ", which is not among the trusted";
    case Verdict::expired:
      return "ended " + text_of(faulty.not_after());
    case Verdict::not_yet_valid:
      return "begins " + text_of(faulty.not_before());
    case Verdict::bad_signature:
      return "carries a signature that " + in_quotes(faulty.issuer()) + " did not make";
    case Verdict::wrong_usage:
      return question.purpose == Purpose::server_authentication ? "is not meant for a TLS server"
                                                                : "is not meant for a TLS client";
    case Verdict::not_a_ca:
      return "is signed by " + in_quotes(faulty.issuer()) + ", which may not do that";
    case Verdict::weak_key:
      return about_the_key(faulty);
    case Verdict::name_mismatch:
      return "is for " + names_of(faulty) + ", not for " + in_quotes(question.host);
    case Verdict::unsupported:
      return "has a critical extension, a key or an algorithm that is unknown here";
    case Verdict::malformed:
      return "breaks a rule of RFC 5280";
  }
  return {};
}

// As far up as the chain goes; in no more steps than it has certificates, for it may be a circle.
const Certificate& topmost(const std::vector<Certificate>& chain) {
  auto last = chain.begin();
  for (std::size_t step = 0; step < chain.size() && last->issuer() != last->subject(); ++step) {
    const auto up = std::ranges::find_if(chain, [&](const auto& each) { return each.subject() == last->issuer(); });
    if (up == chain.end()) break;
    last = up;
  }
  return *last;
}

}  // namespace

std::string in_words(const Fault& fault, const std::vector<Certificate>& path, const ChainToVerify& question) {
  const auto& faulty = path.at(fault.at);
  const auto what = predicate(fault.verdict, faulty, question);
  return fault.at == 0 ? what : "depends on " + in_quotes(faulty.subject()) + ", which " + what;
}

std::string who_signed(const std::vector<Certificate>& chain, const std::vector<Certificate>& anchors) {
  const auto signer = topmost(chain).issuer();
  const auto sentence = "signed by " + in_quotes(signer);
  if (anchors.empty()) return sentence + ", but no CA is trusted at all";

  std::vector<std::string> trusted;
  trusted.reserve(anchors.size());
  for (const auto& each : anchors) trusted.push_back(in_quotes(each.subject()));
  if (std::ranges::find(trusted, in_quotes(signer)) != trusted.end()) {
    return sentence + ", but not by the one of that name that is trusted";
  }
  const auto many = trusted.size() > 3;
  return sentence + ", which is not among the " +
         (many ? std::to_string(trusted.size()) + " trusted" : "trusted: " + joined(trusted));
}

}  // namespace vitrine::crypto::detail
