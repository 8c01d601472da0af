// Handshake messages out of the contents of handshake records, however they were cut and joined: RFC 9846 §5.1.
// Read next: tls/engine.cpp.
#pragma once
#include <optional>

#include "tls/check.hpp"
#include "tls/limits.hpp"
#include "tls/message/handshake.hpp"

namespace vitrine::tls {

class HandshakeReader {
 public:
  explicit HandshakeReader(std::size_t limit) : limit_(limit) {}

  void add(base::View content);
  /// The next whole message, valid until the next call. Throws Abort when a header claims more than the limit.
  std::optional<RawMessage> next();
  /// No byte of a message is waiting: the last one ended with its record.
  bool at_boundary() const { return taken_ == buffer_.size(); }
  void clear();

 private:
  std::size_t limit_;
  base::Bytes buffer_;
  std::size_t taken_ = 0;
};

}  // namespace vitrine::tls
