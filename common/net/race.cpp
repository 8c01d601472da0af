// Read before: net/race.hpp.
#include "net/race.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace vitrine::net {

namespace asio = boost::asio;

asio::awaitable<Ending> race(asio::awaitable<void> a, asio::awaitable<void> b) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  auto both = asio::experimental::make_parallel_group(asio::co_spawn(executor, std::move(a), asio::deferred),
                                                      asio::co_spawn(executor, std::move(b), asio::deferred));
  const auto [order, from_a, from_b] =
      co_await both.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none)
    throw boost::system::system_error(asio::error::operation_aborted);
  co_return Ending{order[0], order[0] == 0 ? from_a : from_b};
}

asio::awaitable<void> sleep_for(std::chrono::steady_clock::duration time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace vitrine::net
