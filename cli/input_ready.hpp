// Waiting for standard input, whatever it is. Asio alone cannot: it refuses regular files and /dev/null ("Operation not
// supported"), and it makes the descriptors it waits on non-blocking, which a terminal shares between stdin and stdout.
// So stdin stands in an epoll set of its own, and Asio waits on that. Used by both terminals.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace vitrine::cli {

class InputReady {
 public:
  /// Throws std::system_error.
  explicit InputReady(const boost::asio::any_io_executor& executor);

  /// Until read() on standard input would not block. Regular files never do.
  boost::asio::awaitable<void> wait();

 private:
  boost::asio::posix::stream_descriptor set_;
  bool always_ready_;
};

/// Whether there is something to read right now.
bool input_is_ready();

}  // namespace vitrine::cli
