// The list of all targets.
#include <array>

#include "fuzz/target.hpp"

namespace fuzz {

std::span<const Target> targets() {
  static constexpr std::array all{
      Target{"wire", on::wire},
      Target{"records", on::records},
      Target{"messages", on::messages},
      Target{"client_records", on::client_records},
      Target{"server_records", on::server_records},
      Target{"client_messages", on::client_messages},
      Target{"server_messages", on::server_messages},
      Target{"after_handshake", on::after_handshake},
      Target{"certificates", on::certificates},
      Target{"tickets", on::tickets},
      Target{"chat", on::chat},
      Target{"printable", on::printable},
      Target{"captures", on::captures},
  };
  return all;
}

}  // namespace fuzz
