// The conversation over a byte stream, in either form, without IO: what the sessions of daemon/ and cli/ talk through.
// Read next: chat/room.hpp for the daemon's side, chat/unconfirmed.hpp for the client's.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "chat/json.hpp"
#include "chat/line.hpp"
#include "chat/line_splitter.hpp"

namespace vitrine::chat {

/// The ALPN name (RFC 7301) that chooses Form::json.
inline constexpr std::string_view alpn_name = "vitrine/1";

/// The form that goes with the ALPN name that was negotiated; empty: none was.
Form form_of(std::string_view negotiated_alpn);

/// Whether a room takes this text as it is. A longer one is refused, never cut: a sender must be able to rely on a
/// line.
bool fits_one_line(std::string_view text);

/// One line with its LF, ready to send. Text that does not fit one line ends in "…": ask fits_one_line() first.
std::string encode(const RoomLine& line, Form form);
std::string encode(const Command& command, Form form);

/// The daemon's ear: bytes of one member to commands.
class CommandReader {
 public:
  explicit CommandReader(Form form);

  /// Takes bytes off the front of `input` up to the end of a command, or all of them. Empty lines say nothing.
  std::optional<Command> next(std::string_view& input);

  /// At the end of the stream: what an unfinished last line meant.
  std::optional<Command> finish();

 private:
  Command command_of(const LineSplitter::Line& line) const;

  Form form_;
  LineSplitter splitter_;
};

/// The client's ear: bytes of a room to what it says. A server without ALPN has only text: `say` from nobody.
class RoomReader {
 public:
  using Heard = std::variant<RoomLine, Malformed>;

  explicit RoomReader(Form form);

  std::optional<Heard> next(std::string_view& input);
  std::optional<Heard> finish();

 private:
  Heard heard(const LineSplitter::Line& line) const;

  Form form_;
  LineSplitter splitter_;
};

}  // namespace vitrine::chat
