// One direction of a TCP connection put together again: repeated, overlapping and swapped segments become the bytes
// that the receiver was given. Of two versions of a byte the first counts. RFC 9293 §3.4. Read next:
// capture/tcp_stream.hpp.
#pragma once
#include <map>
#include <optional>

#include "base/bytes.hpp"

namespace vitrine::capture {

class Reassembly {
 public:
  /// How much may wait for a segment that is missing; then it is taken for lost.
  static constexpr std::size_t most_waiting = 4UL * 1024 * 1024;

  /// The number of the first byte; without it the first segment has it.
  void begins_at(std::uint32_t sequence) {
    if (!next_) next_ = sequence;
  }
  /// What can be read because of this segment, and could not before.
  base::Bytes add(std::uint32_t sequence, base::View payload);
  /// Bytes wait for others that are not there, or there were too many of them.
  bool has_gap() const { return lost_ || !waiting_.empty(); }

 private:
  void keep(std::uint64_t offset, base::View payload);
  void take_waiting(base::Bytes& ready);

  std::optional<std::uint32_t> next_;  // the number of the next byte
  std::uint64_t offset_ = 0;           // the same, counted from the first one
  std::map<std::uint64_t, base::Bytes> waiting_;
  std::size_t waiting_size_ = 0;
  bool lost_ = false;
};

}  // namespace vitrine::capture
