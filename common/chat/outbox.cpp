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
  while (!lines_.empty() && (batch.empty() || batch.size() + lines_.front()->size() <= max_bytes)) {
    batch += *lines_.front();
    bytes_ -= lines_.front()->size();
    lines_.pop_front();
  }
  return batch;
}

}  // namespace vitrine::chat
