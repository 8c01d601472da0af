// A timer that never runs out, cancelled to wake whoever waits for it. Read before: net/wakeup.hpp.
#include "net/wakeup.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace vitrine::net {

Wakeup::Wakeup(const boost::asio::any_io_executor& executor)
    : timer_(executor, boost::asio::steady_timer::time_point::max()) {}

void Wakeup::notify() {
  called_ = true;
  timer_.cancel();
}

boost::asio::awaitable<void> Wakeup::wait() {
  constexpr auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
  bool cancelled = false;
  while (!cancelled && !std::exchange(called_, false)) {
    co_await timer_.async_wait(token);
    const boost::asio::cancellation_state state = co_await boost::asio::this_coro::cancellation_state;
    cancelled = state.cancelled() != boost::asio::cancellation_type::none;
  }
}

}  // namespace vitrine::net
