// EncryptedExtensions and CertificateRequest: RFC 9846 §4.4. Read next: tls/message/authentication.hpp.
#pragma once
#include "tls/message/extension_bodies.hpp"

namespace vitrine::tls {

/// §4.4.1
struct EncryptedExtensions {
  static constexpr HandshakeType type = HandshakeType::encrypted_extensions;
  static constexpr std::string_view name = "EncryptedExtensions";

  Extensions<In::EE> extensions;

  static void layout(auto& m, auto& io) { io("extensions", m.extensions); }
};

/// §4.4.2
struct CertificateRequest {
  static constexpr HandshakeType type = HandshakeType::certificate_request;
  static constexpr std::string_view name = "CertificateRequest";

  wire::Opaque<0, 255> certificate_request_context;
  Extensions<In::CR> extensions;

  static void layout(auto& m, auto& io) {
    io("certificate_request_context", m.certificate_request_context)("extensions", m.extensions);
  }
};

}  // namespace vitrine::tls
