// What a session does about tickets and early data. Read before: session.hpp, tickets.hpp, early_line.hpp.
#include "session.hpp"
#include "trace/resumption_words.hpp"
#include "trace/text.hpp"

namespace vitrine::cli {
/// Before anything is sent, whoever wants it hears what early data means, or why there is none.
bool Session::announces_early_data(const std::optional<tls::ClientTicket>& ticket) {
  sent_early_ = false;
  if (early_line_.text.empty()) return false;
  if (ticket && allows(*ticket, early_line_)) {
    terminal_.note("Early data: " + trace::in_quotes(early_line_.text) +
                   " goes out before the server has answered. Whoever records it may have it said again (§8).");
    return true;
  }
  terminal_.note("Not sent: " + trace::in_quotes(early_line_.text) + ", for I have no ticket" +
                 (ticket ? " that allows so much early data" : "") + ". Type it to say it.");
  early_line_ = {};
  return false;
}

void Session::say_early(const std::string& alpn) {
  if (early_line_.text.empty()) return;
  sent_early_ = stream_->connection().send_early(base::view_of(encoded(early_line_, alpn)));
  if (sent_early_) return;
  terminal_.note("Not sent: " + trace::in_quotes(early_line_.text) +
                 ", for the ticket is no longer good. Type it to say it.");
  early_line_ = {};
}

/// Once, and never again by itself: only a person knows whether it may be said twice.
void Session::tell_of_early_data() {
  const tls::Session& session = stream_->connection().session();
  if (session.early_data == tls::EarlyData::accepted) {
    if (chat::form_of(session.alpn) == chat::Form::json) options_.nick.clear();  // the room heard it, too
    conversation_->said_early(early_line_);
  } else {
    terminal_.complain("Early data " + trace::early_data_words(session) + ". Nobody heard " +
                       trace::in_quotes(early_line_.text) + "; type it to say it.");
  }
  early_line_ = {};
  sent_early_ = false;
}

/// The handshake failed after it was sent.
void Session::leave_early_data_open() {
  if (sent_early_) terminal_.note("Nobody knows whether " + trace::in_quotes(early_line_.text) + " was heard.");
}

bool Session::can_resume() {
  try {
    tickets_.collect(stream_->connection());
    return tickets_.have_one();
  } catch (const UsageError& error) {
    terminal_.complain(error.text);
    return false;
  }
}

/// A file that cannot be written is no reason to end otherwise than we did.
void Session::keep_tickets() {
  if (!stream_ || options_.session_file.empty()) return;
  try {
    tickets_.collect(stream_->connection());
  } catch (const UsageError& error) {
    terminal_.note(error.text);
  }
}

}  // namespace vitrine::cli
