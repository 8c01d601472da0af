// Capture files as Wireshark, tcpdump and this program write them: pcapng (IETF draft-ietf-opsawg-pcapng) and the
// classic pcap (draft-ietf-opsawg-pcap), of either byte order. A file is anybody's bytes: what is damaged ends the
// reading and is told, what came before it counts. Read next: capture/pcapng_reader.cpp, capture/pcap_reader.cpp.
#pragma once
#include "capture/packet.hpp"

namespace vitrine::capture {

/// Whether the bytes begin as a file of either format does.
bool is_capture(base::View file);

/// Everything in it. The packets point into `file`.
Contents read_capture(base::View file);

}  // namespace vitrine::capture
