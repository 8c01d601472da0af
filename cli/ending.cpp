// The last words of a session: one verdict, one exit code. Read before: session.hpp, trace/failure_words.hpp.
#include <boost/system/system_error.hpp>
#include <filesystem>

#include "base/printable.hpp"
#include "connect.hpp"
#include "net/clock.hpp"
#include "session.hpp"
#include "trust.hpp"

namespace vitrine::cli {
namespace {

constexpr std::size_t max_unconfirmed_shown = 3;

std::string lines_in_words(std::uint64_t count) { return std::to_string(count) + (count == 1 ? " line" : " lines"); }

}  // namespace

void Session::end(ExitCode code, const Lines& lines) {
  code_ = code;
  for (const std::string& line : lines) terminal_.note(line);
}

void Session::end_with_failure() {
  const tls::Failure failure = trace::failure_of(stream_->connection());
  end(exit_code(trace::cause_of(failure)), trace::explain_failure(failure, circumstances()));
}

void Session::end_after_goodbye() {
  using Ending = Conversation::Ending;
  if (interrupted_) return end(ExitCode::interrupted, {"Interrupted." + counts()});
  const tls::Connection& connection = stream_->connection();
  if (connection.status() == tls::Status::failed) return end_with_failure();
  const bool all_said = conversation_->unconfirmed().empty();
  if (left_ == Ending::no_answer && !all_said)
    return end(ExitCode::timeout,
               {"Stopped: the room did not confirm everything within " + shown(options_.timeout) + "." + counts()});
  if (connection.status() == tls::Status::peer_closed && all_said)
    return end(ExitCode::ok, {"Closed. Both sides said goodbye, so nothing was cut off." + counts()});
  if (connection.status() == tls::Status::peer_closed)
    return end(ExitCode::truncated, {"Stopped: the server left before it confirmed everything." + counts()});
  if (left_ == Ending::broken) return end_with_failure();
  end(ExitCode::timeout, {"Stopped: I said goodbye (close_notify), and the server did not within " +
                          shown(options_.timeout) + "." + counts()});
}

/// What is left over in the editor and in the room.
void Session::show_loose_ends() {
  const std::string unfinished = terminal_.close();
  if (!unfinished.empty()) terminal_.note("Not sent: " + base::printable(unfinished));
  if (!conversation_) return;
  std::size_t shown = 0;
  for (const auto& [number, text] : conversation_->unconfirmed()) {
    if (++shown <= max_unconfirmed_shown) terminal_.note("Not confirmed by the room: " + base::printable(text));
  }
  if (shown > max_unconfirmed_shown)
    terminal_.note("  ... and " + lines_in_words(shown - max_unconfirmed_shown) + " more.");
}

std::string Session::counts() const {
  const std::uint64_t sent = sent_before_ + (conversation_ ? conversation_->sent() : 0);
  const std::uint64_t received = received_before_ + (conversation_ ? conversation_->received() : 0);
  if (!conversation_ && sent + received == 0) return " Nothing was sent.";
  return ' ' + lines_in_words(sent) + " sent, " + std::to_string(received) + " received, keys erased.";
}

trace::Circumstances Session::circumstances() const {
  std::error_code ignored;
  trace::Circumstances around;
  around.style = style_;
  around.established = conversation_.has_value();
  around.now = std::chrono::floor<std::chrono::seconds>(net::precise_clock());
  around.host = options_.server_name;
  around.address = net::to_text(options_.address);
  around.ca_file = with_tilde(ca_file_);
  if (std::filesystem::exists(default_ca_file(), ignored)) around.own_ca_file = with_tilde(default_ca_file());
  around.ca_subjects = ca_subjects_;
  around.own_certificate = own_certificate_;
  around.own_certificate_file = with_tilde(options_.certificate);
  around.early_data_sent = sent_early_;
  around.psk_file = with_tilde(options_.psk_file);
  if (!stream_) return around;
  around.peer_has_spoken = stream_->connection().peer_has_spoken();
  const std::vector<crypto::Certificate>& shown = stream_->connection().session().peer_chain;
  if (!shown.empty()) around.certificate = shown.front();
  return around;
}

}  // namespace vitrine::cli
