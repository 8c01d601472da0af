// What happens between the handshake and the goodbye: typed lines go to the room, the room's lines come to the screen,
// both at the same time. Read before: typed.hpp, chat/protocol.hpp. Read next: session.cpp, which runs it.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "chat/protocol.hpp"
#include "chat/unconfirmed.hpp"
#include "early_line.hpp"
#include "net/tls_stream.hpp"
#include "terminal.hpp"
#include "trace/client_view.hpp"
#include "typed.hpp"

namespace vitrine::cli {

class Conversation {
 public:
  struct Parts {
    net::TlsStream& stream;
    Terminal& terminal;
    trace::ClientView& view;
    std::function<std::vector<std::string>()> draw_state;
    std::function<bool()> can_resume;    // whether there is a ticket for another connection
    std::chrono::milliseconds patience;  // with a room that does not confirm, or does not say goodbye
  };
  enum class Ending {
    we_left,
    resumes,    // we left to come again
    peer_left,  // with close_notify
    no_answer,  // the room did not number our lines in time, or the server of plain lines did not say goodbye
    broken      // see the connection's failure()
  };

  explicit Conversation(const Parts& parts);

  /// That line was said before, as early data, and the server took it.
  void said_early(const EarlyLine& line);
  /// Asks for `nick`, unless it is empty, and talks until one side leaves. close_notify may be said or not: the caller
  /// shuts the stream down in any case.
  boost::asio::awaitable<Ending> run(std::string nick);

  /// What the room calls us because we asked for it; empty: it found the name itself.
  const std::string& nick() const { return nick_; }
  std::uint64_t sent() const { return sent_; }
  std::uint64_t received() const { return received_; }
  /// What we said and the room has not confirmed, by our numbers. Always empty with a server of plain lines.
  const std::map<std::uint64_t, std::string>& unconfirmed() const { return said_; }

 private:
  template <class T>
  using Awaitable = boost::asio::awaitable<T>;

  Awaitable<void> listen();
  void hear(std::string_view bytes);
  void show(const chat::RoomReader::Heard& heard);
  void show(const chat::RoomLine& line);
  void show(const chat::Malformed& malformed);
  void show_delivered(const chat::RoomLine& line);
  void show_refusal(const chat::RoomLine& line);

  Awaitable<void> speak(std::string nick);
  Awaitable<void> finish(bool end_of_input);
  Awaitable<bool> obey(std::string line);
  Awaitable<void> send(chat::Command command);
  Awaitable<void> send_numbered(chat::Command command);
  Awaitable<void> write(std::string bytes);
  Awaitable<void> rekey();
  Awaitable<bool> may_resume();
  void help();
  void change_level(trace::Level level);
  void show_state();

  Awaitable<bool> confirmed_down_to(std::size_t count);
  Awaitable<bool> news();

  net::TlsStream& stream_;
  Terminal& terminal_;
  trace::ClientView& view_;
  std::function<std::vector<std::string>()> draw_state_;
  std::function<bool()> can_resume_;
  std::chrono::milliseconds patience_;
  chat::Form form_;
  chat::RoomReader reader_;
  chat::Unconfirmed numbers_;
  std::map<std::uint64_t, std::string> said_;
  boost::asio::steady_timer news_;  // cancelled whenever something was heard
  std::string name_;                // what the room calls us
  std::string nick_;
  std::uint64_t sent_ = 0;
  std::uint64_t received_ = 0;
  bool resuming_ = false;
  Ending ending_ = Ending::broken;
};

/// The warning that goes with the level `secrets`.
inline constexpr std::string_view secrets_banner =
    "Level secrets: this session's keys are shown here. Whoever sees them can read everything.";

}  // namespace vitrine::cli
