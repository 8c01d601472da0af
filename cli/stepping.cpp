// A session's handshake with --step. Time runs between the pauses and not during them. Read before: session.hpp,
// steps.hpp.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/race.hpp"
#include "session.hpp"

namespace vitrine::cli {

namespace asio = boost::asio;

/// As handshake(). When the viewer leaves, the last word is said here.
asio::awaitable<std::optional<boost::system::error_code>> Session::step_by_step() {
  const tls::Connection& connection = stream_->connection();
  std::optional<boost::system::error_code> ending;
  do {
    asio::awaitable<bool> pause = steps_->pause(connection.state());
    if (!co_await std::move(pause)) {
      end(ExitCode::ok, {"Left before the handshake was over."});
      co_return std::nullopt;
    }
    if (connection.status() != tls::Status::handshaking) break;
    auto flight = stream_->async_flight(asio::as_tuple(asio::use_awaitable));
    const auto ended = co_await net::within(options_.timeout, std::move(flight));
    ending = ended ? std::optional(std::get<0>(*ended)) : std::nullopt;
  } while (ending && !*ending);
  steps_->scene().release();
  if (connection.status() == tls::Status::handshaking || connection.status() == tls::Status::failed) co_return ending;
  asio::awaitable<std::optional<boost::system::error_code>> last_flight = handshake();
  co_return co_await std::move(last_flight);
}

/// However it came about: what was only shown is not sent, not even to say goodbye behind it.
void Session::leave_step_by_step() {
  if (!steps_->anything_sent()) stream_.reset();
  steps_->scene().release();
}

}  // namespace vitrine::cli
