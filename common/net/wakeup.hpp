// One coroutine waits, anybody on the same executor wakes it. A call that comes before the wait is not lost; several
// are one. Used by daemon/room_conversation.cpp.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

namespace vitrine::net {

class Wakeup {
 public:
  explicit Wakeup(const boost::asio::any_io_executor& executor);

  void notify();
  /// Until notify() was called since the last time, or the waiting coroutine is cancelled; then its next co_await
  /// throws.
  boost::asio::awaitable<void> wait();

 private:
  boost::asio::steady_timer timer_;
  bool called_ = false;
};

}  // namespace vitrine::net
