// The daemon as a whole: it listens, owns the hall and every session, and is told what to do by signals and the
// operator. One thread. Read next: session.hpp.
#pragma once
#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "configuration.hpp"
#include "hall.hpp"
#include "net/once_a_second.hpp"
#include "net/signals.hpp"
#include "net/wakeup.hpp"
#include "session.hpp"

namespace vitrine::daemon {

/// Nobody can be let in there.
struct ListenError : std::runtime_error {
  ListenError(net::HostPort at, const boost::system::error_code& error)
      : std::runtime_error(error.message()), where(std::move(at)), code(error) {}
  net::HostPort where;
  boost::system::error_code code;
};

class Server {
 public:
  /// Listens from here on. Throws ListenError, or ConfigurationError for a file that cannot be written.
  Server(boost::asio::io_context& context, Options options, Identity identity);

  /// "127.0.0.1:4444", the real port, for each address.
  std::vector<std::string> addresses() const;

  /// Until a signal or the operator ends it, and then until everybody has been told, 10 s at most.
  boost::asio::awaitable<void> run();

 private:
  boost::asio::awaitable<void> obey_signals();
  boost::asio::awaitable<void> say_goodbye();
  boost::asio::awaitable<void> lose_patience();
  boost::asio::awaitable<void> attend_console();
  void open_listeners();
  std::unique_ptr<Conversation> converse(const Conversation::Place& place);
  boost::asio::awaitable<void> tend_keys();
  void refresh_keys();
  void reload();
  void admit(boost::asio::ip::tcp::socket socket);
  void forget(std::uint64_t number, const std::exception_ptr& trouble);
  bool obey(std::string_view line);
  bool obey(const chat::Command& command);
  void change_level(std::optional<trace::Level> level);
  void show_state(std::optional<std::uint64_t> number);

  boost::asio::io_context& context_;
  Options options_;
  Configuration configuration_;
  std::unique_ptr<trace::KeyLogFile> key_log_;
  std::unique_ptr<trace::Recordings> recordings_;
  std::string ca_file_;
  Hall hall_;
  std::vector<boost::asio::ip::tcp::acceptor> acceptors_;
  std::optional<StepDesk> desk_;  // with --step
  Sessions sessions_;
  std::uint64_t last_session_ = 0;
  net::OnceASecond turned_away_;
  net::Signals signals_;
  net::Wakeup told_to_stop_;
  net::Wakeup last_one_left_;
};

}  // namespace vitrine::daemon
