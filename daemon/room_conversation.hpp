// A session in the room: a coroutine hears the client, and what the others say is told when there is something to tell,
// so that nothing waits for it where they are silent. Read before: conversation.hpp, table.hpp.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "chat/outbox.hpp"
#include "chat/protocol.hpp"
#include "conversation.hpp"
#include "net/wakeup.hpp"
#include "table.hpp"

namespace vitrine::daemon {

class RoomConversation : public Conversation, public Guest {
 public:
  /// `table` is of this thread and outlives it.
  RoomConversation(Table& table, Place place);
  ~RoomConversation() override { table_.forget(place_.session); }

  boost::asio::awaitable<ErrorCode> run() override;
  boost::asio::awaitable<void> leave(std::string_view reason) override;
  boost::asio::awaitable<void> last_words() override;
  void deliver(chat::SharedLine line) override;
  void undeliverable(std::exception_ptr trouble) override;
  void answered(std::exception_ptr trouble) override;

 private:
  boost::asio::awaitable<void> enter();
  boost::asio::awaitable<void> catch_up();
  boost::asio::awaitable<void> hear();
  boost::asio::awaitable<ErrorCode> send(const std::string& text);
  void tell_soon();
  void tell();
  void told();
  bool is_over() const { return cut_ || ending_ || trouble_; }
  bool put(const chat::SharedLine& line);
  boost::asio::awaitable<void> say_why_cut();
  boost::asio::awaitable<void> say(std::vector<chat::Command> commands);

  Table& table_;
  Place place_;
  chat::Form form_;
  chat::Outbox outbox_;
  net::Wakeup caught_up_;
  unsigned unanswered_ = 0;  // what the table was told; more than one when we leave in the middle of it
  std::exception_ptr trouble_;
  bool present_ = false;
  bool telling_ = false;  // tell() has a turn soon, or when the socket takes more
  ErrorCode ending_;
  bool cut_ = false;  // it reads too slowly: nothing more is delivered
};

}  // namespace vitrine::daemon
