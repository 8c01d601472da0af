// See io.hpp.
#include "shim/io.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace shim {
namespace {

[[noreturn]] void give_up(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

template <class Address>
void connect_to(int descriptor, const Address& address) {
  if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) give_up("connect");
}

void connect_to(int descriptor, const Runner& runner) {
  if (runner.ipv6) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(runner.port);
    address.sin6_addr = in6addr_loopback;
    return connect_to(descriptor, address);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(runner.port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connect_to(descriptor, address);
}

std::array<std::uint8_t, 8> little_endian(std::uint64_t number) {
  std::array<std::uint8_t, 8> bytes{};
  for (std::uint8_t& byte : bytes) {
    byte = static_cast<std::uint8_t>(number);
    number >>= 8U;
  }
  return bytes;
}

}  // namespace

Socket::Socket(const Runner& runner) : descriptor_(socket(runner.ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0)) {
  if (descriptor_ < 0) give_up("socket");
  const int on = 1;
  setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  connect_to(descriptor_, runner);
  send(little_endian(runner.shim_id));
}

Socket::~Socket() {
  shutdown(descriptor_, SHUT_WR);
  std::array<std::uint8_t, 4096> rest{};
  while (receive(rest) > 0) continue;
  close(descriptor_);
}

void Socket::send(base::View bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

std::size_t Socket::receive(base::MutableView room) {
  ssize_t count = -1;
  do {
    count = recv(descriptor_, room.data(), room.size(), 0);
  } while (count < 0 && errno == EINTR);
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

void Link::flush() {
  if (held_) return;
  const std::size_t count = connection_.output().size();
  socket_.send(connection_.output());
  connection_.sent(count);
}

void Link::hold_all_but(std::size_t count) {
  socket_.send(connection_.output().first(count));
  connection_.sent(count);
  held_ = true;
}

void Link::fill() {
  const base::MutableView room = connection_.prepare();
  const std::size_t count = socket_.receive(pace_ == Pace::one_byte ? room.first(1) : room);
  if (count == 0) {
    connection_.received_end();
  } else {
    connection_.received(count);
  }
}

}  // namespace shim
