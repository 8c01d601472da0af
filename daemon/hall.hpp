// The room and everybody's place in it: what one says goes through chat::Room and into the others' hands. No IO, no
// Asio. Read before: chat/room.hpp. Read next: session.hpp, the usual Guest.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "chat/room.hpp"

namespace vitrine::daemon {

/// Somebody who is in the room over a connection.
class Guest {
 public:
  Guest() = default;
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;
  virtual ~Guest() = default;
  virtual void deliver(chat::SharedLine line) = 0;
};

class Hall {
 public:
  /// `window` is shown every line that is for the operator.
  Hall(std::string_view server_identity, std::function<void(std::string_view line)> window);

  /// `guest` must leave() before it ends.
  chat::MemberId enter(Guest& guest, const chat::Newcomer& newcomer);
  void leave(chat::MemberId id, std::string_view reason);
  void hear(chat::MemberId id, const chat::Command& command);
  void announce(std::string_view words);

  std::string_view name_of(chat::MemberId id) const { return room_.name_of(id); }

 private:
  void hand_out(const chat::Deliveries& deliveries);

  chat::Room room_;
  std::map<chat::MemberId, Guest*> guests_;
  std::function<void(std::string_view)> window_;
};

}  // namespace vitrine::daemon
