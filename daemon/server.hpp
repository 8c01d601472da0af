// The daemon as a whole: it listens, owns the hall and all sessions, and is told what to do by signals and the
// operator. All of it is on the first thread; the sessions are on all of them. Read next: sessions.hpp.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "configuration.hpp"
#include "hall.hpp"
#include "listeners.hpp"
#include "net/once_a_second.hpp"
#include "net/signals.hpp"
#include "net/wakeup.hpp"
#include "outputs.hpp"
#include "sessions.hpp"
#include "workers.hpp"

namespace vitrine::daemon {

class Server {
 public:
  /// Listens from here on. Throws ListenError, or ConfigurationError for a file that cannot be written.
  Server(Workers& workers, Options options, const Identity& identity);

  std::vector<std::string> addresses() const { return addresses_of(listeners_); }

  /// Until a signal or the operator ends it, and then until everybody has been told, 10 s at most.
  boost::asio::awaitable<void> run();

 private:
  boost::asio::awaitable<void> obey_signals();
  boost::asio::awaitable<void> say_goodbye();
  boost::asio::awaitable<void> lose_patience();
  boost::asio::awaitable<void> attend_console();
  boost::asio::awaitable<void> tend_keys();
  void refresh_keys();
  void reload();
  void begin_to_accept();
  void admit(boost::asio::ip::tcp::socket socket);
  bool obey(std::string_view line);
  bool obey(const chat::Command& command);
  void change_level(std::optional<trace::Level> level);
  boost::asio::awaitable<void> show_state(std::optional<std::uint64_t> number);

  boost::asio::io_context& context_;
  Options options_;
  Configuration configuration_;
  std::unique_ptr<trace::KeyLogFile> key_log_;
  std::unique_ptr<trace::Recordings> recordings_;
  std::string ca_file_;
  std::string client_ca_file_;
  Hall hall_;
  Listeners listeners_;
  std::optional<StepDesk> desk_;  // with --step, and then there is one thread
  Sessions sessions_;
  std::uint64_t last_session_ = 0;
  net::OnceASecond turned_away_;
  net::Signals signals_;
  net::Wakeup told_to_stop_;
};

}  // namespace vitrine::daemon
