// The sessions of one thread, and the table where those of the room sit. Only its constructor and executor() are for
// other threads. Read before: session.hpp, table.hpp. Read next: sessions.hpp.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "options.hpp"
#include "session.hpp"
#include "table.hpp"

namespace vitrine::daemon {

class SessionGroup {
 public:
  SessionGroup(Hall& hall, Table::Threads threads, Mode mode)
      : executor_(threads.table), table_(hall, threads), mode_(mode) {}

  Table::Executor executor() const { return executor_; }

  /// A whole life. Throws what is a mistake of this program, and when there is no room for a session.
  boost::asio::awaitable<void> live(Session::Setup setup, net::TlsStream::Socket socket);
  /// All say goodbye soon.
  void stop();
  void set_level(trace::Level level);

  /// Where each stands, by its number: "from 127.0.0.1:4000: CONNECTED".
  std::map<std::uint64_t, std::string> states() const;
  /// Some lines about one of them: its machine, and which way it has gone. None where it has just ended.
  std::vector<std::string> drawing(std::uint64_t number) const;

 private:
  std::unique_ptr<Conversation> converse(const Conversation::Place& place);

  Table::Executor executor_;
  Table table_;
  Mode mode_;
  std::map<std::uint64_t, std::unique_ptr<Session>> sessions_;
};

}  // namespace vitrine::daemon
