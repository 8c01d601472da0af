// All sessions of all threads, as the first thread knows them: how many there are and where each lives. Whatever is
// wanted of one is posted to its group. Read before: session_group.hpp. Read next: server.hpp.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/wakeup.hpp"
#include "session_group.hpp"
#include "workers.hpp"

namespace vitrine::daemon {

class Sessions {
 public:
  /// Both outlive it.
  Sessions(Workers& workers, Hall& hall, Mode mode);

  /// Where the next one is to live.
  Workers::Executor least_busy() const;
  /// Its life begins on the thread that its socket is on. Throws when there is no memory for it; then nothing began.
  void admit(Session::Setup setup, net::TlsStream::Socket socket);
  std::size_t size() const { return homes_.size(); }

  void stop();
  /// Until the last one has ended.
  boost::asio::awaitable<void> all_gone();
  void set_level(trace::Level level);
  /// Some lines about where one is; without a number the only session, or where each is.
  boost::asio::awaitable<std::vector<std::string>> states(std::optional<std::uint64_t> number);

 private:
  struct Home {
    Home(Hall& hall, const Table::Threads& threads, Mode mode) : group(hall, threads, mode) {}
    SessionGroup group;
    std::size_t count = 0;
  };
  Home& home_of(net::TlsStream::Socket& socket);
  void forget(std::uint64_t number, const std::exception_ptr& trouble);
  boost::asio::awaitable<std::vector<std::string>> all_states();

  std::vector<std::unique_ptr<Home>> all_;
  std::map<std::uint64_t, Home*> homes_;  // of each session
  Workers::Executor first_;
  net::Wakeup last_one_left_;
};

}  // namespace vitrine::daemon
