// A session in the room: one coroutine hears the client and one tells it what the others say.
// Read before: conversation.hpp, hall.hpp.
#pragma once
#include <optional>
#include <string>

#include "chat/outbox.hpp"
#include "chat/protocol.hpp"
#include "conversation.hpp"
#include "hall.hpp"
#include "net/wakeup.hpp"

namespace vitrine::daemon {

class RoomConversation : public Conversation, public Guest {
 public:
  /// `hall` outlives it.
  RoomConversation(Hall& hall, Place place);

  boost::asio::awaitable<ErrorCode> run() override;
  void leave(std::string_view reason) override;
  boost::asio::awaitable<void> last_words() override;
  void deliver(chat::SharedLine line) override;

 private:
  void enter();
  boost::asio::awaitable<void> hear();
  boost::asio::awaitable<void> tell();
  boost::asio::awaitable<ErrorCode> send(const std::string& text);
  boost::asio::awaitable<void> say_why_cut();
  bool take(std::string_view text, chat::CommandReader& reader);
  bool take(const std::optional<chat::Command>& command);

  Hall& hall_;
  Place place_;
  chat::Form form_;
  chat::Outbox outbox_;
  net::Wakeup line_waits_;
  std::optional<chat::MemberId> member_;
  ErrorCode ending_;
  bool cut_ = false;  // it reads too slowly: nothing more is delivered
};

}  // namespace vitrine::daemon
