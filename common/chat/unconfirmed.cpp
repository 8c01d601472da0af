// A room that answers for lines it never got must not confuse us, hence a set and not a count.
#include "chat/unconfirmed.hpp"

namespace vitrine::chat {

std::uint64_t Unconfirmed::number_next() {
  waiting_.insert(++last_);
  return last_;
}

Unconfirmed::Outcome Unconfirmed::settle(const RoomLine& line) {
  if (!line.id || waiting_.erase(*line.id) == 0) return Outcome::none;
  return line.kind == RoomLine::Kind::error ? Outcome::refused : Outcome::delivered;
}

}  // namespace vitrine::chat
