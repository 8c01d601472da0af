// See reassembly.hpp.
#include "capture/reassembly.hpp"

namespace vitrine::capture {
namespace {

constexpr std::size_t cost_of_a_piece = 128;  // so that many small ones are bounded, too

/// What of a piece at `offset` comes at `from` or later.
base::View rest_from(std::uint64_t from, std::uint64_t offset, base::View piece) {
  if (offset >= from) return piece;
  const std::uint64_t known = from - offset;
  return known >= piece.size() ? base::View() : piece.subspan(static_cast<std::size_t>(known));
}

}  // namespace

base::Bytes Reassembly::add(std::uint32_t sequence, base::View payload) {
  if (payload.empty() || lost_) return {};
  begins_at(sequence);
  const auto distance = static_cast<std::int32_t>(sequence - *next_);  // numbers wrap around
  base::Bytes ready;
  if (distance > 0) {
    keep(offset_ + static_cast<std::uint64_t>(distance), payload);
    return ready;
  }
  const std::uint64_t behind = 0ULL - static_cast<std::uint64_t>(static_cast<std::int64_t>(distance));
  if (behind >= payload.size()) return ready;
  ready = base::copy_of(payload.subspan(static_cast<std::size_t>(behind)));
  take_waiting(ready);
  offset_ += ready.size();
  *next_ += static_cast<std::uint32_t>(ready.size());
  return ready;
}

void Reassembly::keep(std::uint64_t offset, base::View payload) {
  base::Bytes& kept = waiting_[offset];
  if (kept.size() >= payload.size()) return;
  waiting_size_ += payload.size() - kept.size() + (kept.empty() ? cost_of_a_piece : 0);
  base::append(kept, payload.subspan(kept.size()));
  if (waiting_size_ <= most_waiting) return;
  waiting_.clear();
  lost_ = true;
}

void Reassembly::take_waiting(base::Bytes& ready) {
  while (!waiting_.empty() && waiting_.begin()->first <= offset_ + ready.size()) {
    const auto piece = waiting_.extract(waiting_.begin());
    waiting_size_ -= piece.mapped().size() + cost_of_a_piece;
    base::append(ready, rest_from(offset_ + ready.size(), piece.key(), piece.mapped()));
  }
}

}  // namespace vitrine::capture
