// The five bytes in front of every record, and the lengths that the RFC allows: RFC 9846 §5.1, §5.2, §5.4.
// Read next: tls/record/protection.hpp.
#pragma once
#include <array>

#include "base/bytes.hpp"
#include "tls/registry.hpp"

namespace vitrine::tls {

inline constexpr std::size_t record_header_length = 5;
inline constexpr std::size_t max_plaintext = 1U << 14U;                // TLSPlaintext.fragment
inline constexpr std::size_t max_inner_plaintext = max_plaintext + 1;  // with the type and the padding
inline constexpr std::size_t max_ciphertext = max_plaintext + 256;     // TLSCiphertext.encrypted_record

struct RecordHeader {
  ContentType type{};
  std::uint16_t legacy_record_version = 0x0303;  // ignored on the way in: §5.1
  std::size_t length = 0;
};

/// `bytes` has at least record_header_length bytes.
constexpr RecordHeader read_record_header(base::View bytes) {
  const auto pair = [&](std::size_t at) { return static_cast<std::uint16_t>(bytes[at] << 8U | bytes[at + 1]); };
  return {static_cast<ContentType>(bytes[0]), pair(1), pair(3)};
}

constexpr std::array<std::uint8_t, record_header_length> write_record_header(const RecordHeader& header) {
  return {static_cast<std::uint8_t>(header.type), static_cast<std::uint8_t>(header.legacy_record_version >> 8U),
          static_cast<std::uint8_t>(header.legacy_record_version), static_cast<std::uint8_t>(header.length >> 8U),
          static_cast<std::uint8_t>(header.length)};
}

}  // namespace vitrine::tls
