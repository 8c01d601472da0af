// A record in words: the fields of its header, and of what is encrypted in it. RFC 9846 §5.1, §5.2.
// Read next: trace/detail.hpp.
#pragma once
#include <string>

#include "tls/event.hpp"

namespace vitrine::trace {

/// "16 03 01 00 e5  type handshake, legacy_record_version TLS 1.0, length 229 bytes", of at most the first 5 bytes of a
/// record.
std::string header_words(base::View wire);

/// "content 36 bytes, type handshake, zeros 0 bytes, and the tag": of a protected record.
std::string inner_words(const tls::Record& record);

}  // namespace vitrine::trace
