// Read before: console.hpp.
#include "console.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>

#include "chat/line_splitter.hpp"
#include "net/race.hpp"

namespace vitrine::daemon {

namespace asio = boost::asio;

bool Console::present() { return isatty(STDIN_FILENO) != 0; }

std::optional<Console> Console::open(const asio::any_io_executor& executor) {
  const char* name = present() ? ttyname(STDIN_FILENO) : nullptr;
  if (name == nullptr) return std::nullopt;
  // Opened anew: making a shared descriptor non-blocking would do the same to the shell's, and to our own stderr.
  const int terminal = ::open(name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return std::nullopt;
  std::signal(SIGTTIN, SIG_IGN);  // in the background a read fails, instead of stopping the daemon
  return Console(asio::posix::stream_descriptor(executor, terminal));
}

asio::awaitable<void> Console::run(std::function<bool(std::string_view)> line) {
  constexpr auto token = asio::as_tuple(asio::use_awaitable);
  chat::LineSplitter splitter;
  std::array<char, 1024> room;
  for (;;) {
    auto reading = terminal_.async_read_some(asio::buffer(room), token);
    const auto [error, count] = co_await std::move(reading);
    if (error && !in_background()) co_return;
    if (error) co_await net::sleep_for(std::chrono::milliseconds(500));
    std::string_view typed(room.data(), count);
    while (const auto one = splitter.next(typed)) {
      if (one->kind == chat::LineSplitter::Line::Kind::whole && !line(one->text)) co_return;
    }
  }
}

bool Console::in_background() {
  const pid_t foreground = tcgetpgrp(terminal_.native_handle());
  return foreground > 0 && foreground != getpgrp();
}

}  // namespace vitrine::daemon
