// Cuts a byte stream into lines without ever keeping more than one line's limit of it.
// Read next: chat/protocol.hpp, which gives the lines a meaning.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "chat/limits.hpp"

namespace vitrine::chat {

class LineSplitter {
 public:
  struct Line {
    enum class Kind {
      whole,
      too_long,  ///< said once, as soon as the limit is passed; the rest of that line is dropped unseen
    };
    Kind kind = Kind::whole;
    std::string_view text;  ///< without LF or CRLF; valid until the next call, and while the input lives
  };

  explicit LineSplitter(std::size_t limit = max_plain_line_bytes) : limit_(limit) {}

  /// Takes bytes off the front of `input` up to the end of a line, or all of them; then there is no line yet.
  std::optional<Line> next(std::string_view& input);

  /// At the end of the stream: the last line, if it had no end of its own.
  std::optional<Line> finish();

  std::size_t buffered() const { return buffer_.size(); }

 private:
  void forget_given_line();

  std::size_t limit_;
  std::string buffer_;
  bool given_ = false;     // buffer_ is the line that was given last
  bool skipping_ = false;  // inside a line that was refused
};

}  // namespace vitrine::chat
