// What a session does between the handshake and the goodbye: the room, a web page, an echo. A session is a handshake
// and one of these. Read before: session.hpp. Read next: room_conversation.hpp, web.hpp, echo.hpp.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string_view>

#include "net/tls_stream.hpp"

namespace vitrine::daemon {

class Conversation {
 public:
  using ErrorCode = boost::system::error_code;

  /// What a conversation is given; the stream outlives it.
  struct Place {
    net::TlsStream& stream;
    std::uint64_t session;  // its number, for the log
  };

  Conversation() = default;
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;
  virtual ~Conversation() = default;

  /// Until the client has left or is to be left. Returns how reading or writing ended, where that was the reason.
  virtual boost::asio::awaitable<ErrorCode> run() = 0;
  /// run() has ended, or was cancelled. `reason` is for others to read, and may be empty.
  virtual boost::asio::awaitable<void> leave(std::string_view /*reason*/) { co_return; }
  /// What is still to be sent before close_notify. Called after leave(), on a connection that can send.
  virtual boost::asio::awaitable<void> last_words() { co_return; }
};

using ConversationMaker = std::function<std::unique_ptr<Conversation>(const Conversation::Place& place)>;

}  // namespace vitrine::daemon
