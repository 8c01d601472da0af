// Runs one coroutine to its end, ten seconds at most, and gives what it returns or throws.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace tests {

inline void run_bounded(boost::asio::io_context& context, const bool& done) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  context.restart();
  while (!done && context.run_one_until(limit) != 0) {
  }
  if (!done) throw std::runtime_error("the coroutine did not end within 10 s");
}

template <class T>
T run_coroutine(boost::asio::io_context& context, boost::asio::awaitable<T> work) {
  bool done = false;
  std::exception_ptr thrown;
  if constexpr (std::is_void_v<T>) {
    boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr error) {
      thrown = std::move(error);
      done = true;
    });
    run_bounded(context, done);
    if (thrown) std::rethrow_exception(thrown);
  } else {
    std::optional<T> result;
    boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr error, T value) {
      thrown = std::move(error);
      result.emplace(std::move(value));
      done = true;
    });
    run_bounded(context, done);
    if (thrown) std::rethrow_exception(thrown);
    return std::move(*result);
  }
}

template <class T>
T run_coroutine(boost::asio::awaitable<T> work) {
  boost::asio::io_context context;
  return run_coroutine(context, std::move(work));
}

}  // namespace tests
