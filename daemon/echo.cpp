// Read before: echo.hpp.
#include "echo.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace vitrine::daemon {
namespace {

namespace asio = boost::asio;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

}  // namespace

// Nothing is read while something waits to be sent: a client that does not take its echo has to wait, too.
asio::awaitable<Conversation::ErrorCode> Echo::run() {
  net::TlsStream& stream = place_.stream;
  for (;;) {
    auto waiting = stream.async_wait_plaintext(token);
    const auto [trouble] = co_await std::move(waiting);
    if (trouble) co_return trouble;
    const base::View heard = stream.plaintext();
    auto writing = stream.async_write_some(asio::buffer(heard.data(), heard.size()), token);
    const auto [error, written] = co_await std::move(writing);
    if (error) co_return error;
    stream.consume(written);
  }
}

}  // namespace vitrine::daemon
