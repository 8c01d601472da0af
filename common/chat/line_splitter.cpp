// A line that lies whole in the input is given as a view of it; only a line in pieces is copied.
#include "chat/line_splitter.hpp"

#include <utility>

namespace vitrine::chat {
namespace {

LineSplitter::Line whole(std::string_view text) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  return {LineSplitter::Line::Kind::whole, text};
}

}  // namespace

std::optional<LineSplitter::Line> LineSplitter::next(std::string_view& input) {
  forget_given_line();
  while (!input.empty()) {
    const std::size_t end = input.find('\n');
    const bool complete = end != std::string_view::npos;
    const std::string_view part = input.substr(0, end);
    input.remove_prefix(complete ? end + 1 : input.size());
    if (skipping_) {
      skipping_ = !complete;
    } else if (part.size() > limit_ - buffer_.size()) {
      skipping_ = !complete;
      buffer_.clear();
      return Line{Line::Kind::too_long, {}};
    } else if (complete && buffer_.empty()) {
      return whole(part);
    } else {
      buffer_ += part;
      given_ = complete;
      if (complete) return whole(buffer_);
    }
  }
  return std::nullopt;
}

std::optional<LineSplitter::Line> LineSplitter::finish() {
  forget_given_line();
  skipping_ = false;
  if (buffer_.empty()) return std::nullopt;
  given_ = true;
  return whole(buffer_);
}

void LineSplitter::forget_given_line() {
  if (std::exchange(given_, false)) buffer_.clear();
}

}  // namespace vitrine::chat
