// Blocks of a pcapng file, ready to be appended to it: little-endian, one interface, raw IP, microseconds.
// Read next: trace/packet_capture.hpp, which decides what is written when.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace vitrine::capture {

/// Since 1970.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// What a section begins with: who wrote it, and the interface that its packets belong to.
base::Bytes section(std::string_view program, std::string_view comment);

/// Lines of a key log, for the packets behind it.
base::Bytes secrets_block(std::string_view key_log);

struct OutgoingPacket {
  Timestamp time;
  bool received;     // by whoever writes the file
  base::Bytes data;  // from the IP header on
  std::vector<std::string> comments;
};
base::Bytes packet_block(const OutgoingPacket& packet);

}  // namespace vitrine::capture
