// Read before: listeners.hpp.
#include "listeners.hpp"

#include "credentials.hpp"
#include "net/accept.hpp"

namespace vitrine::daemon {
namespace {

// Nobody has been let in yet.
void require_loopback(const boost::asio::ip::tcp::acceptor& acceptor) {
  const boost::asio::ip::tcp::endpoint endpoint = acceptor.local_endpoint();
  if (endpoint.address().is_loopback()) return;
  throw ConfigurationError("With --seed I listen on 127.0.0.0/8 and ::1 only, and not on " +
                           net::to_text(net::host_port(endpoint)) + ": anybody could compute the keys.");
}

}  // namespace

Listeners open_listeners(const boost::asio::any_io_executor& executor, const Options& options) {
  Listeners listeners;
  for (const net::HostPort& where : options.listen) {
    try {
      for (auto& acceptor : net::listen(executor, where)) {
        if (options.seed) require_loopback(acceptor);
        listeners.push_back(std::move(acceptor));
      }
    } catch (const boost::system::system_error& error) {
      throw ListenError(where, error.code());
    }
  }
  return listeners;
}

std::vector<std::string> addresses_of(const Listeners& listeners) {
  std::vector<std::string> all;
  all.reserve(listeners.size());
  for (const auto& acceptor : listeners) all.push_back(net::to_text(net::host_port(acceptor.local_endpoint())));
  return all;
}

}  // namespace vitrine::daemon
