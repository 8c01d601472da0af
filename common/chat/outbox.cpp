// Lines are shared with the other members' outboxes; only take() copies.
#include "chat/outbox.hpp"

#include <utility>

namespace vitrine::chat {

bool Outbox::put(SharedLine line) {
  if (lines_.size() == max_queue_lines || line->size() > max_queue_bytes - bytes_) return false;
  bytes_ += line->size();
  lines_.push_back(std::move(line));
  return true;
}

std::string Outbox::take(std::size_t max_bytes) {
  std::string batch;
  auto next = lines_.begin();
  while (next != lines_.end() && (batch.empty() || batch.size() + (*next)->size() <= max_bytes)) batch += **next++;
  bytes_ -= batch.size();
  lines_.erase(lines_.begin(), next);
  if (lines_.empty()) lines_.shrink_to_fit();
  return batch;
}

}  // namespace vitrine::chat
