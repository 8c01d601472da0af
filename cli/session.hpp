// A run from its beginning to its end: connect, handshake, conversation, goodbye, again after /resume, and what is said
// of each. Read next: conversation.hpp, connect.hpp.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "conversation.hpp"
#include "exit_code.hpp"
#include "lesson/seed.hpp"
#include "net/signals.hpp"
#include "net/tls_stream.hpp"
#include "options.hpp"
#include "steps.hpp"
#include "terminal.hpp"
#include "tickets.hpp"
#include "trace/failure_words.hpp"
#include "trace/key_log.hpp"
#include "watchers.hpp"

namespace vitrine::cli {

class Session {
 public:
  /// The terminal must outlive it. Throws UsageError for a file that cannot be written.
  Session(Options options, Terminal& terminal, const trace::Style& style);

  /// Everything. Call it once.
  boost::asio::awaitable<ExitCode> run();

 private:
  template <class T>
  using Awaitable = boost::asio::awaitable<T>;
  using Lines = std::vector<std::string>;

  Awaitable<void> work();
  Awaitable<bool> reach();
  Awaitable<void> begin_again();
  Awaitable<bool> secure(boost::asio::ip::tcp::socket socket);
  Awaitable<std::optional<boost::system::error_code>> handshake();
  Awaitable<std::optional<boost::system::error_code>> step_by_step();
  Awaitable<void> until_interrupted();
  Awaitable<void> say_goodbye();
  Awaitable<void> shut_down();

  void announce();
  void open_files();
  void announce_files();
  void record(const boost::asio::ip::tcp::socket& socket);
  void watch();
  void leave_step_by_step();
  void open_stream(boost::asio::ip::tcp::socket socket);
  bool announces_early_data(const std::optional<tls::ClientTicket>& ticket);
  void say_early(const std::string& alpn);
  void tell_of_early_data();
  void leave_early_data_open();
  void keep_tickets();
  bool can_resume();
  std::optional<UsageError> prepare();
  tls::ClientConfig config();
  std::shared_ptr<const tls::Credential> credential();
  std::vector<std::shared_ptr<const tls::ExternalPsk>> psks() const;
  trace::ClientView::Options view_options() const;
  void show_secure(std::chrono::steady_clock::duration time);
  void show_loose_ends();

  void end(ExitCode code, const Lines& lines);
  void end_with_failure();
  void end_after_goodbye();
  trace::Circumstances circumstances() const;
  std::string counts() const;

  Options options_;
  Terminal& terminal_;
  trace::Style style_;
  std::string ca_file_;
  std::optional<trace::KeyLogFile> key_log_file_;
  std::optional<trace::Recordings> recordings_;
  Tickets tickets_;
  std::shared_ptr<const tls::ClientConfig> config_;
  std::optional<Steps> steps_;        // of the connection now, if asked for
  std::optional<Watchers> watchers_;  // of the connection now
  EarlyLine early_line_;              // until it was sent, or could not be
  Lines ca_subjects_;
  std::optional<crypto::Certificate> own_certificate_;
  std::optional<net::Signals> signals_;
  std::optional<lesson::RandomSource> random_;  // of the connection now
  unsigned connections_ = 0;
  std::optional<net::TlsStream> stream_;
  std::optional<Conversation> conversation_;
  bool sent_early_ = false;
  std::uint64_t sent_before_ = 0;  // on the connections before this one
  std::uint64_t received_before_ = 0;
  Conversation::Ending left_ = Conversation::Ending::broken;
  bool interrupted_ = false;
  std::optional<ExitCode> code_;  // set when the last word was said
};

}  // namespace vitrine::cli
