// What both terminals have in common, and which one it is. Read before: terminal.hpp.
#include "terminal.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace vitrine::cli {

Terminal::Terminal(const trace::Style& style)
    : style_(style), conversation_(STDOUT_FILENO), everything_else_(STDERR_FILENO) {}

void Terminal::say(std::string_view line) {
  // A file keeps the characters as they came; only a terminal may be unable to show them.
  const std::string shown = conversation_.is_terminal() ? trace::fit(line, style_) : std::string(line);
  print(conversation_, shown + '\n');
}

void Terminal::note(std::string_view line) { print(everything_else_, trace::fit(line, style_) + '\n'); }

void Terminal::complain(std::string_view words) {
  note("  " + trace::sign(trace::Sign::bad, style_) + ' ' + std::string(words));
}

void Terminal::delivered(std::string_view line, std::uint64_t seq) {
  note("  " + mark(seq) + "  " + std::string(line));
}

std::string Terminal::mark(std::uint64_t seq) const {
  return trace::sign(trace::Sign::good, style_) + ' ' + std::to_string(seq);
}

void Terminal::signalled(int number) {
  if (number == SIGTSTP) raise(SIGSTOP);
}

std::unique_ptr<Terminal> make_terminal(const boost::asio::any_io_executor& executor, const trace::Style& style) {
#ifdef VITRINE_HAVE_READLINE
  const char* kind = std::getenv("TERM");
  const bool capable = kind != nullptr && *kind != '\0' && std::string_view(kind) != "dumb";
  if (capable && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1)
    return make_readline_terminal(executor, style);
#endif
  return make_plain_terminal(executor, style);
}

}  // namespace vitrine::cli
