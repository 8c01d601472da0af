// See handshake_reader.hpp.
#include "tls/record/handshake_reader.hpp"

namespace vitrine::tls {

void HandshakeReader::add(base::View content) {
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(taken_));
  taken_ = 0;
  base::append(buffer_, content);
}

std::optional<RawMessage> HandshakeReader::next() {
  if (at_boundary()) {
    clear();
    return std::nullopt;
  }
  const base::View waiting = base::View(buffer_).subspan(taken_);
  if (waiting.size() < handshake_header_length) return std::nullopt;
  const std::size_t length =
      static_cast<std::size_t>(waiting[1]) << 16U | static_cast<std::size_t>(waiting[2]) << 8U | waiting[3];
  if (length > limit_) {
    refuse({AlertDescription::decode_error, "4", "a handshake message is no longer than our limit"},
           std::to_string(length) + " bytes, where " + std::to_string(limit_) + " are allowed");
  }
  const std::size_t size = handshake_header_length + length;
  if (waiting.size() < size) return std::nullopt;
  taken_ += size;
  return RawMessage{static_cast<HandshakeType>(waiting.front()), waiting.first(size)};
}

void HandshakeReader::clear() {
  base::release(buffer_);
  taken_ = 0;
}

}  // namespace vitrine::tls
