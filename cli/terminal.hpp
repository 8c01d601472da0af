// Where lines come from and go to. stdout is the conversation, stderr everything else. Everything that prints does it
// here, so that what is being typed stays as it is. Lines come in harmless: see base/printable.hpp.
// Read next: plain_terminal.cpp, readline_terminal.cpp.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "output.hpp"
#include "trace/style.hpp"

namespace vitrine::cli {

inline constexpr const char* prompt = "you> ";

class Terminal {
 public:
  explicit Terminal(const trace::Style& style);
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  virtual ~Terminal() = default;

  /// One line of the conversation.
  void say(std::string_view line);
  /// One line about the conversation or the connection.
  void note(std::string_view line);
  /// The same, about something that went wrong.
  void complain(std::string_view words);

  /// The next line typed, without its end; nothing at the end of input. The first call brings up the prompt.
  virtual boost::asio::awaitable<std::optional<std::string>> next_line() = 0;
  /// A typed line that no answer of the room will show again.
  virtual void typed(std::string_view /*line*/) {}
  /// A line of ours is number `seq` of the room.
  virtual void delivered(std::string_view line, std::uint64_t seq);
  /// Takes the prompt away and gives the terminal back as it was. Returns what was typed but not yet entered.
  virtual std::string close() { return {}; }
  /// Whether somebody sits there and types.
  virtual bool interactive() const = 0;
  /// SIGWINCH and SIGTSTP.
  virtual void signalled(int number);

  /// Nobody reads the conversation any more.
  bool lost() const { return conversation_.lost(); }

 protected:
  /// `text` is whole lines.
  virtual void print(Output& output, std::string_view text) = 0;
  Output& conversation() { return conversation_; }
  std::string mark(std::uint64_t seq) const;

 private:
  trace::Style style_;
  Output conversation_;
  Output everything_else_;
};

/// With line editing where stdin and stdout are a capable terminal and readline is built in; plain lines elsewhere.
std::unique_ptr<Terminal> make_terminal(const boost::asio::any_io_executor& executor, const trace::Style& style);

std::unique_ptr<Terminal> make_plain_terminal(const boost::asio::any_io_executor& executor, const trace::Style& style);
#ifdef VITRINE_HAVE_READLINE
std::unique_ptr<Terminal> make_readline_terminal(const boost::asio::any_io_executor& executor,
                                                 const trace::Style& style);
#endif

}  // namespace vitrine::cli
