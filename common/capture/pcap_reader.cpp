// The classic format: a header of 24 bytes, then packets with 16 bytes before each. Read before: file_reader.hpp.
#include "capture/formats.hpp"

namespace vitrine::capture {
namespace {

constexpr std::uint32_t microseconds_magic = 0xa1b2c3d4;
constexpr std::uint32_t nanoseconds_magic = 0xa1b23c4d;

bool is_magic(std::uint32_t value) { return value == microseconds_magic || value == nanoseconds_magic; }

std::endian order_of(base::View file) {
  return is_magic(Cursor(file, std::endian::little).u32()) ? std::endian::little : std::endian::big;
}

}  // namespace

bool is_pcap(base::View file) {
  return file.size() >= 4 && (is_magic(Cursor(file).u32()) || is_magic(Cursor(file, std::endian::little).u32()));
}

void read_pcap(base::View file, Contents& contents) {
  Cursor in(file, order_of(file));
  const std::uint64_t per_second = in.u32() == nanoseconds_magic ? 1'000'000'000 : 1'000'000;
  in.skip(16);  // version, two reserved fields, the longest packet
  const auto link = static_cast<LinkType>(in.u32() & 0xffffU);
  while (!in.rest().empty()) {
    const std::chrono::microseconds seconds = in_microseconds(in.u32(), 1);
    const std::chrono::microseconds fraction = in_microseconds(in.u32(), per_second);
    const std::uint32_t captured = in.u32();
    const std::uint32_t original = in.u32();
    contents.packets.push_back({link, seconds + fraction, in.take(captured), captured < original, {}});
  }
}

}  // namespace vitrine::capture
