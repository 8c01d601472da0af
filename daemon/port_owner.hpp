// Who has the port that we wanted, from /proc. Read next: main.cpp, where it becomes a message.
#pragma once
#include <optional>
#include <string>

#include "net/endpoint.hpp"

namespace vitrine::daemon {

struct PortOwner {
  int process;
  std::string name;     // as the kernel has it, printable
  bool certain = true;  // else: a vitrined of ours is running and does not let anybody look into it
};

/// Nothing when nobody listens there, or when it cannot be found out.
std::optional<PortOwner> owner_of(const net::HostPort& endpoint);

}  // namespace vitrine::daemon
