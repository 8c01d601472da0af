// A session's handshake with --step: a pause before each flight of ours, during which no time runs. Read before:
// session.hpp, step_desk.hpp, lesson/scene.hpp.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "net/race.hpp"
#include "session.hpp"

namespace vitrine::daemon {
namespace {

namespace asio = boost::asio;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

}  // namespace

/// As handshake().
asio::awaitable<std::optional<Session::ErrorCode>> Session::step_by_step() {
  const tls::Connection& connection = stream_.connection();
  ErrorCode error;
  while (!error) {
    asio::awaitable<bool> pausing = pause();
    if (!co_await std::move(pausing)) error = asio::error::operation_aborted;
    if (error || connection.status() != tls::Status::handshaking) break;
    auto flight = stream_.async_flight(token);
    const auto ended = co_await net::within(setup_.handshake_timeout, std::move(flight));
    if (!ended) co_return std::nullopt;
    std::tie(error) = *ended;
  }
  trace_.scene->release();
  if (error) co_return error;
  auto last_flight = stream_.async_handshake(token);
  const auto ended = co_await net::within(setup_.handshake_timeout, std::move(last_flight));
  if (!ended) co_return std::nullopt;
  co_return std::get<0>(*ended);
}

/// False when the operator sends this client away, or stops the daemon.
asio::awaitable<bool> Session::pause() {
  lesson::Scene& scene = *trace_.scene;
  if (scene.has_flight()) scene.pause(stream_.connection().state());
  while (scene.asking()) {
    asio::awaitable<std::optional<std::string>> typing = setup_.desk->next_line();
    const std::optional<std::string> line = co_await std::move(typing);
    const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) co_return false;
    if (!scene.answer(line.value_or(""))) co_return false;
  }
  scene.sent();
  co_return true;
}

}  // namespace vitrine::daemon
