// race(a, b): two coroutines start, the first to finish ends the other, and how it finished is a value. A coroutine
// that throws has finished, too. (Asio's operator|| waits for the first *success*: a reader that throws would leave the
// writer waiting for ever.) A time limit is a race with a timer. Used by daemon/session.cpp.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>
#include <utility>

namespace vitrine::net {

/// Who was first, 0 or 1, and what it threw, if it did. The other has been cancelled and has ended, too.
struct Ending {
  std::size_t first = 0;
  std::exception_ptr error;
};

/// Throws operation_aborted when it is cancelled itself: then nobody was first.
boost::asio::awaitable<Ending> race(boost::asio::awaitable<void> a, boost::asio::awaitable<void> b);

/// Ends early, and without an exception, when it is cancelled: that is how most time limits end. The next co_await of
/// whoever slept throws, as always.
boost::asio::awaitable<void> sleep_for(std::chrono::steady_clock::duration time);

template <class T>
boost::asio::awaitable<void> store(std::optional<T>& result, boost::asio::awaitable<T> work) {
  result.emplace(co_await std::move(work));
}

/// What `work` returns, or nothing when `limit` passed first, whatever it still returned when it was cancelled. Throws
/// what `work` throws before that.
template <class T>
boost::asio::awaitable<std::optional<T>> within(std::chrono::steady_clock::duration limit,
                                                boost::asio::awaitable<T> work) {
  std::optional<T> result;
  boost::asio::awaitable<void> working = store(result, std::move(work));
  boost::asio::awaitable<void> timer = sleep_for(limit);
  const Ending ending = co_await race(std::move(working), std::move(timer));
  if (ending.error) std::rethrow_exception(ending.error);
  if (ending.first != 0) result.reset();
  co_return result;
}

}  // namespace vitrine::net
