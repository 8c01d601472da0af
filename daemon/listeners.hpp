// Where the daemon listens. One acceptor for each address, whatever the number of threads: with SO_REUSEPORT each
// thread could have its own, but so could a second daemon of the same user, and nobody would be told that the port is
// taken. Read next: server.cpp, net/accept.hpp.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "options.hpp"

namespace vitrine::daemon {

/// Nobody can be let in there.
struct ListenError : std::runtime_error {
  ListenError(net::HostPort at, const boost::system::error_code& error)
      : std::runtime_error(error.message()), where(std::move(at)), code(error) {}
  net::HostPort where;
  boost::system::error_code code;
};

using Listeners = std::vector<boost::asio::ip::tcp::acceptor>;

/// Throws ListenError, or ConfigurationError where --seed allows loopback alone.
Listeners open_listeners(const boost::asio::any_io_executor& executor, const Options& options);

/// "127.0.0.1:4444", the real port, for each address.
std::vector<std::string> addresses_of(const Listeners& listeners);

}  // namespace vitrine::daemon
