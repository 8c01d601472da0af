// Read before: input_ready.hpp.
#include "input_ready.hpp"

#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <system_error>

namespace vitrine::cli {
namespace {

namespace asio = boost::asio;

int new_set() {
  const int set = epoll_create1(EPOLL_CLOEXEC);
  if (set < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
  return set;
}

/// False for what epoll does not watch because it is always ready: files, /dev/null, a closed descriptor.
bool watch_input(int set) {
  epoll_event event{};
  event.events = EPOLLIN;
  return epoll_ctl(set, EPOLL_CTL_ADD, STDIN_FILENO, &event) == 0;
}

}  // namespace

InputReady::InputReady(const asio::any_io_executor& executor)
    : set_(executor, new_set()), always_ready_(!watch_input(set_.native_handle())) {}

asio::awaitable<void> InputReady::wait() {
  if (always_ready_) {
    co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  } else {
    co_await set_.async_wait(asio::posix::descriptor_base::wait_read, asio::use_awaitable);
  }
}

bool input_is_ready() {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return poll(&input, 1, 0) > 0;
}

}  // namespace vitrine::cli
