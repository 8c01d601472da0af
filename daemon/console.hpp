// The operator's keyboard: lines typed into the daemon's terminal. Read next: server.cpp, which acts on them.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <functional>
#include <optional>
#include <string_view>

namespace vitrine::daemon {

class Console {
 public:
  /// Whether stdin is a terminal.
  static bool present();
  /// Nothing when stdin is not a terminal.
  static std::optional<Console> open(const boost::asio::any_io_executor& executor);

  /// Gives `line` each typed line, until it returns false, the input ends (Ctrl-D) or the terminal goes away.
  boost::asio::awaitable<void> run(std::function<bool(std::string_view line)> line);

 private:
  explicit Console(boost::asio::posix::stream_descriptor terminal) : terminal_(std::move(terminal)) {}
  bool in_background();
  boost::asio::posix::stream_descriptor terminal_;
};

}  // namespace vitrine::daemon
