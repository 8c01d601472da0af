// /proc/net/tcp knows the socket that listens on a port by its inode, and /proc/PID/fd whose that is.
// Read before: port_owner.hpp.
#include "port_owner.hpp"

#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "base/printable.hpp"

namespace vitrine::daemon {
namespace {

namespace fs = std::filesystem;

// The inode in one line of /proc/net/tcp, if it is about a socket that listens on `port`.
std::optional<std::string> inode_if_listening(const std::string& line, std::uint16_t port) {
  std::istringstream words(line);
  std::string number, local, remote, state, skipped, inode;
  words >> number >> local >> remote >> state;
  for (int i = 0; i < 5; ++i) words >> skipped;
  words >> inode;
  const std::size_t colon = local.rfind(':');
  if (colon == std::string::npos || state != "0A" || inode.empty()) return std::nullopt;
  unsigned found = 0;
  std::from_chars(local.data() + colon + 1, local.data() + local.size(), found, 16);
  return found == port ? std::optional("socket:[" + inode + "]") : std::nullopt;
}

std::optional<std::string> listening_socket(std::uint16_t port) {
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    std::ifstream file(table);
    for (std::string line; std::getline(file, line);) {
      if (std::optional<std::string> inode = inode_if_listening(line, port)) return inode;
    }
  }
  return std::nullopt;
}

bool has_open(const fs::path& process, const std::string& socket) {
  std::error_code error;
  for (fs::directory_iterator file(process / "fd", error), end; !error && file != end; file.increment(error)) {
    std::error_code unreadable;
    if (fs::read_symlink(file->path(), unreadable) == socket) return true;
  }
  return false;
}

std::optional<PortOwner> described(const fs::path& process) {
  PortOwner owner{0, "", true};
  const std::string number = process.filename().string();
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), owner.process);
  if (error != std::errc() || end != number.data() + number.size()) return std::nullopt;
  std::ifstream name(process / "comm");
  std::getline(name, owner.name);
  owner.name = base::printable(owner.name, 32);
  return owner;
}

}  // namespace

std::optional<PortOwner> owner_of(const net::HostPort& endpoint) {
  const std::optional<std::string> socket = listening_socket(endpoint.port);
  if (!socket) return std::nullopt;
  std::optional<PortOwner> suspect;
  std::error_code error;
  for (fs::directory_iterator process("/proc", error), end; !error && process != end; process.increment(error)) {
    if (has_open(process->path(), *socket)) return described(process->path());
    const std::optional<PortOwner> other = described(process->path());
    if (other && other->name == "vitrined" && other->process != getpid())
      suspect = {other->process, other->name, false};
  }
  return suspect;
}

}  // namespace vitrine::daemon
