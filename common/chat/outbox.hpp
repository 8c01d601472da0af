// What waits to be sent to one member: bounded, so that a member who does not read costs the others neither time nor
// memory. Whoever fills it is cut by the daemon. Read before: chat/room.hpp.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "chat/limits.hpp"
#include "chat/room.hpp"

namespace vitrine::chat {

class Outbox {
 public:
  /// False if the line does not fit any more; nothing is kept of it then. The member is to be cut for this.
  [[nodiscard]] bool put(SharedLine line);

  /// The oldest whole lines, joined, up to `max_bytes` (one line at least), to be sent in one write. Empty if none
  /// wait.
  std::string take(std::size_t max_bytes = max_batch_bytes);

  bool empty() const { return lines_.empty(); }
  std::size_t bytes() const { return bytes_; }

  /// Why a member was cut, for the log and for the others.
  static constexpr std::string_view overflow_reason = "reads too slowly: too much was waiting to be sent";

 private:
  std::vector<SharedLine> lines_;  // takes no memory while it is empty
  std::size_t bytes_ = 0;
};

}  // namespace vitrine::chat
