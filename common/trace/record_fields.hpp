// The structures of the record layer as the RFC writes them, for dumps: RFC 9846 §5.1, §5.2, §6. The engine reads
// records by other means (tls/record/header.hpp). Read next: trace/dump.hpp.
#pragma once
#include "tls/registry.hpp"
#include "wire/types.hpp"

namespace vitrine::trace {

struct TLSPlaintextHeader {
  tls::ContentType type{};
  tls::ProtocolVersion legacy_record_version{};
  std::uint16_t length = 0;
  static void layout(auto& m, auto& io) {
    io("type", m.type)("legacy_record_version", m.legacy_record_version)("length", m.length);
  }
};

struct TLSCiphertextHeader {
  tls::ContentType opaque_type{};
  tls::ProtocolVersion legacy_record_version{};
  std::uint16_t length = 0;
  static void layout(auto& m, auto& io) {
    io("opaque_type", m.opaque_type)("legacy_record_version", m.legacy_record_version)("length", m.length);
  }
};

/// What a record carries that is not handshake: TLSPlaintext.fragment, TLSCiphertext.encrypted_record.
struct Fragment {
  wire::Rest fragment;
  static void layout(auto& m, auto& io) { io("fragment", m.fragment); }
};
struct EncryptedRecord {
  wire::Rest encrypted_record;
  static void layout(auto& m, auto& io) { io("encrypted_record", m.encrypted_record); }
};

/// Read from its end: the content is what stands before the last byte that is not zero.
struct TLSInnerPlaintext {
  wire::Rest content;
  tls::ContentType type{};
  wire::Rest zeros;
  static void layout(auto& m, auto& io) { io("content", m.content)("type", m.type)("zeros", m.zeros); }
};

struct Alert {
  tls::AlertLevel level{};
  tls::AlertDescription description{};
  static void layout(auto& m, auto& io) { io("level", m.level)("description", m.description); }
};

}  // namespace vitrine::trace
