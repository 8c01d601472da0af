// Listening, and an accept loop that nothing the network or a full table of descriptors does can stop or make spin.
// Read next: daemon/server.cpp, which uses it.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "net/endpoint.hpp"

namespace vitrine::net {

/// Listens on every address of `where`; port 0 takes a free one, the same for all of them. An IPv6 address takes no
/// IPv4 connections, so both can be listened on. Throws boost::system::system_error; address_in_use is the likely one.
std::vector<boost::asio::ip::tcp::acceptor> listen(const boost::asio::any_io_executor& executor, const HostPort& where);

/// The address and port of one end of a socket.
HostPort host_port(const boost::asio::ip::tcp::endpoint& endpoint);

/// Both ends of a connection; 0.0.0.0:0 for one that is gone already.
struct Ends {
  HostPort local;
  HostPort remote;
};
Ends ends_of(const boost::asio::ip::tcp::socket& socket);

struct AcceptEvents {
  std::function<void(boost::asio::ip::tcp::socket)> accepted;
  /// accept() failed, in words for the log; at most once a second, however often it fails.
  std::function<void(std::string_view words)> trouble;
  /// Where the next socket is to live; without it, where the acceptor does.
  std::function<boost::asio::any_io_executor()> home = {};
};

/// Until the acceptor is closed or the coroutine cancelled. After a failure it waits 50 ms, so that with no descriptor
/// left the loop costs nothing, and a freed one is used at once.
boost::asio::awaitable<void> accept_loop(boost::asio::ip::tcp::acceptor& acceptor, AcceptEvents events);

}  // namespace vitrine::net
