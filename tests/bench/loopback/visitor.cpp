// The socket calls. See visitor.hpp.
#include "visitor.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace load {
namespace {

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

void set_option(int socket, int level, int name, const auto& value) {
  checked(::setsockopt(socket, level, name, &value, sizeof value), "setsockopt");
}

int connecting_to(std::uint16_t port) {
  const int socket = checked(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket");
  set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  // Thousands a second, and every one would keep its port for a minute.
  set_option(socket, SOL_SOCKET, SO_LINGER, linger{1, 0});
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_port = htons(port);
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0 && errno != EINPROGRESS) {
    const int error = errno;
    ::close(socket);
    throw std::system_error(error, std::generic_category(), "connect");
  }
  return socket;
}

bool is_not_now(int error) { return error == EAGAIN || error == EINTR || error == ENOTCONN; }

}  // namespace

Visitor::Visitor(const Target& target) : socket_(connecting_to(target.port)), client_(target.alpn) {}

Visitor::~Visitor() { ::close(socket_); }

bool Visitor::hear() {
  static std::array<std::uint8_t, 65536> room;
  bool something = false;
  while (!ended_) {
    const ssize_t count = ::recv(socket_, room.data(), room.size(), 0);
    if (count < 0 && is_not_now(errno)) break;
    if (checked(static_cast<int>(count), "recv") == 0) {
      ended_ = true;
      break;
    }
    something = true;
    client_.receive({room.data(), static_cast<std::size_t>(count)});
  }
  return something;
}

void Visitor::tell() {
  while (!client_.output().empty()) {
    const base::View output = client_.output();
    const ssize_t count = ::send(socket_, output.data(), output.size(), MSG_NOSIGNAL);
    if (count < 0 && is_not_now(errno)) return;
    client_.sent(static_cast<std::size_t>(checked(static_cast<int>(count), "send")));
  }
}

Poll::Poll() : descriptor_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {}

Poll::~Poll() { ::close(descriptor_); }

void Poll::watch(const Visitor& visitor, std::size_t number) {
  epoll_event wanted{};
  wanted.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  wanted.data.u64 = number;
  checked(::epoll_ctl(descriptor_, EPOLL_CTL_ADD, visitor.descriptor(), &wanted), "epoll_ctl");
}

void Poll::wait(std::chrono::milliseconds limit, const std::function<void(std::size_t)>& ready) {
  std::array<epoll_event, 256> events{};
  const int count = ::epoll_wait(descriptor_, events.data(), events.size(), static_cast<int>(limit.count()));
  for (int i = 0; i < count; ++i) ready(events[static_cast<std::size_t>(i)].data.u64);
}

}  // namespace load
