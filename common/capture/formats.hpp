// The two formats behind file_reader.hpp. Each adds what it reads to `contents` and throws Damaged where that ends.
#pragma once
#include <optional>

#include "capture/cursor.hpp"
#include "capture/packet.hpp"

namespace vitrine::capture {

/// A number of ticks, of which there are `per_second`, in microseconds.
std::chrono::microseconds in_microseconds(std::uint64_t ticks, std::uint64_t per_second);

bool is_pcapng(base::View file);
void read_pcapng(base::View file, Contents& contents);

bool is_pcap(base::View file);
void read_pcap(base::View file, Contents& contents);

}  // namespace vitrine::capture
