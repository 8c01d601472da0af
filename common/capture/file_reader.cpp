// See file_reader.hpp.
#include "capture/file_reader.hpp"

#include "capture/formats.hpp"

namespace vitrine::capture {

bool is_capture(base::View file) { return is_pcapng(file) || is_pcap(file); }

Contents read_capture(base::View file) {
  Contents contents;
  try {
    if (is_pcapng(file)) {
      read_pcapng(file, contents);
    } else if (is_pcap(file)) {
      read_pcap(file, contents);
    } else {
      contents.trouble = "it is neither pcapng nor pcap";
    }
  } catch (const Damaged& damaged) {
    contents.trouble = damaged.words;
  }
  return contents;
}

std::chrono::microseconds in_microseconds(std::uint64_t ticks, std::uint64_t per_second) {
  constexpr std::uint64_t million = 1'000'000;
  constexpr std::uint64_t end_of_time = 1ULL << 40U;  // thousands of years
  const std::uint64_t seconds = ticks / per_second % end_of_time;
  const double fraction = static_cast<double>(ticks % per_second) / static_cast<double>(per_second);
  return std::chrono::microseconds(seconds * million + static_cast<std::uint64_t>(fraction * million));
}

}  // namespace vitrine::capture
