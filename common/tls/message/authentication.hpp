// Certificate, CertificateVerify and Finished: RFC 9846 §4.5. Read next: tls/message/post_handshake.hpp.
#pragma once
#include "tls/message/extension_bodies.hpp"

namespace vitrine::tls {

/// §4.5.1, for X.509, the one certificate type spoken here
struct CertificateEntry {
  wire::Opaque<1, 16777215> cert_data;
  Extensions<In::CT> extensions;
  static void layout(auto& m, auto& io) { io("cert_data", m.cert_data)("extensions", m.extensions); }
};

struct Certificate {
  static constexpr HandshakeType type = HandshakeType::certificate;
  static constexpr std::string_view name = "Certificate";

  wire::Opaque<0, 255> certificate_request_context;
  wire::Vector<CertificateEntry, 0, 16777215> certificate_list;

  static void layout(auto& m, auto& io) {
    io("certificate_request_context", m.certificate_request_context)("certificate_list", m.certificate_list);
  }
};

/// RFC 8879 §4. A Certificate's body inside, compressed; it stands in its place.
struct CompressedCertificate {
  static constexpr HandshakeType type = HandshakeType::compressed_certificate;
  static constexpr std::string_view name = "CompressedCertificate";

  CertificateCompressionAlgorithm algorithm{};
  wire::Uint24 uncompressed_length;
  wire::Opaque<1, 16777215> compressed_certificate_message;

  static void layout(auto& m, auto& io) {
    io("algorithm", m.algorithm)("uncompressed_length", m.uncompressed_length)("compressed_certificate_message",
                                                                               m.compressed_certificate_message);
  }
};

/// §4.5.2
struct CertificateVerify {
  static constexpr HandshakeType type = HandshakeType::certificate_verify;
  static constexpr std::string_view name = "CertificateVerify";
  static constexpr bool covers_transcript = true;

  SignatureScheme algorithm{};
  wire::Opaque<0, 65535> signature;

  static void layout(auto& m, auto& io) { io("algorithm", m.algorithm)("signature", m.signature); }
};

/// §4.5.3. As long as the hash of the suite; who knows the suite checks the length.
struct Finished {
  static constexpr HandshakeType type = HandshakeType::finished;
  static constexpr std::string_view name = "Finished";
  static constexpr bool covers_transcript = true;

  wire::Rest verify_data;

  static void layout(auto& m, auto& io) { io("verify_data", m.verify_data); }
};

}  // namespace vitrine::tls
