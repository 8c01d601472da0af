// From a name to a connected socket: every address of the name is tried. Read next: session.cpp.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include "exit_code.hpp"
#include "net/endpoint.hpp"

namespace vitrine::cli {

/// Why it did not work: ready to print, and the code to end with.
struct NoConnection {
  std::vector<std::string> lines;
  ExitCode code;
};

/// How far away the other end may be.
enum class Reach : std::uint8_t { anywhere, this_machine };

boost::asio::awaitable<std::variant<boost::asio::ip::tcp::socket, NoConnection>> connect(
    net::HostPort address, Reach reach, std::chrono::milliseconds limit);

/// "10 s", "0.5 s".
std::string shown(std::chrono::milliseconds time);

}  // namespace vitrine::cli
