// Read before: connect.hpp.
#include "connect.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/printable.hpp"
#include "net/race.hpp"

namespace vitrine::cli {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);

struct Attempt {
  tcp::socket socket;
  error_code error;
};

bool leaves_this_machine(const tcp::resolver::results_type& addresses) {
  return std::ranges::any_of(addresses, [](const auto& one) { return !one.endpoint().address().is_loopback(); });
}

asio::awaitable<Attempt> attempt(net::HostPort address, Reach reach) {
  tcp::socket socket(co_await asio::this_coro::executor);
  tcp::resolver resolver(socket.get_executor());
  const auto [unresolved, addresses] =
      co_await resolver.async_resolve(address.host, std::to_string(address.port), as_tuple);
  if (unresolved) co_return Attempt{std::move(socket), unresolved};
  if (reach == Reach::this_machine && leaves_this_machine(addresses))
    co_return Attempt{std::move(socket), asio::error::access_denied};
  const auto [error, endpoint] = co_await asio::async_connect(socket, addresses, as_tuple);
  co_return Attempt{std::move(socket), error};
}

NoConnection explain(const net::HostPort& address, const error_code& error) {
  const std::string where = base::printable(net::to_text(address));
  if (error == asio::error::access_denied)
    return {{"Not connected: " + where + " is not on this machine (127.0.0.0/8 or ::1), and with --seed anybody could",
             "  compute the keys. Nothing was sent.   On this machine:  vitrined --seed N   Without --seed:  vitrine " +
                 where},
            ExitCode::usage};
  if (error == asio::error::connection_refused)
    return {
        {"Nothing is listening on " + where + ".   Start the daemon:  vitrined    Other address:  vitrine HOST:PORT"},
        ExitCode::cannot_connect};
  if (error.category() == asio::error::get_netdb_category() || error.category() == asio::error::get_addrinfo_category())
    return {{"There is no address for the name \"" + base::printable(address.host) + "\" (" + error.message() +
             ").   Other address:  vitrine HOST:PORT"},
            ExitCode::cannot_connect};
  return {{"I cannot reach " + where + ": " + error.message() + ".   Other address:  vitrine HOST:PORT"},
          ExitCode::cannot_connect};
}

}  // namespace

asio::awaitable<std::variant<tcp::socket, NoConnection>> connect(net::HostPort address, Reach reach,
                                                                 std::chrono::milliseconds limit) {
  asio::awaitable<Attempt> trying = attempt(address, reach);
  std::optional<Attempt> made = co_await net::within(limit, std::move(trying));
  if (!made)
    co_return NoConnection{{"No answer from " + base::printable(net::to_text(address)) + " within " + shown(limit) +
                            ".   Wait longer:  vitrine --connect-timeout SECONDS    Other address:  vitrine HOST:PORT"},
                           ExitCode::timeout};
  if (made->error) co_return explain(address, made->error);
  co_return std::move(made->socket);
}

std::string shown(std::chrono::milliseconds time) {
  if (time.count() % 1000 == 0) return std::to_string(time.count() / 1000) + " s";
  std::string text = std::to_string(static_cast<double>(time.count()) / 1000);
  text.erase(text.find_last_not_of('0') + 1);
  return text + " s";
}

}  // namespace vitrine::cli
