// What is in a capture file, whatever its format: packets and secrets. Views into the file's bytes.
// Read next: capture/file_reader.hpp, capture/segment.hpp.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace vitrine::capture {

/// How packets begin: the numbers of LINKTYPE_… of www.tcpdump.org/linktypes.html that can be explained.
enum class LinkType : std::uint32_t {
  null = 0,
  ethernet = 1,
  raw_bsd = 12,
  raw_openbsd = 14,
  raw = 101,
  loop = 108,
  linux_sll = 113,
  ipv4 = 228,
  ipv6 = 229,
  linux_sll2 = 276,
};

struct Packet {
  LinkType link{};
  std::chrono::microseconds time{};  // since 1970
  base::View bytes;
  bool is_cut = false;                     // the file has its beginning only
  std::vector<std::string_view> comments;  // anybody's text
};

struct Contents {
  std::vector<Packet> packets;
  std::string key_log;  // the lines of all blocks of secrets
  std::string trouble;  // where reading ended too early and why, in a printable phrase; empty: it did not
};

}  // namespace vitrine::capture
