// How the two sides knew each other, and what became of early data, in words for both programs.
// Read before: tls/session.hpp.
#pragma once
#include <string>
#include <vector>

#include "tls/session.hpp"

namespace vitrine::trace {

/// "12 s ago", "3 minutes ago".
std::string ago(std::chrono::milliseconds time);

/// How the client knows who the server is: "verified", or "known by the ticket of 12 s ago (...)". Safe to print.
std::string how_server_is_known(const tls::Session& session, tls::Time now);

/// What became of it, and why. Empty: none was offered.
std::string early_data_words(const tls::Session& session);

/// For the daemon's window: resumed by what, early data. None about a full handshake.
std::vector<std::string> resumption_words(const tls::Session& session, tls::Time now);

}  // namespace vitrine::trace
