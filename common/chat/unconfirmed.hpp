// The client's own numbers: which of its lines the room has not numbered yet. A line counts as delivered when its
// number comes back, and as refused when an error comes with it. Read before: chat/protocol.hpp.
#pragma once
#include <cstddef>
#include <cstdint>
#include <set>

#include "chat/line.hpp"

namespace vitrine::chat {

class Unconfirmed {
 public:
  enum class Outcome { delivered, refused, none };

  /// The number for a line about to be sent; it waits from now on.
  std::uint64_t number_next();

  /// What `line` says about one of ours. A number that was never given out, or was answered before, says nothing.
  Outcome settle(const RoomLine& line);

  /// Lines still waiting. At the end of piped input the client stays until none is.
  std::size_t waiting() const { return waiting_.size(); }

 private:
  std::uint64_t last_ = 0;
  std::set<std::uint64_t> waiting_;
};

}  // namespace vitrine::chat
