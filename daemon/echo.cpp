// Read before: echo.hpp.
#include "echo.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace vitrine::daemon {
namespace {

namespace asio = boost::asio;

constexpr auto token = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t one_record = 16384;

}  // namespace

// Nothing is read while something waits to be sent: a client that does not take its echo has to wait, too.
asio::awaitable<Conversation::ErrorCode> Echo::run() {
  std::array<char, one_record> room;
  for (;;) {
    auto reading = place_.stream.async_read_some(asio::buffer(room), token);
    const auto [trouble, count] = co_await std::move(reading);
    if (trouble) co_return trouble;
    auto writing = asio::async_write(place_.stream, asio::buffer(room.data(), count), token);
    const auto [error, written] = co_await std::move(writing);
    if (error) co_return error;
  }
}

}  // namespace vitrine::daemon
