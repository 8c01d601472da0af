// Making bytes shorter, and long again without trusting them: the algorithms of RFC 8879 §3 that this build has a
// library for. Read next: tls/machine/compressed_certificate.hpp, which uses it.
#pragma once
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"

namespace vitrine::compression {

/// RFC 1950, RFC 7932, RFC 8878.
enum class Algorithm : std::uint8_t { zlib, brotli, zstd };

/// Whether the library was there when this program was built.
bool available(Algorithm algorithm);

/// Requires available(algorithm).
base::Bytes compress(Algorithm algorithm, base::View bytes);

/// Exactly `length` bytes, or nothing where the input is damaged, longer or shorter, or has more behind its end. Never
/// writes more than `length` bytes. Requires available(algorithm).
std::optional<base::Bytes> decompress(Algorithm algorithm, base::View bytes, std::size_t length);

}  // namespace vitrine::compression
