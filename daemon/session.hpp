// One connection, from accept to the end: handshake against the clock, then its conversation, then a goodbye. Whatever
// happens in it stays in it, and on one thread. Read before: conversation.hpp, net/tls_stream.hpp.
#pragma once
#include <boost/asio/cancellation_signal.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "conversation.hpp"
#include "lesson/seed.hpp"
#include "net/tls_stream.hpp"
#include "session_trace.hpp"
#include "step_desk.hpp"
#include "trace/failure_words.hpp"

namespace vitrine::daemon {

class Session {
 public:
  struct Setup {
    std::uint64_t number;
    lesson::Seed seed;
    std::shared_ptr<const tls::ServerConfig> config;
    const trace::KeyLogFile* key_log;  // null: no key log
    trace::Recordings* recordings;     // null: none
    std::chrono::seconds handshake_timeout;
    StepDesk* desk;              // null: no questions, and the time limit counts
    std::string ca_file;         // what a client needs to believe us; empty: unknown
    std::string client_ca_file;  // whose certificates clients may show
    ConversationMaker converse;
    std::shared_ptr<boost::asio::cancellation_signal> life;  // run() is bound to it
  };
  /// The key log and the recordings outlive the session.
  Session(Setup setup, net::TlsStream::Socket socket);

  /// The whole life, of which no more than the goodbye can be left when it is cancelled. Throws nothing but what is a
  /// mistake of this program, and bad_alloc.
  boost::asio::awaitable<void> run();
  /// Says goodbye soon: what waits for the client is sent first.
  void stop();
  void set_level(trace::Level level) { trace_.view.set_level(level); }
  const std::string& address() const { return address_; }
  /// Which way its machine has gone.
  const trace::StatePath& path() const { return trace_.path; }

 private:
  using ErrorCode = boost::system::error_code;
  boost::asio::awaitable<void> serve();
  boost::asio::awaitable<bool> shake_hands();
  boost::asio::awaitable<std::optional<ErrorCode>> handshake();
  boost::asio::awaitable<std::optional<ErrorCode>> step_by_step();
  boost::asio::awaitable<bool> pause();
  boost::asio::awaitable<void> part();
  boost::asio::awaitable<bool> say_last_words();
  void tell_how_known(const ErrorCode& error) const;
  void tell(const std::string& line) const;
  void note_ending(const ErrorCode& error);
  trace::Circumstances circumstances() const;

  Setup setup_;
  std::string address_;
  SessionTrace trace_;
  lesson::RandomSource random_;
  net::TlsStream stream_;
  std::unique_ptr<Conversation> conversation_;  // once the handshake is over
  std::string reason_;                          // why the session ends, for others
  bool stopped_ = false;
  bool abandoned_ = false;  // not worth a goodbye
};

}  // namespace vitrine::daemon
