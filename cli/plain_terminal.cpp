// Lines as they come, from a pipe, a file, or a terminal that edits them itself. A prompt only where both ends are a
// terminal. Read before: terminal.hpp.
#include <unistd.h>

#include <array>
#include <boost/asio/this_coro.hpp>

#include "chat/line_splitter.hpp"
#include "input_ready.hpp"
#include "terminal.hpp"

namespace vitrine::cli {
namespace {

class PlainTerminal : public Terminal {
 public:
  PlainTerminal(const boost::asio::any_io_executor& executor, const trace::Style& style)
      : Terminal(style), input_(executor), prompts_(isatty(STDIN_FILENO) == 1 && conversation().is_terminal()) {}
  ~PlainTerminal() override { PlainTerminal::close(); }

  boost::asio::awaitable<std::optional<std::string>> next_line() override {
    show_prompt();
    while (true) {
      if (auto line = splitter_.next(unread_)) {
        if (line->kind == chat::LineSplitter::Line::Kind::whole) co_return entered(line->text);
        refuse();
      } else if (ended_) {
        const auto last = splitter_.finish();
        if (!last || last->kind != chat::LineSplitter::Line::Kind::whole) co_return std::nullopt;
        co_return entered(last->text);
      } else {
        co_await input_.wait();
        read();
      }
    }
  }

  void delivered(std::string_view line, std::uint64_t seq) override {
    if (prompts_) return note("  " + mark(seq));  // the line itself stands there as it was typed
    Terminal::delivered(line, seq);
  }

  bool interactive() const override { return prompts_; }

  std::string close() override {
    if (prompt_shown_) conversation().write("\n");
    prompt_shown_ = false;
    prompts_ = false;
    return {};
  }

 private:
  void print(Output& output, std::string_view text) override {
    const bool was_shown = prompt_shown_;
    if (was_shown) conversation().write("\r");
    output.write(text);
    prompt_shown_ = false;
    if (was_shown) show_prompt();
  }

  void show_prompt() {
    if (!prompts_ || prompt_shown_) return;
    conversation().write(prompt);
    prompt_shown_ = true;
  }

  std::string entered(std::string_view line) {
    prompt_shown_ = false;  // the terminal has gone to the next line
    return std::string(line);
  }

  void read() {
    const ssize_t count = ::read(STDIN_FILENO, chunk_.data(), chunk_.size());
    ended_ = count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR);
    unread_ = {chunk_.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
  }

  void refuse() {
    complain("A line of more than " + std::to_string(chat::max_plain_line_bytes) +
             " bytes is too long, and is not sent.");
  }

  InputReady input_;
  chat::LineSplitter splitter_;
  std::array<char, 16384> chunk_{};
  std::string_view unread_;
  bool ended_ = false;
  bool prompts_;
  bool prompt_shown_ = false;
};

}  // namespace

std::unique_ptr<Terminal> make_plain_terminal(const boost::asio::any_io_executor& executor, const trace::Style& style) {
  return std::make_unique<PlainTerminal>(executor, style);
}

}  // namespace vitrine::cli
