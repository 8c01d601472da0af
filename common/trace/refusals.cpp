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

constexpr std::string_view watch;  // look_closer(): the advice about any broken rule

/// The text of a failure either says what must hold, or what was found; `expected` is there for the second kind.
struct Row {
  std::string_view text;  // is part of the failure's
  Fault fault;
  std::string_view verdict;
  std::string_view expected;
  std::string_view next;
};

constexpr std::string_view broke_a_rule = "{peer} broke a rule of TLS 1.3";
constexpr std::string_view too_much = "{peer} asked for more than this program puts up with";

constexpr std::array rows{
    // not TLS at all
    Row{"plain HTTP (\"CONNECT ", configuration, "", "a TLS record", "This is no proxy. A page:  vitrined --www"},
    Row{"plain HTTP (", configuration, "", "a TLS record",
        "For a browser:  vitrined --www   and an address with https://"},
    Row{"an SSH greeting (", configuration, "", "a TLS record", "SSH has a port of its own, usually 22."},
    Row{"a proxy header (", configuration, "", "a TLS record",
        "In the proxy before us, switch PROXY off (send-proxy)."},
    Row{"an SSL 2 hello (", configuration, "", "a TLS record",
        "Only very old programs begin like this: renew the client."},
    Row{"not TLS (", configuration, "", "a TLS record", "Is the client meant for another port?"},

    // nobody broke a rule
    Row{"the client offers TLS 1.3", configuration, "{found}", "",
        "The client has to allow TLS 1.3, or to be renewed."},
    Row{"the server speaks TLS 1.3", configuration, "the server does not speak TLS 1.3", "",
        "Ask it what it speaks:  openssl s_client -connect {address}"},
    Row{"a cipher suite in common", configuration, "no cipher suite in common", "",
        "What we have:  vitrined --ciphersuites LIST"},
    Row{"a key exchange group in common", configuration, "no key exchange group in common", "",
        "What we have:  vitrined --groups LIST"},
    Row{"a signature scheme in common that fits", configuration, "no signature scheme in common with our certificate",
        "", "A certificate of another kind beside it:  vitrine-pki issue server NAME --key KIND"},
    Row{"an application protocol (ALPN) in common", configuration, "no application protocol (ALPN) in common", "",
        "For a browser:  vitrined --www   For others:  vitrined --alpn NAME"},
    Row{"server_name is one that we have a certificate for", configuration,
        "the client wants a host that does not live here", "", "A certificate for it:  vitrine-pki issue server NAME"},
    Row{"the binder proves that the client has the pre-shared key", configuration,
        "the client names a pre-shared key that we know, and has another one", "",
        "Is it the same on both sides?  vitrined --psk FILE   vitrine --psk FILE"},
    Row{"the cookie is the one that we gave this client", unclear, "the client's cookie is not one of ours for it",
        "a cookie from this address, a few seconds old, sealed since our last start", "It may simply try again."},

    // the wrong key
    Row{"ServerHello.random does not end in the mark of a forced downgrade", between,
        "somebody made the server believe that we do not speak TLS 1.3", "", watch},
    Row{"Finished: both sides saw the same handshake", between, "the two sides did not see the same handshake", "",
        watch},
    Row{"CertificateVerify: the ", between, "{peer} did not prove that it holds the key of its certificate", "", watch},

    // limits of ours
    Row{"(our limit)", limit, too_much, "", watch},
    Row{"our limit is", limit, too_much, "a handshake message that we have room for", watch},
    Row{"more early data than we are willing to skip", limit, too_much, "less of what was not accepted", watch},

    // broken rules that the engine tells by what it found
    Row{"a protected record of zeros alone", peer, broke_a_rule, "a content type behind the content", watch},
    Row{"a protected record of type ", peer, broke_a_rule, "handshake, alert or application_data inside it", watch},
    Row{" record without content", peer, broke_a_rule, "content, as only application_data may be empty", watch},
    Row{"a protected record with ", peer, broke_a_rule, "no more inside than was agreed, at most 16384 bytes", watch},
    Row{"a record of type ", peer, broke_a_rule, "one of the four types of record", watch},
    Row{"a record of ", peer, broke_a_rule, "at most 16384 bytes, or 16640 where it is encrypted", watch},
    Row{"an empty ", peer, broke_a_rule, "content", watch},
    Row{"application_data before there are keys", peer, broke_a_rule, "a handshake message in the clear", watch},
    Row{"an unprotected handshake record after", peer, broke_a_rule, "an encrypted record", watch},
    Row{" stands there twice", peer, broke_a_rule, "each extension once", watch},
    Row{" may not stand in this message", peer, broke_a_rule, "each extension in the messages that §4.3 names", watch},
    Row{" answers something that was not asked", peer, broke_a_rule, "answers to extensions that were sent", watch},
};

/// What is left: told by the alert alone.
Row row_of_alert(const tls::Failure& failure) {
  const bool found_only = failure.alert == tls::AlertDescription::decode_error && failure.section == "6";
  if (failure.alert == tls::AlertDescription::internal_error || failure.text.starts_with("the application gave up"))
    return {"", us, "this program cannot go on", "that everything works here", watch};
  return {"", peer, broke_a_rule, found_only ? "a message that can be read to its end" : "", watch};
}

/// By our own words alone: what was found may be the peer's.
Row row_of(const tls::Failure& failure) {
  const std::string_view rule = std::string_view(failure.text).substr(0, failure.text.find("; found: "));
  const auto* const found =
      std::ranges::find_if(rows, [&](const Row& row) { return rule.find(row.text) != std::string_view::npos; });
  return found == rows.end() ? row_of_alert(failure) : *found;
}

/// "it has …; we have …" as one sentence, or as two where one is too long.
Lines both_offers(const std::string& found) {
  constexpr std::size_t one_line = 112;
  const std::string sentence = "I" + found.substr(1) + ".";
  const std::size_t at = sentence.find("; we ");
  if (sentence.size() <= one_line || at == std::string::npos) return {sentence};
  return {sentence.substr(0, at) + ".", "W" + sentence.substr(at + 3)};
}

/// A verdict of its own has said already what was expected.
Lines details(const Row& row, const CheckText& check) {
  if (!row.expected.empty())
    return {expected_and_found({std::string(row.expected), check.found.empty() ? check.rule : check.found})};
  if (row.verdict == "{found}") return {};
  if (row.fault == configuration && check.found.starts_with("it ")) return both_offers(check.found);
  return {expected_and_found(check)};
}

std::string next(const Row& row, const Circumstances& around) {
  return row.next.empty() ? look_closer(around) : filled(row.next, around);
}

Account foreign(const Row& row, const tls::Failure& failure, const Circumstances& around) {
  const std::string what = base::printable(failure.text);  // which is the peer's, and may look like ours
  if (around.role == tls::Role::server)
    return {row.fault, "That was " + what + ". This port speaks TLS 1.3", {}, {std::string(row.next)}};
  return {row.fault,
          filled("what answers at {address} does not speak TLS", around),
          {expected_and_found({std::string(row.expected), what})},
          {"Is it another port?  vitrine HOST:PORT"}};
}

}  // namespace

Account refusal(const tls::Failure& failure, const Circumstances& around) {
  const Row row = row_of(failure);
  if (is_foreign(failure)) return foreign(row, failure, around);
  const CheckText check = split(failure);
  const std::string verdict = row.verdict == "{found}" ? check.found : filled(row.verdict, around);
  return {row.fault, verdict, details(row, check), {next(row, around)}};
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
