// ClientHello: RFC 9846 §4.2.2. Read next: tls/message/server_hello.hpp.
#pragma once
#include "tls/message/extension_bodies.hpp"

namespace vitrine::tls {

using Random32 = wire::Fixed<32>;  // the RFC's Random

struct ClientHello {
  static constexpr HandshakeType type = HandshakeType::client_hello;
  static constexpr std::string_view name = "ClientHello";

  ProtocolVersion legacy_version = ProtocolVersion::TLS_1_2;
  Random32 random{};
  wire::Opaque<0, 32> legacy_session_id;
  wire::Vector<CipherSuite, 2, 65534> cipher_suites;
  wire::Opaque<1, 255> legacy_compression_methods{0};
  Extensions<In::CH> extensions;  // absent or empty in hellos of older versions, which deserve protocol_version

  static void layout(auto& m, auto& io) {
    io("legacy_version", m.legacy_version)("random", m.random)("legacy_session_id", m.legacy_session_id)(
        "cipher_suites", m.cipher_suites)("legacy_compression_methods", m.legacy_compression_methods)
        .tail("extensions", m.extensions);
  }
};

}  // namespace vitrine::tls
