// The parts that the words of failures are put together from. Private to failure_words.cpp and to the files whose words
// it puts into lines: refusals.cpp, alerts_told.cpp, endings.cpp, certificate_failure.cpp, client_certificate.cpp.
#pragma once
#include "trace/failure_words.hpp"

namespace vitrine::trace {

using Lines = std::vector<std::string>;

/// What there is to say about a failure; the windows of the two programs put it into lines.
struct Account {
  Fault fault = Fault::unclear;
  std::string verdict;        // "no cipher suite in common": no capital, no full stop
  Lines details;              // sentences: what was expected and found, what is likely
  Lines next;                 // what to do, and type
  bool refused_late = false;  // the handshake was over for us, and not for the peer
};

/// We refused what the peer did.
Account refusal(const tls::Failure& failure, const Circumstances& around);
/// The same about the peer's certificate: a server's, a client's.
Account server_certificate_refused(const tls::Failure& failure, const Circumstances& around);
Account client_certificate_refused(const tls::Failure& failure, const Circumstances& around);
Fault fault_of_certificate(const tls::Failure& failure);
/// The peer told us an alert.
Account alert_told(const tls::Failure& failure, const Circumstances& around);
/// The same, where it is about our own certificate as a client, or about its lack; nothing about another.
std::optional<Account> own_certificate_refused(const tls::Failure& failure, const Circumstances& around);
/// A record was not authentic, as we saw or as the peer tells.
Account record_not_authentic(const tls::Failure& failure, const Circumstances& around);
/// The transport ended too early.
Account cut_short(const tls::Failure& failure, const Circumstances& around);
/// The handshake took too long.
Account too_slow(const Timeout& timeout, const Circumstances& around);

/// How far a connection had come, by the state of Appendix A that waited.
enum class Phase : std::uint8_t {
  hello,   // nothing is agreed on
  flight,  // the server has shown what it chose, and the other side has not confirmed it
  session  // CONNECTED
};
Phase phase_of(std::string_view state);
Phase phase_of(const tls::Failure& failure, const Circumstances& around);

/// `text` with `what` in it once made `with`.
std::string replaced(std::string text, std::string_view what, std::string_view with);
/// `text` with its placeholders filled: {peer} {address} {our CA} {psk file}.
std::string filled(std::string_view text, const Circumstances& around);
/// "vitrine -v 127.0.0.1:4444", with `options` in the middle.
std::string command(std::string_view options, const Circumstances& around);
/// "That came in answer to my ClientHello, and means: no version of TLS in common."
std::string moment_and_meaning(const tls::Failure& failure, const Circumstances& around);
/// The advice about any broken rule.
std::string look_closer(const Circumstances& around);
/// What of the user's has left, when there was never a connection.
std::string what_was_sent(const Circumstances& around);

/// The text of a failure: the check that failed, and what was found instead; either may be empty.
struct CheckText {
  std::string rule;
  std::string found;
};
CheckText split(const tls::Failure& failure);
/// "Expected: …; found: ….", for one that is printed.
std::string expected_and_found(const CheckText& check);

/// Whether the first bytes were no TLS at all; the text then says what they were: "plain HTTP ("GET / HTTP/1.1")".
bool is_foreign(const tls::Failure& failure);

}  // namespace vitrine::trace
