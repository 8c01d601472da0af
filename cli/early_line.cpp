// Read before: early_line.hpp.
#include "early_line.hpp"

#include "chat/protocol.hpp"
#include "chat/unconfirmed.hpp"

namespace vitrine::cli {

std::string encoded(const EarlyLine& line, const std::string& alpn) {
  using Kind = chat::Command::Kind;
  const chat::Form form = chat::form_of(alpn);
  if (form == chat::Form::plain) return line.text + '\n';
  chat::Unconfirmed numbers;
  const std::string nick = line.nick.empty() ? "" : chat::encode({Kind::nick, line.nick, numbers.number_next()}, form);
  return nick + chat::encode({Kind::say, line.text, numbers.number_next()}, form);
}

bool allows(const tls::ClientTicket& ticket, const EarlyLine& line) {
  return encoded(line, ticket.alpn).size() <= ticket.max_early_data_size;
}

}  // namespace vitrine::cli
