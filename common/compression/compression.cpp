// See compression.hpp.
#include "compression/compression.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "compression/detail/codecs.hpp"

namespace vitrine::compression {
namespace {

const std::vector<detail::Codec>& codecs() {
  static const std::vector<detail::Codec> all{
#ifdef VITRINE_ZLIB
      detail::zlib(),
#endif
#ifdef VITRINE_BROTLI
      detail::brotli(),
#endif
#ifdef VITRINE_ZSTD
      detail::zstd(),
#endif
  };
  return all;
}

const detail::Codec& codec(Algorithm algorithm) {
  const auto found = std::ranges::find(codecs(), algorithm, &detail::Codec::algorithm);
  if (found == codecs().end()) throw std::logic_error("a compression that this program was built without");
  return *found;
}

}  // namespace

bool available(Algorithm algorithm) {
  return std::ranges::find(codecs(), algorithm, &detail::Codec::algorithm) != codecs().end();
}

base::Bytes compress(Algorithm algorithm, base::View bytes) { return codec(algorithm).compress(bytes); }

std::optional<base::Bytes> decompress(Algorithm algorithm, base::View bytes, std::size_t length) {
  base::Bytes result(length);
  if (!codec(algorithm).decompress(bytes, result)) return std::nullopt;
  return result;
}

}  // namespace vitrine::compression
