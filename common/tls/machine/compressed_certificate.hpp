// A Certificate inside a CompressedCertificate, both ways: RFC 8879 §4, §5. The transcript has the message as it
// travels. Read next: tls/machine/own_certificate.cpp, tls/client/wait_cert.cpp.
#pragma once
#include "tls/config.hpp"
#include "tls/machine/handshake_context.hpp"

namespace vitrine::tls {

using CompressionAlgorithms = std::vector<CertificateCompressionAlgorithm>;

/// What we can decompress, for a ClientHello or a CertificateRequest. At least one.
inline CertificateCompressionAlgorithms compression_offer(const CompressionAlgorithms& algorithms) {
  return {{}, {algorithms.begin(), algorithms.end()}};
}

/// With the first of the algorithms, if there is one and it makes the message shorter. `known` is the credential's.
std::optional<CompressedCertificate> compressed(const Certificate& message, const CompressionAlgorithms& algorithms,
                                                base::Remembered<base::Bytes>& known);

/// What the peer may send: the algorithms of our own request, and a Certificate as long as our limit.
struct Decompression {
  const CompressionAlgorithms& offered;
  std::size_t limit;
};

/// The Certificate inside, as if it had come alone. Throws Abort.
Received<Certificate> unpacked(const Handshake& handshake, const Received<CompressedCertificate>& received,
                               const Decompression& expected);

}  // namespace vitrine::tls
