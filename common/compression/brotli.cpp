// brotli: RFC 7932.
#include <brotli/decode.h>
#include <brotli/encode.h>

#include <memory>
#include <stdexcept>

#include "compression/detail/codecs.hpp"

namespace vitrine::compression::detail {
namespace {

// The best quality costs milliseconds for each handshake and saves a handful of bytes.
constexpr int quality = 5;

base::Bytes compress(base::View bytes) {
  std::size_t size = ::BrotliEncoderMaxCompressedSize(bytes.size());
  base::Bytes out(size);
  if (::BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_DEFAULT_MODE, bytes.size(), bytes.data(), &size,
                              out.data()) != BROTLI_TRUE) {
    throw std::runtime_error("brotli cannot compress");
  }
  out.resize(size);
  return out;
}

struct Destroy {
  void operator()(BrotliDecoderState* state) const { ::BrotliDecoderDestroyInstance(state); }
};

// The one-shot function would not tell whether there is more behind the end.
bool decompress(base::View bytes, base::MutableView out) {
  const std::unique_ptr<BrotliDecoderState, Destroy> state(::BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!state) throw std::bad_alloc();
  std::size_t unread = bytes.size();
  std::size_t unwritten = out.size();
  const std::uint8_t* from = bytes.data();
  std::uint8_t* to = out.data();
  const BrotliDecoderResult result =
      ::BrotliDecoderDecompressStream(state.get(), &unread, &from, &unwritten, &to, nullptr);
  return result == BROTLI_DECODER_RESULT_SUCCESS && unread == 0 && unwritten == 0;
}

}  // namespace

Codec brotli() { return {Algorithm::brotli, compress, decompress}; }

}  // namespace vitrine::compression::detail
