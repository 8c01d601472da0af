// See registry.hpp: the rows.
#include "tls/registry.hpp"

#include <array>
#include <cstdio>

namespace vitrine::tls {
namespace {

constexpr std::array content_types{
    Entry{ContentType::change_cipher_spec, "change_cipher_spec", "one byte without meaning, to please old middleboxes",
          "§5"},
    Entry{ContentType::alert, "alert", "a goodbye or an error", "§6"},
    Entry{ContentType::handshake, "handshake", "messages that agree on keys and identities", "§4"},
    Entry{ContentType::application_data, "application_data", "encrypted content of any kind", "§5.2"},
};

constexpr std::array versions{
    Entry{ProtocolVersion::SSL_3_0, "SSL 3.0", "broken; nobody may speak it", "RFC 6101"},
    Entry{ProtocolVersion::TLS_1_0, "TLS 1.0", "deprecated since 2021", "RFC 2246"},
    Entry{ProtocolVersion::TLS_1_1, "TLS 1.1", "deprecated since 2021", "RFC 4346"},
    Entry{ProtocolVersion::TLS_1_2, "TLS 1.2", "the version before; its number stays in the legacy fields", "RFC 5246"},
    Entry{ProtocolVersion::TLS_1_3, "TLS 1.3", "the version spoken here", "§4.3.1"},
};

constexpr std::array handshake_types{
    Entry{HandshakeType::client_hello, "ClientHello", "what the client can do, and its key shares", "§4.2.2"},
    Entry{HandshakeType::server_hello, "ServerHello", "what the server chose, and its key share", "§4.2.3"},
    Entry{HandshakeType::new_session_ticket, "NewSessionTicket", "something to resume with later", "§4.7.1"},
    Entry{HandshakeType::end_of_early_data, "EndOfEarlyData", "the client's early data ends here", "§4.6"},
    Entry{HandshakeType::encrypted_extensions, "EncryptedExtensions", "the server's answers that needed privacy",
          "§4.4.1"},
    Entry{HandshakeType::certificate, "Certificate", "who the sender says it is", "§4.5.1"},
    Entry{HandshakeType::certificate_request, "CertificateRequest", "the server asks who the client is", "§4.4.2"},
    Entry{HandshakeType::certificate_verify, "CertificateVerify", "proof that the sender holds the certificate's key",
          "§4.5.2"},
    Entry{HandshakeType::finished, "Finished", "proof that both sides saw the same handshake", "§4.5.3"},
    Entry{HandshakeType::key_update, "KeyUpdate", "the sender's keys change after this message", "§4.7.3"},
    Entry{HandshakeType::compressed_certificate, "CompressedCertificate", "a Certificate, made shorter (RFC 8879)",
          "RFC 8879 §4"},
    Entry{HandshakeType::message_hash, "message_hash", "stands for the first ClientHello in the transcript", "§4.1"},
};

constexpr std::array suites{
    Entry{CipherSuite::TLS_AES_128_GCM_SHA256, "TLS_AES_128_GCM_SHA256", "AES with a 128-bit key in GCM, SHA-256",
          "Appendix B.4"},
    Entry{CipherSuite::TLS_AES_256_GCM_SHA384, "TLS_AES_256_GCM_SHA384", "AES with a 256-bit key in GCM, SHA-384",
          "Appendix B.4"},
    Entry{CipherSuite::TLS_CHACHA20_POLY1305_SHA256, "TLS_CHACHA20_POLY1305_SHA256",
          "ChaCha20 with Poly1305, fast without AES hardware, SHA-256", "Appendix B.4"},
};

constexpr std::array groups{
    Entry{NamedGroup::X25519MLKEM768, "X25519MLKEM768", "x25519 and ML-KEM-768: safe while one of the two is",
          "draft-ietf-tls-ecdhe-mlkem"},
    Entry{NamedGroup::SecP256r1MLKEM768, "SecP256r1MLKEM768", "secp256r1 and ML-KEM-768: safe while one of the two is",
          "draft-ietf-tls-ecdhe-mlkem"},
    Entry{NamedGroup::x25519, "x25519", "Diffie-Hellman on Curve25519 (RFC 7748)", "§4.3.7"},
    Entry{NamedGroup::secp256r1, "secp256r1", "Diffie-Hellman on the NIST curve P-256", "§4.3.7"},
    Entry{NamedGroup::secp384r1, "secp384r1", "Diffie-Hellman on the NIST curve P-384", "§4.3.7"},
    Entry{NamedGroup::secp521r1, "secp521r1", "Diffie-Hellman on the NIST curve P-521", "§4.3.7"},
};

constexpr std::array schemes{
    Entry{SignatureScheme::ecdsa_secp256r1_sha256, "ecdsa_secp256r1_sha256", "ECDSA on P-256 with SHA-256", "§4.3.3"},
    Entry{SignatureScheme::ecdsa_secp384r1_sha384, "ecdsa_secp384r1_sha384", "ECDSA on P-384 with SHA-384", "§4.3.3"},
    Entry{SignatureScheme::ed25519, "ed25519", "Edwards-curve signature (RFC 8032)", "§4.3.3"},
    Entry{SignatureScheme::rsa_pss_rsae_sha256, "rsa_pss_rsae_sha256", "RSA with PSS padding and SHA-256", "§4.3.3"},
    Entry{SignatureScheme::rsa_pss_rsae_sha384, "rsa_pss_rsae_sha384", "RSA with PSS padding and SHA-384", "§4.3.3"},
    Entry{SignatureScheme::rsa_pss_rsae_sha512, "rsa_pss_rsae_sha512", "RSA with PSS padding and SHA-512", "§4.3.3"},
    Entry{SignatureScheme::rsa_pkcs1_sha256, "rsa_pkcs1_sha256", "old RSA padding; in certificates only", "§4.3.3"},
    Entry{SignatureScheme::rsa_pkcs1_sha384, "rsa_pkcs1_sha384", "old RSA padding; in certificates only", "§4.3.3"},
    Entry{SignatureScheme::rsa_pkcs1_sha512, "rsa_pkcs1_sha512", "old RSA padding; in certificates only", "§4.3.3"},
};

constexpr std::array extensions{
    Entry{ExtensionType::server_name, "server_name", "which host the client wants", "RFC 6066 §3"},
    Entry{ExtensionType::status_request, "status_request", "asks for a stapled revocation status", "RFC 6066 §8"},
    Entry{ExtensionType::supported_groups, "supported_groups", "key exchange groups, best first", "§4.3.7"},
    Entry{ExtensionType::signature_algorithms, "signature_algorithms", "signatures the sender can verify", "§4.3.3"},
    Entry{ExtensionType::use_srtp, "use_srtp", "keys for media streams", "RFC 5764 §4.1"},
    Entry{ExtensionType::heartbeat, "heartbeat", "keep-alive of older versions", "RFC 6520 §2"},
    Entry{ExtensionType::application_layer_protocol_negotiation, "application_layer_protocol_negotiation",
          "which protocol will be spoken inside (ALPN)", "RFC 7301 §3.1"},
    Entry{ExtensionType::signed_certificate_timestamp, "signed_certificate_timestamp", "certificate transparency",
          "RFC 6962 §3.3"},
    Entry{ExtensionType::client_certificate_type, "client_certificate_type", "kinds of client certificate",
          "RFC 7250 §3"},
    Entry{ExtensionType::server_certificate_type, "server_certificate_type", "kinds of server certificate",
          "RFC 7250 §3"},
    Entry{ExtensionType::padding, "padding", "zeros that make the ClientHello longer", "RFC 7685 §3"},
    Entry{ExtensionType::compress_certificate, "compress_certificate", "ways to compress certificates", "RFC 8879 §3"},
    Entry{ExtensionType::record_size_limit, "record_size_limit", "the longest record the sender takes", "RFC 8449 §4"},
    Entry{ExtensionType::delegated_credential, "delegated_credential", "short-lived keys under a certificate",
          "RFC 9345 §4"},
    Entry{ExtensionType::supported_ekt_ciphers, "supported_ekt_ciphers", "key transport for media streams", "RFC 8870"},
    Entry{ExtensionType::pre_shared_key, "pre_shared_key", "keys both sides may already have", "§4.3.11"},
    Entry{ExtensionType::early_data, "early_data", "data sent before the handshake is over", "§4.3.10"},
    Entry{ExtensionType::supported_versions, "supported_versions", "versions of TLS, best first", "§4.3.1"},
    Entry{ExtensionType::cookie, "cookie", "bytes of the server that the client sends back", "§4.3.2"},
    Entry{ExtensionType::psk_key_exchange_modes, "psk_key_exchange_modes", "how pre-shared keys may be used", "§4.3.9"},
    Entry{ExtensionType::certificate_authorities, "certificate_authorities", "the CAs the sender believes", "§4.3.4"},
    Entry{ExtensionType::oid_filters, "oid_filters", "what a client certificate must contain", "§4.3.5"},
    Entry{ExtensionType::post_handshake_auth, "post_handshake_auth", "the client may be asked for a certificate later",
          "§4.3.6"},
    Entry{ExtensionType::signature_algorithms_cert, "signature_algorithms_cert", "signatures allowed in certificates",
          "§4.3.3"},
    Entry{ExtensionType::key_share, "key_share", "the sender's half of the key exchange", "§4.3.8"},
    Entry{ExtensionType::transparency_info, "transparency_info", "certificate transparency, version 2", "RFC 9162"},
    Entry{ExtensionType::external_id_hash, "external_id_hash", "binds an outside identity", "RFC 8844"},
    Entry{ExtensionType::external_session_id, "external_session_id", "binds an outside session", "RFC 8844"},
    Entry{ExtensionType::quic_transport_parameters, "quic_transport_parameters", "settings of QUIC", "RFC 9001 §8.2"},
    Entry{ExtensionType::ticket_request, "ticket_request", "how many session tickets the client would like",
          "RFC 9149 §3"},
    Entry{ExtensionType::ech_outer_extensions, "ech_outer_extensions", "part of encrypted ClientHello", "RFC 9849"},
    Entry{ExtensionType::encrypted_client_hello, "encrypted_client_hello", "a ClientHello that hides the host name",
          "RFC 9849"},
};

constexpr std::array compressions{
    Entry{CertificateCompressionAlgorithm::zlib, "zlib", "DEFLATE in the zlib format (RFC 1950)", "RFC 8879 §7.3"},
    Entry{CertificateCompressionAlgorithm::brotli, "brotli", "Brotli (RFC 7932)", "RFC 8879 §7.3"},
    Entry{CertificateCompressionAlgorithm::zstd, "zstd", "Zstandard (RFC 8878)", "RFC 8879 §7.3"},
};

constexpr std::array alerts{
    Entry{AlertDescription::close_notify, "close_notify", "the sender has finished sending", "§6.1"},
    Entry{AlertDescription::unexpected_message, "unexpected_message", "a message came that has no place here", "§6.2"},
    Entry{AlertDescription::bad_record_mac, "bad_record_mac", "a record did not pass its authentication", "§6.2"},
    Entry{AlertDescription::record_overflow, "record_overflow", "a record was longer than allowed", "§6.2"},
    Entry{AlertDescription::handshake_failure, "handshake_failure", "the two sides have nothing in common", "§6.2"},
    Entry{AlertDescription::bad_certificate, "bad_certificate", "a certificate is damaged or its signature wrong",
          "§6.2"},
    Entry{AlertDescription::unsupported_certificate, "unsupported_certificate",
          "a certificate of a kind not usable here", "§6.2"},
    Entry{AlertDescription::certificate_revoked, "certificate_revoked", "its signer took the certificate back", "§6.2"},
    Entry{AlertDescription::certificate_expired, "certificate_expired",
          "a certificate is out of date, or not yet in it", "§6.2"},
    Entry{AlertDescription::certificate_unknown, "certificate_unknown",
          "the certificate is not acceptable, for another reason", "§6.2"},
    Entry{AlertDescription::illegal_parameter, "illegal_parameter", "a field is well formed but wrong", "§6.2"},
    Entry{AlertDescription::unknown_ca, "unknown_ca", "no trusted CA vouches for the certificate", "§6.2"},
    Entry{AlertDescription::access_denied, "access_denied", "identified, and not allowed in", "§6.2"},
    Entry{AlertDescription::decode_error, "decode_error", "the bytes are not the message that they claim to be",
          "§6.2"},
    Entry{AlertDescription::decrypt_error, "decrypt_error", "a signature, Finished or binder was wrong", "§6.2"},
    Entry{AlertDescription::protocol_version, "protocol_version", "no version of TLS in common", "§6.2"},
    Entry{AlertDescription::insufficient_security, "insufficient_security", "the offer is too weak for this peer",
          "§6.2"},
    Entry{AlertDescription::internal_error, "internal_error", "the sender has trouble of its own", "§6.2"},
    Entry{AlertDescription::inappropriate_fallback, "inappropriate_fallback",
          "a retry with a lower version, without need", "§6.2"},
    Entry{AlertDescription::user_canceled, "user_canceled", "somebody changed their mind", "§6.1"},
    Entry{AlertDescription::missing_extension, "missing_extension", "a necessary extension was not there", "§6.2"},
    Entry{AlertDescription::unsupported_extension, "unsupported_extension", "an extension came that nobody asked for",
          "§6.2"},
    Entry{AlertDescription::unrecognized_name, "unrecognized_name", "no server of that name lives here", "§6.2"},
    Entry{AlertDescription::bad_certificate_status_response, "bad_certificate_status_response",
          "the stapled revocation status is not acceptable", "§6.2"},
    Entry{AlertDescription::unknown_psk_identity, "unknown_psk_identity", "that pre-shared key is not known", "§6.2"},
    Entry{AlertDescription::certificate_required, "certificate_required", "a client certificate is needed", "§6.2"},
    Entry{AlertDescription::general_error, "general_error", "an error the sender does not want to name", "§6.2"},
    Entry{AlertDescription::no_application_protocol, "no_application_protocol", "no application protocol in common",
          "§6.2"},
};

}  // namespace

template <>
std::span<const Entry<ContentType>> entries() {
  return content_types;
}
template <>
std::span<const Entry<ProtocolVersion>> entries() {
  return versions;
}
template <>
std::span<const Entry<HandshakeType>> entries() {
  return handshake_types;
}
template <>
std::span<const Entry<CipherSuite>> entries() {
  return suites;
}
template <>
std::span<const Entry<NamedGroup>> entries() {
  return groups;
}
template <>
std::span<const Entry<SignatureScheme>> entries() {
  return schemes;
}
template <>
std::span<const Entry<ExtensionType>> entries() {
  return extensions;
}
template <>
std::span<const Entry<CertificateCompressionAlgorithm>> entries() {
  return compressions;
}
template <>
std::span<const Entry<AlertDescription>> entries() {
  return alerts;
}

std::string with_number(std::string_view name, unsigned value, unsigned bytes) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), " (0x%0*x)", static_cast<int>(2 * bytes), value);
  return std::string(name).append(text.data());
}

std::string unknown_name(unsigned value, unsigned bytes) {
  const bool grease = bytes == 2 && is_grease(static_cast<std::uint16_t>(value));
  return with_number(grease ? "GREASE" : "unknown", value, bytes);
}

}  // namespace vitrine::tls
