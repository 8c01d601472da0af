// Read before: web.hpp.
#include "web.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "log.hpp"
#include "net/race.hpp"
#include "web_page.hpp"

namespace vitrine::daemon {
namespace {

namespace asio = boost::asio;

constexpr auto token = asio::as_tuple(asio::use_awaitable);
// For a whole request, however slowly its bytes come. Browsers open connections that they may need later.
constexpr auto request_limit = std::chrono::seconds(30);
// Test suites say close_notify first, and look at our answer to it; clients of HTTP/1.0 wait for ours.
constexpr auto linger_limit = std::chrono::seconds(1);

}  // namespace

asio::awaitable<Conversation::ErrorCode> Web::run() {
  asio::awaitable<ErrorCode> hearing = hear();
  const std::optional<ErrorCode> heard = co_await net::within(request_limit, std::move(hearing));
  if (!heard || *heard) co_return heard.value_or(ErrorCode());
  asio::awaitable<ErrorCode> answering = answer();
  const std::optional<ErrorCode> answered = co_await net::within(request_limit, std::move(answering));
  if (!answered || *answered) co_return answered.value_or(ErrorCode());
  asio::awaitable<ErrorCode> lingering = linger();
  const std::optional<ErrorCode> ended = co_await net::within(linger_limit, std::move(lingering));
  co_return ended.value_or(ErrorCode());
}

asio::awaitable<Conversation::ErrorCode> Web::hear() {
  for (;;) {
    auto waiting = place_.stream.async_wait_plaintext(token);
    const auto [error] = co_await std::move(waiting);
    if (error) co_return error;
    const base::View heard = place_.stream.plaintext();
    const bool complete = request_.take(base::text_of(heard));
    place_.stream.consume(heard.size());
    if (complete) co_return ErrorCode();
  }
}

asio::awaitable<Conversation::ErrorCode> Web::answer() {
  const Answer reply = answer_to(request_, place_.stream.connection().session(), place_.session);
  log(trace::Level::steps, "session " + std::to_string(place_.session) + ": \"" +
                               std::string(request_.request_line().substr(0, 80)) + "\" was answered with " +
                               std::to_string(reply.status));
  auto writing = asio::async_write(place_.stream, asio::buffer(reply.bytes), token);
  const auto [error, count] = co_await std::move(writing);
  co_return error;
}

// What else the client says is dropped. It has its answer: whether it leaves with or without a goodbye is its own
// affair, and browsers leave without.
asio::awaitable<Conversation::ErrorCode> Web::linger() {
  for (;;) {
    place_.stream.consume(place_.stream.plaintext().size());
    auto waiting = place_.stream.async_wait_plaintext(token);
    const auto [error] = co_await std::move(waiting);
    if (!error) continue;
    const auto& failure = place_.stream.connection().failure();
    const bool just_gone = !failure || failure->origin == tls::Failure::Origin::truncated;
    co_return just_gone ? ErrorCode() : error;
  }
}

}  // namespace vitrine::daemon
