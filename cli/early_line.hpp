// One line that is said as early data: before the server has answered, in the form that the ticket's protocol has.
// Read next: session.cpp, conversation.hpp.
#pragma once
#include <string>

#include "tls/ticket.hpp"

namespace vitrine::cli {

struct EarlyLine {
  std::string text;  // empty: nothing is said early
  std::string nick;  // asked for before it, where that is a command of the room's; may be empty
};

/// What travels. The room's commands carry the numbers that a fresh conversation gives out.
std::string encoded(const EarlyLine& line, const std::string& alpn);

/// Whether that ticket lets it be said; if not, nothing of it was sent.
bool allows(const tls::ClientTicket& ticket, const EarlyLine& line);

}  // namespace vitrine::cli
