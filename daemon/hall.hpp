// The room and who sits where in it: what one says goes through chat::Room, in one order for all, and to the tables of
// the others. One thread; the tables come to it by posting. No IO. Read before: chat/room.hpp. Read next: table.hpp.
#pragma once
#include <functional>
#include <map>
#include <string_view>
#include <vector>

#include "chat/room.hpp"
#include "table.hpp"

namespace vitrine::daemon {

class Hall {
 public:
  /// `window` is shown every line that is for the operator.
  Hall(std::string_view server_identity, std::function<void(std::string_view line)> window);

  /// Each is answered at the table of the seat, when all tables have been given what follows.
  void enter(Seat seat, const chat::Newcomer& newcomer);
  void leave(Seat seat, std::string_view reason);
  void hear(Seat seat, const std::vector<chat::Command>& commands);

  void hear_operator(const chat::Command& command);
  void announce(std::string_view words);
  /// Announces it. All leave now: of that only the operator hears, or a full room would drown in it.
  void close(std::string_view words);

 private:
  void hand_out(const chat::Deliveries& deliveries);
  void hand_out(const chat::Deliveries& deliveries, Seat asker);
  std::map<Table*, Letters> sorted(const chat::Deliveries& deliveries) const;

  chat::Room room_;
  std::map<Seat, chat::MemberId> members_;
  std::map<chat::MemberId, Seat> seats_;
  std::function<void(std::string_view)> window_;
  bool closed_ = false;
};

}  // namespace vitrine::daemon
