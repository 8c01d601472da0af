// The numbers of TLS 1.3 and their names, each with one sentence in our own words: RFC 9846 §4, §5.1, §6, Appendix B,
// and the IANA registries they feed. Enumerators are spelled as in the RFC.
// Read next: tls/abort.hpp, then tls/message/.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vitrine::tls {

enum class ProtocolVersion : std::uint16_t {
  SSL_3_0 = 0x0300,
  TLS_1_0 = 0x0301,
  TLS_1_1 = 0x0302,
  TLS_1_2 = 0x0303,
  TLS_1_3 = 0x0304
};

enum class ContentType : std::uint8_t {
  invalid = 0,
  change_cipher_spec = 20,
  alert = 21,
  handshake = 22,
  application_data = 23,
};

enum class HandshakeType : std::uint8_t {
  client_hello = 1,
  server_hello = 2,
  new_session_ticket = 4,
  end_of_early_data = 5,
  encrypted_extensions = 8,
  certificate = 11,
  certificate_request = 13,
  certificate_verify = 15,
  finished = 20,
  key_update = 24,
  compressed_certificate = 25,
  message_hash = 254,
};

enum class CipherSuite : std::uint16_t {
  TLS_AES_128_GCM_SHA256 = 0x1301,
  TLS_AES_256_GCM_SHA384 = 0x1302,
  TLS_CHACHA20_POLY1305_SHA256 = 0x1303,
};

enum class NamedGroup : std::uint16_t {
  secp256r1 = 0x0017,
  secp384r1 = 0x0018,
  secp521r1 = 0x0019,
  x25519 = 0x001d,
  SecP256r1MLKEM768 = 0x11eb,
  X25519MLKEM768 = 0x11ec,
};

enum class SignatureScheme : std::uint16_t {
  rsa_pkcs1_sha256 = 0x0401,
  ecdsa_secp256r1_sha256 = 0x0403,
  rsa_pkcs1_sha384 = 0x0501,
  ecdsa_secp384r1_sha384 = 0x0503,
  rsa_pkcs1_sha512 = 0x0601,
  rsa_pss_rsae_sha256 = 0x0804,
  rsa_pss_rsae_sha384 = 0x0805,
  rsa_pss_rsae_sha512 = 0x0806,
  ed25519 = 0x0807,
};

enum class ExtensionType : std::uint16_t {
  server_name = 0,
  status_request = 5,
  supported_groups = 10,
  signature_algorithms = 13,
  use_srtp = 14,
  heartbeat = 15,
  application_layer_protocol_negotiation = 16,
  signed_certificate_timestamp = 18,
  client_certificate_type = 19,
  server_certificate_type = 20,
  padding = 21,
  compress_certificate = 27,
  record_size_limit = 28,
  delegated_credential = 34,
  supported_ekt_ciphers = 39,
  pre_shared_key = 41,
  early_data = 42,
  supported_versions = 43,
  cookie = 44,
  psk_key_exchange_modes = 45,
  certificate_authorities = 47,
  oid_filters = 48,
  post_handshake_auth = 49,
  signature_algorithms_cert = 50,
  key_share = 51,
  transparency_info = 52,
  external_id_hash = 55,
  external_session_id = 56,
  quic_transport_parameters = 57,
  ticket_request = 58,
  ech_outer_extensions = 64768,
  encrypted_client_hello = 65037,
};

/// RFC 8879 §7.3
enum class CertificateCompressionAlgorithm : std::uint16_t { zlib = 1, brotli = 2, zstd = 3 };

enum class PskKeyExchangeMode : std::uint8_t { psk_ke = 0, psk_dhe_ke = 1 };

enum class KeyUpdateRequest : std::uint8_t { update_not_requested = 0, update_requested = 1 };

enum class AlertLevel : std::uint8_t { warning = 1, fatal = 2 };

enum class AlertDescription : std::uint8_t {
  close_notify = 0,
  unexpected_message = 10,
  bad_record_mac = 20,
  record_overflow = 22,
  handshake_failure = 40,
  bad_certificate = 42,
  unsupported_certificate = 43,
  certificate_revoked = 44,
  certificate_expired = 45,
  certificate_unknown = 46,
  illegal_parameter = 47,
  unknown_ca = 48,
  access_denied = 49,
  decode_error = 50,
  decrypt_error = 51,
  protocol_version = 70,
  insufficient_security = 71,
  internal_error = 80,
  inappropriate_fallback = 86,
  user_canceled = 90,
  missing_extension = 109,
  unsupported_extension = 110,
  unrecognized_name = 112,
  bad_certificate_status_response = 113,
  unknown_psk_identity = 115,
  certificate_required = 116,
  general_error = 117,
  no_application_protocol = 120,
};

/// One row of a registry: the number, its IANA name, what it means in one sentence, and where that is defined:
/// "§4.3.8" of RFC 9846, "RFC 6066 §3" of another.
template <class E>
struct Entry {
  E value;
  std::string_view name;
  std::string_view words;
  std::string_view section;
};

/// Every row that this program knows, for `E` any enumeration above.
template <class E>
std::span<const Entry<E>> entries();
template <>
std::span<const Entry<ContentType>> entries();
template <>
std::span<const Entry<ProtocolVersion>> entries();
template <>
std::span<const Entry<HandshakeType>> entries();
template <>
std::span<const Entry<CipherSuite>> entries();
template <>
std::span<const Entry<NamedGroup>> entries();
template <>
std::span<const Entry<SignatureScheme>> entries();
template <>
std::span<const Entry<ExtensionType>> entries();
template <>
std::span<const Entry<CertificateCompressionAlgorithm>> entries();
template <>
std::span<const Entry<AlertDescription>> entries();

/// Rows of the IANA registries that this program does not speak, but peers name: to show them by their names. Never
/// an option.
template <class E>
std::span<const Entry<E>> foreign_entries() {
  return {};
}
template <>
std::span<const Entry<ContentType>> foreign_entries();
template <>
std::span<const Entry<ProtocolVersion>> foreign_entries();
template <>
std::span<const Entry<HandshakeType>> foreign_entries();
template <>
std::span<const Entry<CipherSuite>> foreign_entries();
template <>
std::span<const Entry<NamedGroup>> foreign_entries();
template <>
std::span<const Entry<SignatureScheme>> foreign_entries();
template <>
std::span<const Entry<ExtensionType>> foreign_entries();
template <>
std::span<const Entry<AlertDescription>> foreign_entries();

template <class E>
const Entry<E>* find_among(std::span<const Entry<E>> rows, E value) {
  for (const Entry<E>& entry : rows) {
    if (entry.value == value) return &entry;
  }
  return nullptr;
}

/// The row of a value that this program speaks, or null.
template <class E>
const Entry<E>* find_entry(E value) {
  return find_among(entries<E>(), value);
}

/// The row of a value that it speaks or has heard of, or null.
template <class E>
const Entry<E>* find_anywhere(E value) {
  const Entry<E>* entry = find_entry(value);
  return entry != nullptr ? entry : find_among(foreign_entries<E>(), value);
}

/// The value with that IANA name.
template <class E>
std::optional<E> from_name(std::string_view name) {
  for (const Entry<E>& entry : entries<E>()) {
    if (entry.name == name) return entry.value;
  }
  return std::nullopt;
}

/// "TLS_RSA_WITH_AES_128_CBC_SHA (0x002f)".
std::string with_number(std::string_view name, unsigned value, unsigned bytes);
/// "unknown (0x0a0a)", or "GREASE (0x0a0a)" for the values RFC 8701 reserves.
std::string unknown_name(unsigned value, unsigned bytes);

/// The IANA name; with its number where this program does not speak it, and what unknown_name() makes of a stranger.
/// Never peer text: safe to print.
template <class E>
std::string name_of(E value) {
  if (const Entry<E>* entry = find_entry(value)) return std::string(entry->name);
  const auto number = static_cast<unsigned>(value);
  const Entry<E>* foreign = find_among(foreign_entries<E>(), value);
  return foreign != nullptr ? with_number(foreign->name, number, sizeof(E)) : unknown_name(number, sizeof(E));
}

/// RFC 8701: 0x0a0a, 0x1a1a … 0xfafa.
constexpr bool is_grease(std::uint16_t value) { return (value & 0x0f0fU) == 0x0a0aU && value >> 8U == (value & 0xffU); }

}  // namespace vitrine::tls
