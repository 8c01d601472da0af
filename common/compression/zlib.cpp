// zlib: RFC 1950.
#include <zlib.h>

#include <stdexcept>

#include "compression/detail/codecs.hpp"

namespace vitrine::compression::detail {
namespace {

base::Bytes compress(base::View bytes) {
  base::Bytes out(::compressBound(bytes.size()));
  uLongf size = out.size();
  if (::compress2(out.data(), &size, bytes.data(), bytes.size(), Z_BEST_COMPRESSION) != Z_OK) {
    throw std::runtime_error("zlib cannot compress");
  }
  out.resize(size);
  return out;
}

bool decompress(base::View bytes, base::MutableView out) {
  uLongf written = out.size();
  uLong read = bytes.size();
  const int result = ::uncompress2(out.data(), &written, bytes.data(), &read);
  return result == Z_OK && written == out.size() && read == bytes.size();
}

}  // namespace

Codec zlib() { return {Algorithm::zlib, compress, decompress}; }

}  // namespace vitrine::compression::detail
