// See compressed_certificate.hpp.
#include "tls/machine/compressed_certificate.hpp"

#include <algorithm>

#include "tls/primitives.hpp"

namespace vitrine::tls {
namespace {

using enum AlertDescription;

base::Bytes decompressed(const Handshake& h, const CompressedCertificate& message) {
  auto body = compression::decompress(*primitive(message.algorithm), message.compressed_certificate_message,
                                      message.uncompressed_length.value);
  h.require(body.has_value(),
            {bad_certificate, "4.5.1", "the CompressedCertificate holds what its length says (RFC 8879 §4)"});
  return std::move(*body);
}

/// Compressing well takes several times as long as the rest of a handshake.
base::Bytes compressed_once(CertificateCompressionAlgorithm algorithm, base::View plain,
                            base::Remembered<base::Bytes>& known) {
  const base::Bytes question = base::concat({base::view_of(name_of(algorithm)), plain});
  if (auto body = known.find(question)) return std::move(*body);
  base::Bytes body = compression::compress(*primitive(algorithm), plain);
  known.keep(question, body);
  return body;
}

}  // namespace

std::optional<CompressedCertificate> compressed(const Certificate& message, const CompressionAlgorithms& algorithms,
                                                base::Remembered<base::Bytes>& known) {
  if (algorithms.empty()) return std::nullopt;
  const base::Bytes plain = wire::write_all(message);
  const base::Bytes body = compressed_once(algorithms.front(), plain, known);
  const CompressedCertificate packed{
      algorithms.front(), {static_cast<std::uint32_t>(plain.size())}, wire::Opaque<1, 16777215>(base::View(body))};
  return wire::write_all(packed).size() < plain.size() ? std::optional(packed) : std::nullopt;
}

Received<Certificate> unpacked(const Handshake& h, const Received<CompressedCertificate>& received,
                               const Decompression& expected) {
  const CompressedCertificate& message = received.message;
  h.require(std::ranges::find(expected.offered, message.algorithm) != expected.offered.end(),
            {illegal_parameter, "4.5.1", "CompressedCertificate.algorithm is one that we offered (RFC 8879 §4)"},
            [&] { return name_of(message.algorithm); });
  h.require(message.uncompressed_length.value <= expected.limit,
            {bad_certificate, "4.5.1", "the Certificate inside is not longer than one outside may be (RFC 8879 §5)"});
  const base::Bytes body = decompressed(h, message);
  const base::Bytes raw = base::concat({handshake_header(HandshakeType::certificate, body.size()), body});
  h.trace([&] { return MessageUnpacked{{Certificate::type, Certificate::name, raw, &explain_message}}; });
  return {decode<Certificate>({Certificate::type, raw}), received.raw, {}};
}

}  // namespace vitrine::tls
