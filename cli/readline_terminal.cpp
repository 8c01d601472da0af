// Line editing by GNU readline's callback interface. What comes in appears above the line being typed, which stays as
// it is. A line entered is taken out of the editor at once; it appears above when the room has numbered it, in the
// room's order, so that everybody's screen tells the same story. Nothing else links readline. Read before:
// terminal.hpp.
#ifdef VITRINE_HAVE_READLINE
#include <csignal>
#include <cstdio>
// readline.h needs FILE to be declared.
#include <readline/history.h>
#include <readline/readline.h>

#include <cstdlib>
#include <cstring>
#include <deque>

#include "input_ready.hpp"
#include "terminal.hpp"
#include "typed.hpp"

namespace vitrine::cli {
namespace {

constexpr int history_lines = 500;
constexpr int keys_at_once = 4096;  // of a paste, before others have their turn

class ReadlineTerminal;
ReadlineTerminal* current = nullptr;  // readline has one editor, and functions without an argument of ours

class ReadlineTerminal : public Terminal {
 public:
  ReadlineTerminal(const boost::asio::any_io_executor& executor, const trace::Style& style)
      : Terminal(style), input_(executor) {
    current = this;
  }
  ~ReadlineTerminal() override {
    ReadlineTerminal::close();
    current = nullptr;
  }

  boost::asio::awaitable<std::optional<std::string>> next_line() override {
    if (!editing_ && !ended_) start();
    while (lines_.empty() && !ended_) {
      co_await input_.wait();
      read_keys();
    }
    if (lines_.empty()) co_return std::nullopt;
    std::string line = std::move(lines_.front());
    lines_.pop_front();
    co_return line;
  }

  void typed(std::string_view line) override { say(prompt + std::string(line)); }

  void delivered(std::string_view line, std::uint64_t seq) override {
    say(prompt + std::string(line) + "  " + mark(seq));
  }

  bool interactive() const override { return true; }

  std::string close() override {
    if (!editing_) return {};
    std::string unfinished(rl_line_buffer);
    rl_clear_visible_line();
    std::fflush(rl_outstream);
    stop();
    return unfinished;
  }

  void signalled(int number) override {
    if (!editing_) return Terminal::signalled(number);
    if (number == SIGWINCH) rl_resize_terminal();
    if (number == SIGTSTP) pause();
  }

  /// The line in the editor, or several that were pasted together.
  void enter() {
    std::string_view text(rl_line_buffer);
    if (!text.empty()) add_history(rl_line_buffer);
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
      lines_.emplace_back(text.substr(0, end));
      text.remove_prefix(end + 1);
    }
    lines_.emplace_back(text);
    rl_replace_line("", 1);
    rl_point = 0;
  }

  void end() {
    ended_ = true;
    stop();
  }

 private:
  void print(Output& output, std::string_view text) override {
    if (!editing_ || !output.is_terminal()) return output.write(text);
    rl_clear_visible_line();
    std::fflush(rl_outstream);
    output.write(text);
    rl_on_new_line();
    rl_redisplay();
    std::fflush(rl_outstream);
  }

  void start() {
    rl_readline_name = "vitrine";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_change_environment = 0;
    rl_attempted_completion_function = complete;
    rl_initialize();
    for (const Keymap map : {emacs_standard_keymap, vi_insertion_keymap, vi_movement_keymap}) {
      rl_bind_key_in_map('\r', on_enter, map);
      rl_bind_key_in_map('\n', on_enter, map);
    }
    using_history();
    stifle_history(history_lines);
    rl_callback_handler_install(prompt, on_line);
    editing_ = true;
  }

  void stop() {
    if (editing_) rl_callback_handler_remove();
    editing_ = false;
  }

  void read_keys() {
    for (int i = 0; i < keys_at_once && editing_ && lines_.empty() && (i == 0 || input_is_ready()); ++i)
      rl_callback_read_char();
  }

  /// Ctrl-Z: the shell gets its terminal back, and we get ours when it lets us go on.
  static void pause() {
    rl_deprep_terminal();
    raise(SIGSTOP);
    rl_prep_terminal(1);
    rl_resize_terminal();
    rl_forced_update_display();
  }

  static int on_enter(int /*count*/, int /*key*/) {
    current->enter();
    return 0;
  }

  /// What other keys than Enter enter; at the end of input there is no line.
  static void on_line(char* line) {
    if (line == nullptr) return current->end();
    rl_replace_line(line, 1);
    std::free(line);
    current->enter();
  }

  /// Commands at the beginning of a line, and nothing elsewhere.
  static char** complete(const char* text, int start, int /*end*/) {
    rl_attempted_completion_over = 1;
    return start == 0 && *text == '/' ? rl_completion_matches(text, next_command) : nullptr;
  }

  static char* next_command(const char* text, int again) {
    static std::size_t next = 0;
    if (again == 0) next = 0;
    while (next < command_words.size()) {
      const std::string_view word = command_words[next++];
      if (word.starts_with(text)) return strdup(std::string(word).c_str());
    }
    return nullptr;
  }

  InputReady input_;
  std::deque<std::string> lines_;
  bool editing_ = false;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Terminal> make_readline_terminal(const boost::asio::any_io_executor& executor,
                                                 const trace::Style& style) {
  return std::make_unique<ReadlineTerminal>(executor, style);
}

}  // namespace vitrine::cli
#endif
