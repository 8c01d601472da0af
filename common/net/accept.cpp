// Read before: net/accept.hpp.
#include "net/accept.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

#include "net/once_a_second.hpp"
#include "net/race.hpp"

namespace vitrine::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto pause_after_failure = std::chrono::milliseconds(50);

tcp::acceptor listen_at(const asio::any_io_executor& executor, const tcp::endpoint& endpoint) {
  tcp::acceptor acceptor(executor, endpoint.protocol());
  if (endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true));
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.bind(endpoint);
  acceptor.listen();
  return acceptor;
}

}  // namespace

std::vector<tcp::acceptor> listen(const asio::any_io_executor& executor, const HostPort& where) {
  tcp::resolver resolver(executor);
  std::vector<tcp::acceptor> acceptors;
  std::uint16_t port = where.port;
  for (const auto& entry : resolver.resolve(where.host, "", tcp::resolver::passive)) {
    acceptors.push_back(listen_at(executor, {entry.endpoint().address(), port}));
    port = acceptors.back().local_endpoint().port();
  }
  return acceptors;
}

HostPort host_port(const tcp::endpoint& endpoint) { return {endpoint.address().to_string(), endpoint.port()}; }

Ends ends_of(const tcp::socket& socket) {
  boost::system::error_code gone;
  const tcp::endpoint local = socket.local_endpoint(gone);
  const tcp::endpoint remote = socket.remote_endpoint(gone);
  return {host_port(local), host_port(remote)};
}

asio::awaitable<void> accept_loop(tcp::acceptor& acceptor, AcceptEvents events) {
  OnceASecond trouble;
  const auto report = [&](const std::string& what) {
    const auto words = trouble.happened("cannot accept new connections: " + what);
    if (words && events.trouble) events.trouble(*words);
  };
  constexpr auto token = asio::as_tuple(asio::use_awaitable);
  while (acceptor.is_open()) {
    const asio::any_io_executor home = events.home ? events.home() : acceptor.get_executor();
    auto [error, socket] = co_await acceptor.async_accept(home, token);
    // Whoever was accepted before the acceptor was closed comes too late all the same: others are being sent away.
    if (error == asio::error::operation_aborted || !acceptor.is_open()) continue;
    if (error) {
      report(error.message());
      co_await sleep_for(pause_after_failure);
      continue;
    }
    try {
      events.accepted(std::move(socket));
    } catch (const std::exception& refusal) {  // no memory, no randomness: this one is lost, the loop is not
      report(refusal.what());
    }
  }
}

}  // namespace vitrine::net
