// One connection, from accept to the end: handshake against the clock, then one coroutine that reads and one that
// writes, then a goodbye. Whatever happens in it stays in it. Read before: hall.hpp, net/tls_stream.hpp.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "chat/outbox.hpp"
#include "chat/protocol.hpp"
#include "hall.hpp"
#include "net/tls_stream.hpp"
#include "net/wakeup.hpp"
#include "session_trace.hpp"
#include "trace/failure_words.hpp"

namespace vitrine::daemon {

class Session : public Guest {
 public:
  struct Setup {
    std::uint64_t number;
    std::shared_ptr<const tls::ServerConfig> config;
    const trace::KeyLogFile* key_log;  // null: no key log
    std::chrono::seconds handshake_timeout;
    std::string ca_file;  // what a client needs to believe us; empty: unknown
  };
  /// `hall` and the key log outlive the session.
  Session(Hall& hall, const Setup& setup, net::TlsStream::Socket socket);

  /// The whole life. Throws nothing but what is a mistake of this program, and bad_alloc.
  boost::asio::awaitable<void> run();
  /// Says goodbye soon: what waits for the client is sent first.
  void stop() { told_to_stop_.notify(); }
  void set_level(trace::Level level) { trace_.view.set_level(level); }
  void deliver(chat::SharedLine line) override;

 private:
  using ErrorCode = boost::system::error_code;
  boost::asio::awaitable<void> serve();
  boost::asio::awaitable<bool> shake_hands();
  boost::asio::awaitable<void> hear();
  boost::asio::awaitable<void> tell();
  boost::asio::awaitable<void> part();
  boost::asio::awaitable<bool> say_last_words();
  boost::asio::awaitable<ErrorCode> send(const std::string& text);
  void enter();
  void leave();
  bool take(std::string_view text, chat::CommandReader& reader);
  bool take(const std::optional<chat::Command>& command);
  void note_ending(const ErrorCode& error);
  trace::Circumstances circumstances() const;

  Hall& hall_;
  Setup setup_;
  std::string address_;
  SessionTrace trace_;
  net::TlsStream stream_;
  chat::Outbox outbox_;
  net::Wakeup line_waits_;
  net::Wakeup told_to_stop_;
  std::optional<chat::MemberId> member_;
  std::string reason_;      // why the session ends, for the others
  bool cut_ = false;        // it reads too slowly: nothing more is delivered
  bool abandoned_ = false;  // not worth a goodbye
};

}  // namespace vitrine::daemon
