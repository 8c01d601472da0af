// A message byte by byte: offset, RFC name nested as in the RFC, hexadecimal, and what the value means. Fields that
// belong together share a line; no byte is left out. Read next: trace/detail.hpp.
#pragma once
#include <string>
#include <vector>

#include "trace/labels.hpp"

namespace vitrine::trace {

/// The lines, without indentation. Long values are shortened to their first bytes and their length.
std::vector<std::string> dump(const tls::Message& message);
/// The same for a structure that is no handshake message.
std::vector<std::string> dump(const Labels& labels);

/// "16 03 01 …", at most 8 bytes of it.
std::string shortened_hex(base::View bytes);

}  // namespace vitrine::trace
