// The parts that the words of failures are put together from. Private to failure_words.cpp, client_failure.cpp,
// server_failure.cpp, certificate_failure.cpp, client_certificate.cpp and alert_advice.cpp.
#pragma once
#include "trace/failure_words.hpp"

namespace vitrine::trace {

using Lines = std::vector<std::string>;

/// Not yet fitted to the style.
Lines client_failure(const tls::Failure& failure, const Circumstances& around);
Lines server_failure(const tls::Failure& failure, const Circumstances& around);

/// The lines for a certificate that the client did not accept.
Lines certificate_failure(const tls::Failure& failure, const Circumstances& around);

/// The client's words for an alert of the server about the client's own certificate, or about its lack; none for
/// another.
Lines own_certificate_refused(const tls::Failure& failure, const Circumstances& around);
/// The daemon's words for a client whose certificate it did not accept, or who has none.
Lines client_certificate_refused(const tls::Failure& failure, const Circumstances& around);

/// What to do, and type, about an alert that the server sent to the client.
std::string client_advice(tls::AlertDescription alert, const Circumstances& around);
/// What to do about an alert that the client sent to the server.
std::string server_advice(tls::AlertDescription alert, const Circumstances& around);

/// "the two sides have nothing in common", or that the alert is not in the registry.
std::string words_of(tls::AlertDescription alert);
/// "unknown_ca (48), §6.2": the alert and the rule behind it.
std::string alert_and_section(const tls::Failure& failure);
/// "vitrine -v 127.0.0.1:4444", with `options` in the middle.
std::string command(std::string_view options, const Circumstances& around);

/// "✘ session 5: ", in the daemon's window.
std::string heading(const Circumstances& around);

/// What of the user's has left, when there was never a connection.
std::string what_was_sent(const Circumstances& around);

/// The text of a failure: the check that failed, and what was found instead; either may be empty.
struct CheckText {
  std::string rule;
  std::string found;
};
CheckText split(const tls::Failure& failure);

/// Whether the first bytes were no TLS at all; the text then says what they were: "plain HTTP ("GET / HTTP/1.1")".
bool is_foreign(const tls::Failure& failure);

}  // namespace vitrine::trace
