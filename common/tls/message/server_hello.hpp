// ServerHello and HelloRetryRequest: one structure, told apart by its random value (RFC 9846 §4.2.3, §4.2.4).
// Read next: tls/message/server_parameters.hpp.
#pragma once
#include "tls/message/client_hello.hpp"

namespace vitrine::tls {

/// SHA-256 of "HelloRetryRequest". §4.2.3.
inline constexpr Random32 hello_retry_request_random{{0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
                                                      0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
                                                      0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c}};

/// Whether the body of a server_hello message is a HelloRetryRequest. Too short for a random: no.
bool is_hello_retry_request(base::View body);

/// Whether the last 8 bytes are one of §4.2.3's two downgrade values.
bool has_downgrade_sentinel(const Random32& random);

template <In Where>
struct ServerHelloStructure {
  static constexpr HandshakeType type = HandshakeType::server_hello;

  ProtocolVersion legacy_version = ProtocolVersion::TLS_1_2;
  Random32 random{};
  wire::Opaque<0, 32> legacy_session_id_echo;
  CipherSuite cipher_suite{};
  std::uint8_t legacy_compression_method = 0;
  Extensions<Where> extensions;  // absent or empty in hellos of older versions, which deserve protocol_version

  static void layout(auto& m, auto& io) {
    io("legacy_version", m.legacy_version)("random", m.random)("legacy_session_id_echo", m.legacy_session_id_echo)(
        "cipher_suite", m.cipher_suite)("legacy_compression_method", m.legacy_compression_method)
        .tail("extensions", m.extensions);
  }
};

struct ServerHello : ServerHelloStructure<In::SH> {
  static constexpr std::string_view name = "ServerHello";
  static bool matches(base::View body) { return !is_hello_retry_request(body); }
};

struct HelloRetryRequest : ServerHelloStructure<In::HRR> {
  static constexpr std::string_view name = "HelloRetryRequest";
  static bool matches(base::View body) { return is_hello_retry_request(body); }
};

}  // namespace vitrine::tls
