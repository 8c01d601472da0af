// zstd: RFC 8878, which replaced RFC 8478.
#include <zstd.h>

#include <stdexcept>

#include "compression/detail/codecs.hpp"

namespace vitrine::compression::detail {
namespace {

// Above it levels cost much time for certificates and save nothing.
constexpr int level = 9;

base::Bytes compress(base::View bytes) {
  base::Bytes out(::ZSTD_compressBound(bytes.size()));
  const std::size_t size = ::ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), level);
  if (::ZSTD_isError(size) != 0U) throw std::runtime_error("zstd cannot compress");
  out.resize(size);
  return out;
}

// It reads to the last byte by itself: what stands behind a frame has to be another frame.
bool decompress(base::View bytes, base::MutableView out) {
  const std::size_t size = ::ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
  return ::ZSTD_isError(size) == 0U && size == out.size();
}

}  // namespace

Codec zstd() { return {Algorithm::zstd, compress, decompress}; }

}  // namespace vitrine::compression::detail
