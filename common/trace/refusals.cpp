// What we refuse, and why that may not be what it looks like: the words for failures that we saw first, except those
// about certificates. What no row is for broke a rule of the RFC, and the engine's own words say which.
// Read next: alerts_told.cpp, the same failures as the other side sees them.
#include <algorithm>
#include <array>

#include "base/printable.hpp"
#include "trace/failure_parts.hpp"

namespace vitrine::trace {
namespace {

using enum Fault;

/// First bytes that are no TLS: how the engine calls them, and what the daemon's operator can do.
struct Foreign {
  std::string_view name;
  std::string_view next;
};

constexpr std::array foreigners{
    Foreign{"plain HTTP (\"CONNECT ", "This is no proxy. A page:  vitrined --www"},
    Foreign{"plain HTTP (", "For a browser:  vitrined --www   and an address with https://"},
    Foreign{"an SSH greeting (", "SSH has a port of its own, usually 22."},
    Foreign{"a proxy header (", "In the proxy before us, switch PROXY off (send-proxy)."},
    Foreign{"an SSL 2 hello (", "Only very old programs begin like this: renew the client."},
    Foreign{"not TLS (", "Is the client meant for another port?"},
};

/// A rule whose breach is not simply the peer's fault. An empty `next` is look_closer().
struct Row {
  std::string_view rule;  // or a part of it
  Fault fault;
  std::string_view verdict;
  std::string_view next;
};

constexpr std::array rows{
    // nobody broke a rule
    Row{"the client offers TLS 1.3", configuration, "{found}", "The client has to allow TLS 1.3, or to be renewed."},
    Row{"the server speaks TLS 1.3", configuration, "the server does not speak TLS 1.3",
        "Ask it what it speaks:  openssl s_client -connect {address}"},
    Row{"a cipher suite in common", configuration, "no cipher suite in common",
        "To have others:  vitrined --ciphersuites LIST"},
    Row{"a key exchange group in common", configuration, "no key exchange group in common",
        "To have others:  vitrined --groups LIST"},
    Row{"a signature scheme in common that fits", configuration, "no signature scheme in common with our certificate",
        "A certificate of another kind beside it:  vitrine-pki issue server NAME --key KIND"},
    Row{"an application protocol (ALPN) in common", configuration, "no application protocol (ALPN) in common",
        "For a browser:  vitrined --www   For others:  vitrined --alpn NAME"},
    Row{"server_name is one that we have a certificate for", configuration,
        "the client wants a host that does not live here", "A certificate for it:  vitrine-pki issue server NAME"},
    Row{"the binder proves that the client has the pre-shared key", configuration,
        "the client names a pre-shared key that we know, and has another one",
        "Is it the same on both sides?  vitrined --psk FILE   vitrine --psk FILE"},
    Row{"the cookie is the one that we gave this client", unclear, "the client's cookie is not one of ours for it",
        "It was too old, from another address or from before our last start: the client may simply try again."},

    // the wrong key
    Row{"ServerHello.random does not end in the mark of a forced downgrade", between,
        "somebody made the server believe that we do not speak TLS 1.3", ""},
    Row{"Finished: both sides saw the same handshake", between, "the two sides did not see the same handshake", ""},
    Row{"CertificateVerify: the ", between, "{peer} did not prove that it holds the key of its certificate", ""},

    // limits of ours
    Row{"our limit", limit, "{peer} asked for more than this program puts up with", ""},
};

const Foreign* foreign_one(const tls::Failure& failure) {
  const auto* const found =
      std::ranges::find_if(foreigners, [&](const Foreign& one) { return failure.text.starts_with(one.name); });
  return found == foreigners.end() ? nullptr : found;
}

bool is_trouble_of_ours(const tls::Failure& failure) {
  return failure.alert == tls::AlertDescription::internal_error || failure.text.starts_with("the application gave up");
}

/// By our own words alone: what was found may be the peer's.
Row row_of(const tls::Failure& failure) {
  if (is_trouble_of_ours(failure)) return {"", us, "this program cannot go on", ""};
  const std::string rule = split(failure).rule;
  const auto* const found =
      std::ranges::find_if(rows, [&](const Row& row) { return rule.find(row.rule) != std::string::npos; });
  return found == rows.end() ? Row{"", peer, "{peer} broke a rule of TLS 1.3", ""} : *found;
}

/// "it has …; we have …" as one sentence, or as two where one is too long.
Lines both_offers(const std::string& found) {
  constexpr std::size_t one_line = 112;
  const std::string sentence = "I" + found.substr(1) + ".";
  const std::size_t at = sentence.find("; we ");
  if (sentence.size() <= one_line || at == std::string::npos) return {sentence};
  return {sentence.substr(0, at) + ".", "W" + sentence.substr(at + 3)};
}

Lines details(const tls::Failure& failure, const Row& row) {
  const CheckText check = split(failure);
  if (row.verdict == "{found}") return {};
  if (row.fault == us) return {"What happened: " + check.rule + "."};
  if (row.fault == configuration && check.found.starts_with("it ")) return both_offers(check.found);
  const bool undecodable = failure.alert == tls::AlertDescription::decode_error && failure.section == "6";
  if (undecodable) return {expected_and_found({"a message that can be read to its end", check.rule})};
  return {expected_and_found(check)};
}

Account foreign(const Foreign& one, const tls::Failure& failure, const Circumstances& around) {
  const std::string what = base::printable(failure.text);  // which is the peer's, and may look like ours
  if (around.role == tls::Role::server)
    return {configuration, "That was " + what + ". This port speaks TLS 1.3", {}, {std::string(one.next)}};
  return {configuration,
          filled("what answers at {address} does not speak TLS", around),
          {expected_and_found({"a TLS record", what})},
          {"Is it another port?  vitrine HOST:PORT"}};
}

}  // namespace

bool is_foreign(const tls::Failure& failure) { return foreign_one(failure) != nullptr; }

Account refusal(const tls::Failure& failure, const Circumstances& around) {
  if (const Foreign* one = foreign_one(failure)) return foreign(*one, failure, around);
  const Row row = row_of(failure);
  const std::string verdict = row.verdict == "{found}" ? split(failure).found : filled(row.verdict, around);
  return {
      row.fault, verdict, details(failure, row), {row.next.empty() ? look_closer(around) : filled(row.next, around)}};
}

Account record_not_authentic(const tls::Failure& failure, const Circumstances& around) {
  const bool theirs = failure.origin == tls::Failure::Origin::peer;
  const bool client = around.role == tls::Role::client;
  const std::string next = client ? "Start again:  " + command("", around) : "Watch the next one:  vitrined -v";
  if (!around.established) {
    const std::string who = theirs ? filled("{peer} could not open", around) : "I could not open";
    return {between,
            who + " a record of the handshake",
            {"Somebody changed it on the way, or one of the two programs has wrong keys: a bug in its key schedule "
             "(§7.1)."},
            {next}};
  }
  const std::string who =
      !theirs  ? "somebody changed a message on the way; it was refused and shown to nobody"
      : client ? "somebody changed your message on the way; the server refused it and showed it to nobody"
               : "somebody changed our message on the way; the client refused it";
  const std::string before = !theirs  ? "What came before it is genuine."
                             : client ? "Your lines before it were delivered."
                                      : "What we said before it was delivered.";
  return {between, who, {"TLS never repairs or skips a bad record, so this session is over. " + before}, {next}};
}

}  // namespace vitrine::trace
