// One library, as compression.cpp sees it. Which of these functions exist is decided in meson.build.
#pragma once
#include "compression/compression.hpp"

namespace vitrine::compression::detail {

struct Codec {
  Algorithm algorithm;
  base::Bytes (*compress)(base::View bytes);
  /// Fills `out` to its last byte with the whole of `bytes`; false where it does not come out so.
  bool (*decompress)(base::View bytes, base::MutableView out);
};

Codec zlib();
Codec brotli();
Codec zstd();

}  // namespace vitrine::compression::detail
