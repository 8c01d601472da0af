// See rules.hpp. One line for each; a rule that several sections state has one for each of them.
#include "failures/rules.hpp"

#include <array>

namespace tests {
namespace {

using enum Refuses;
using enum trace::Fault;
using enum tls::AlertDescription;

// clang-format off
constexpr std::array rules{
    // records
    RuleBroken{either, unexpected_message, "5", "plain HTTP (\"GET / HTTP/1.1\")", configuration},
    RuleBroken{either, unexpected_message, "5", "plain HTTP (\"CONNECT example.org:443 HTTP/1.1\")", configuration},
    RuleBroken{either, unexpected_message, "5", "an SSH greeting (\"SSH-2.0-OpenSSH_9.2p1\")", configuration},
    RuleBroken{either, unexpected_message, "5", "a proxy header (\"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\")", configuration},
    RuleBroken{either, unexpected_message, "5", "an SSL 2 hello (\"\\x80.\\x01\\x03\\x01\")", configuration},
    RuleBroken{either, unexpected_message, "5", "not TLS (\"\\x00\\x00\\x00\\x00\")", configuration},
    RuleBroken{either, unexpected_message, "5.4", "a protected record is not zeros alone", peer},
    RuleBroken{either, unexpected_message, "5", "a protected record holds handshake, alert or application data; found: change_cipher_spec", peer},
    RuleBroken{either, unexpected_message, "5", "the type of the record is known; found: unknown (0x63)", peer},
    RuleBroken{either, unexpected_message, "5.4", "only application data may be empty inside a protected record; found: an empty handshake", peer},
    RuleBroken{either, unexpected_message, "5.1", "an unprotected record is not empty; found: alert", peer},
    RuleBroken{either, unexpected_message, "5.1", "application_data comes when there are keys", peer},
    RuleBroken{either, unexpected_message, "5.2", "handshake messages are protected once there are keys", peer},
    RuleBroken{either, record_overflow, "5.1", "a record is at most 2^14 bytes long; found: 17000 bytes", peer},
    RuleBroken{either, record_overflow, "5.2", "a protected record is at most 2^14 + 256 bytes long; found: 18000 bytes", peer},
    RuleBroken{either, record_overflow, "5.4", "a protected record is no longer than was agreed; found: 16386 bytes inside", peer},
    RuleBroken{either, bad_record_mac, "5.2", "a record is authentic under its key; found: number 3 is not", between},
    RuleBroken{either, internal_error, "5.3", "the record sequence number would wrap", us},
    RuleBroken{either, internal_error, "5.5", "there is another key for our records", us},
    RuleBroken{server, unexpected_message, "4.3.10", "early data that was refused stays within what we skip (our limit)", limit},
    RuleBroken{either, unexpected_message, "4.5.3", "application data comes after the peer's Finished", peer},
    RuleBroken{either, unexpected_message, "5.1", "nothing interrupts a handshake message", peer},
    RuleBroken{either, unexpected_message, "5.1", "a message before a key change ends its record", peer},
    RuleBroken{either, unexpected_message, "5", "change_cipher_spec comes during the handshake only", peer},
    RuleBroken{either, unexpected_message, "5", "change_cipher_spec is the one byte 0x01", peer},
    RuleBroken{either, unexpected_message, "E.4", "change_cipher_spec is not sent again and again (our limit)", limit},
    RuleBroken{either, unexpected_message, "5.4", "empty records are not sent without end (our limit)", limit},
    RuleBroken{either, unexpected_message, "5.2", "alerts are protected once there are keys", peer},
    RuleBroken{either, decode_error, "5.1", "an alert record holds exactly one alert", peer},
    RuleBroken{either, unexpected_message, "6.1", "user_canceled is not said again and again (our limit)", limit},
    RuleBroken{server, unexpected_message, "4.7.1", "early data stays within max_early_data_size", peer},

    // messages
    RuleBroken{either, decode_error, "4", "a handshake message is no longer than our limit; found: 200000 bytes, where 131072 are allowed", limit},
    RuleBroken{either, unexpected_message, "4", "Finished in WAIT_SH, expected HelloRetryRequest or ServerHello", peer},
    RuleBroken{either, unexpected_message, "4.7", "messages after the handshake come with data between them (our limit)", limit},
    RuleBroken{either, unexpected_message, "4.7.3", "KeyUpdates do not come faster than data can need them (our limit)", limit},
    RuleBroken{either, illegal_parameter, "4.7.3", "KeyUpdate.request_update is 0 or 1", peer},
    RuleBroken{either, illegal_parameter, "4.3", "no extension stands in a message twice; found: key_share", peer},
    RuleBroken{either, illegal_parameter, "4.3", "each extension may stand in this message; found: key_share", peer},
    RuleBroken{either, unsupported_extension, "4.3", "each extension answers one that was offered; found: early_data", peer},
    RuleBroken{either, decode_error, "6", "ClientHello.random: 32 bytes expected, 1 left", peer},
    RuleBroken{either, decode_error, "6", "extensions: 3 bytes expected, 1 left", peer},
    RuleBroken{either, decode_error, "4.5.3", "Finished.verify_data is as long as the hash", peer},
    RuleBroken{either, decrypt_error, "4.5.3", "Finished: both sides saw the same handshake", between},

    // ClientHello
    RuleBroken{server, protocol_version, "4.3.1", "the client offers TLS 1.3; found: the client offers at most TLS 1.2", configuration},
    RuleBroken{server, protocol_version, "4.2.2", "ClientHello.legacy_version is 0x0303", peer},
    RuleBroken{server, illegal_parameter, "4.2.2", "legacy_compression_methods is one zero byte", peer},
    RuleBroken{server, missing_extension, "9.2", "ClientHello has signature_algorithms", peer},
    RuleBroken{server, missing_extension, "9.2", "ClientHello has supported_groups", peer},
    RuleBroken{server, missing_extension, "9.2", "ClientHello has key_share", peer},
    RuleBroken{server, illegal_parameter, "4.3.8", "each group has at most one key share; found: x25519 twice", peer},
    RuleBroken{server, illegal_parameter, "4.3.8", "each key share is for one of the client's supported_groups; found: x25519", peer},
    RuleBroken{server, illegal_parameter, "4.3.8", "key_share is a valid public value; found: a point that is not on the curve", peer},
    RuleBroken{server, illegal_parameter, "4.3.8.2", "key_share is a valid public value; found: a point that is not on the curve", peer},
    RuleBroken{server, illegal_parameter, "7.4.2", "key_share is a valid public value; found: an all-zero secret", peer},
    RuleBroken{server, illegal_parameter, "4.3.11", "pre_shared_key is the last extension", peer},
    RuleBroken{server, missing_extension, "4.3.9", "pre_shared_key comes with psk_key_exchange_modes", peer},
    RuleBroken{server, illegal_parameter, "4.3.11", "there is one binder for each identity", peer},
    RuleBroken{server, decrypt_error, "4.3.11.2", "the binder proves that the client has the pre-shared key", configuration},
    RuleBroken{server, illegal_parameter, "4.2.2", "the second ClientHello still offers the pre-shared key of the first", peer},
    RuleBroken{server, missing_extension, "4.3.2", "the second ClientHello has the cookie", peer},
    RuleBroken{server, illegal_parameter, "4.3.2", "the cookie is the one that we gave this client", unclear},
    RuleBroken{server, illegal_parameter, "4.2.2", "the second ClientHello still has the key share of the first", peer},
    RuleBroken{server, illegal_parameter, "4.3.8", "the second ClientHello has the one key share that was asked for", peer},
    RuleBroken{server, illegal_parameter, "4.3.10", "the second ClientHello offers no early_data", peer},
    RuleBroken{server, illegal_parameter, "4.2.2", "the second ClientHello changes only what the HelloRetryRequest asked for", peer},
    RuleBroken{server, illegal_parameter, "4.3", "record_size_limit is at least 64", peer},
    RuleBroken{server, unrecognized_name, "6.2", "server_name is one that we have a certificate for; found: other.example", configuration},
    RuleBroken{server, illegal_parameter, "4.3", "server_name holds one host_name", peer},
    RuleBroken{server, illegal_parameter, "4.3", "server_name is a DNS name; found: 192.0.2.1", peer},
    RuleBroken{server, handshake_failure, "4.2.1", "a cipher suite in common; found: it has TLS_AES_128_CCM_SHA256; we have TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256", configuration},
    RuleBroken{server, handshake_failure, "4.2.1", "a key exchange group in common; found: it has secp521r1; we have X25519MLKEM768, SecP256r1MLKEM768, x25519, secp256r1, secp384r1", configuration},
    RuleBroken{server, handshake_failure, "4.3.3", "a signature scheme in common that fits the server's certificate; found: it has rsa_pss_rsae_sha256; we have ecdsa_secp256r1_sha256", configuration},
    RuleBroken{server, no_application_protocol, "4.3", "an application protocol (ALPN) in common; found: it has h2, http/1.1; we have vitrine/1", configuration},
    RuleBroken{server, internal_error, "4.3", "the program chose an application protocol (ALPN) of 1 to 255 bytes", us},

    // ServerHello, HelloRetryRequest, EncryptedExtensions
    RuleBroken{client, illegal_parameter, "4.2.3", "ServerHello.random does not end in the mark of a forced downgrade", between},
    RuleBroken{client, protocol_version, "E.1", "the server speaks TLS 1.3; found: it chose TLS 1.2 or older", configuration},
    RuleBroken{client, illegal_parameter, "4.3.1", "supported_versions.selected_version is TLS 1.3, the one we offered; found: TLS 1.2", peer},
    RuleBroken{client, protocol_version, "4.2.3", "ServerHello.legacy_version is 0x0303", peer},
    RuleBroken{client, illegal_parameter, "4.2.3", "legacy_session_id_echo is what we sent", peer},
    RuleBroken{client, illegal_parameter, "4.2.3", "cipher_suite is one that we offered; found: unknown (0x1309)", peer},
    RuleBroken{client, illegal_parameter, "4.2.4", "cipher_suite is the one of the HelloRetryRequest", peer},
    RuleBroken{client, illegal_parameter, "4.2.3", "legacy_compression_method is 0", peer},
    RuleBroken{client, illegal_parameter, "4.3.8", "selected_group is one of our supported_groups; found: secp521r1", peer},
    RuleBroken{client, illegal_parameter, "4.3.8", "selected_group is one that we had sent no share for; found: x25519", peer},
    RuleBroken{client, illegal_parameter, "4.2.4", "HelloRetryRequest asks for a change", peer},
    RuleBroken{client, missing_extension, "9.2", "ServerHello has a key_share", peer},
    RuleBroken{client, illegal_parameter, "4.3.8", "server_share is for a group we sent a share for; found: secp521r1", peer},
    RuleBroken{client, illegal_parameter, "4.3.8", "server_share is for the group of the HelloRetryRequest", peer},
    RuleBroken{client, illegal_parameter, "4.3.8", "server_share is a valid public value; found: the wrong length", peer},
    RuleBroken{client, illegal_parameter, "4.3.8.2", "server_share is a valid public value; found: the wrong length", peer},
    RuleBroken{client, illegal_parameter, "7.4.2", "server_share is a valid public value; found: an all-zero secret", peer},
    RuleBroken{client, illegal_parameter, "4.3.11", "selected_identity is one of those that we offered", peer},
    RuleBroken{client, illegal_parameter, "4.3.11", "cipher_suite has the hash of the selected pre-shared key", peer},
    RuleBroken{client, illegal_parameter, "4.3.9", "the pre-shared key is used in a mode that we offered", peer},
    RuleBroken{client, illegal_parameter, "4.3.11", "early_data is accepted with the first pre-shared key alone", peer},
    RuleBroken{client, illegal_parameter, "4.3.10", "early_data is accepted with the cipher suite it was sent under", peer},
    RuleBroken{client, illegal_parameter, "4.3.10", "early_data is accepted with the protocol (ALPN) it was sent under", peer},
    RuleBroken{client, illegal_parameter, "4.4.1", "record_size_limit is a number from 64 to 16385; found: 3", peer},
    RuleBroken{client, illegal_parameter, "4.4.1", "ALPN: the server chose exactly one protocol", peer},
    RuleBroken{client, illegal_parameter, "4.4.1", "ALPN: the server chose a protocol that we offered; found: h3", peer},

    // certificates
    RuleBroken{client, missing_extension, "4.4.2", "CertificateRequest has signature_algorithms", peer},
    RuleBroken{client, illegal_parameter, "4.4.2", "certificate_request_context is empty during the handshake", peer},
    RuleBroken{client, illegal_parameter, "4.5.1", "certificate_request_context of a server is empty", peer},
    RuleBroken{server, illegal_parameter, "4.5.1", "certificate_request_context is the one of the CertificateRequest", peer},
    RuleBroken{client, decode_error, "4.5.1.3", "the server sent a certificate", peer},
    RuleBroken{server, certificate_required, "4.5.1.3", "the client sent a certificate", configuration},
    RuleBroken{either, decode_error, "4.5.1.1", "CertificateStatus.status_type is ocsp, as we asked", peer},
    RuleBroken{either, illegal_parameter, "4.5.1", "CompressedCertificate.algorithm is one that we offered (RFC 8879 §4); found: zstd", peer},
    RuleBroken{either, bad_certificate, "4.5.1", "the Certificate inside is not longer than one outside may be (RFC 8879 §5); found: 200000 bytes", peer},
    RuleBroken{either, bad_certificate, "4.5.1", "the CompressedCertificate holds what its length says (RFC 8879 §4)", peer},
    RuleBroken{either, bad_certificate, "6.2", "the peer's certificate can be read; found: not DER", peer},
    RuleBroken{either, unsupported_certificate, "6.2", "the certificate's key is of a kind that we know; found: DSA", configuration},
    RuleBroken{either, unsupported_certificate, "4.5.1.2", "the certificate's key usage allows signatures", configuration},
    RuleBroken{either, unsupported_certificate, "4.5.2", "the certificate's key is of a kind that some signature scheme is for", configuration},
    RuleBroken{either, bad_certificate, "4.5.1.3", "chain and name: the certificate is good for this peer; found: something else", peer},
    RuleBroken{either, illegal_parameter, "4.5.2", "CertificateVerify.algorithm is one that we offered; found: rsa_pkcs1_sha256", peer},
    RuleBroken{either, illegal_parameter, "4.5.2", "CertificateVerify.algorithm fits the key of the certificate; found: ed25519", peer},
    RuleBroken{client, decrypt_error, "4.5.2", "CertificateVerify: the server holds the certificate's key", between},
    RuleBroken{server, decrypt_error, "4.5.2", "CertificateVerify: the client holds the certificate's key", between},

    // trouble of our own
    RuleBroken{either, internal_error, "6.2", "out of memory", us},
    RuleBroken{either, internal_error, "6.2", "an exception of no known kind", us},
    RuleBroken{either, internal_error, "6.2", "the application gave up with internal_error", us},
};
// clang-format on

}  // namespace

std::span<const RuleBroken> rules_broken() { return rules; }

}  // namespace tests
