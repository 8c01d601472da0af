// vitrine: talks to a TLS 1.3 server and shows how TLS does it. stdout is the conversation, stderr everything else.
// Read next: options.hpp for what can be asked, session.hpp for what is done.
#include <fcntl.h>
#include <langinfo.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string_view>
#include <system_error>

#include "base/printable.hpp"
#include "exit_code.hpp"
#include "options.hpp"
#include "session.hpp"
#include "subcommands.hpp"
#include "terminal.hpp"

namespace vitrine::cli {
namespace {

bool has_value(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool wants_colour(Colour colour, int descriptor) {
  if (colour != Colour::automatic) return colour == Colour::always;
  const bool dumb = !has_value("TERM") || std::string_view(std::getenv("TERM")) == "dumb";
  return isatty(descriptor) == 1 && !dumb && !has_value("NO_COLOR");
}

trace::Style style_for(Colour colour, int descriptor) {
  return {std::string_view(nl_langinfo(CODESET)) == "UTF-8", wants_colour(colour, descriptor)};
}

/// A descriptor that somebody closed must not become our socket.
void open_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) < 0) open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY);
  }
}

int complain(std::string_view text, ExitCode code) {
  std::cerr << text << '\n';
  return static_cast<int>(code);
}

/// `code`, if what was said on stdout has arrived, or nobody wants to read more of it.
int written(int code) {
  return std::cout.flush() || errno == EPIPE ? code
                                             : complain("What I had to say could not be written.", ExitCode::internal);
}

int talk(const Options& options) {
  boost::asio::io_context context(1);
  const trace::Style style = style_for(options.colour, STDERR_FILENO);
  const std::unique_ptr<Terminal> terminal = make_terminal(context.get_executor(), style);
  Session session(options, *terminal, style);
  ExitCode code = ExitCode::internal;
  std::exception_ptr error;
  boost::asio::awaitable<ExitCode> running = session.run();
  boost::asio::co_spawn(context, std::move(running), [&](std::exception_ptr failed, ExitCode ended) {
    error = std::move(failed);
    code = ended;
    context.stop();
  });
  context.run();
  terminal->close();
  if (error) std::rethrow_exception(error);
  return static_cast<int>(code);
}

int run(int count, const char* const* words) {
  if (const Subcommand* command = count > 1 ? find_subcommand(words[1]) : nullptr)
    return written(command->run({words + 2, words + count}, style_for(Colour::automatic, STDOUT_FILENO)));
  const Parsed parsed = parse_options(count, words);
  if (const auto* print = std::get_if<Print>(&parsed)) {
    std::cout << print->text;
    return written(0);
  }
  if (const auto* error = std::get_if<UsageError>(&parsed)) return complain(error->text, ExitCode::usage);
  return talk(std::get<Options>(parsed));
}

}  // namespace
}  // namespace vitrine::cli

int main(int count, char** words) {
  using namespace vitrine::cli;
  open_standard_descriptors();
  std::setlocale(LC_ALL, "");
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run(count, words);
  } catch (const UsageError& error) {
    return complain(error.text, ExitCode::usage);
  } catch (const std::exception& error) {
    return complain("Something went wrong that should not: " + vitrine::base::printable(error.what()),
                    ExitCode::internal);
  }
}
