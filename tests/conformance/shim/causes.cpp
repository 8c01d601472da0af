// See causes.hpp.
#include "shim/causes.hpp"

#include <array>

namespace shim {
namespace {

constexpr std::array table{
    // records
    Cause{"(\"CONNECT ", "PLAIN_HTTP_CONNECT"},
    Cause{"plain HTTP", "PLAIN_HTTP"},
    Cause{"an SSH greeting", "SSH_GREETING"},
    Cause{"a proxy header", "PROXY_HEADER"},
    Cause{"not TLS", "NOT_TLS"},
    Cause{"a protected record of zeros alone", "NO_CONTENT_TYPE_IN_RECORD"},
    Cause{"a protected record of type ", "PROTECTED_RECORD_OF_WRONG_TYPE"},
    Cause{"a protected record with ", "PLAINTEXT_TOO_LONG"},
    Cause{" record without content", "EMPTY_PROTECTED_RECORD"},
    Cause{"a record of type ", "UNKNOWN_RECORD_TYPE"},
    Cause{"an empty ", "EMPTY_RECORD"},
    Cause{"application_data before there are keys", "APPLICATION_DATA_BEFORE_KEYS"},
    Cause{"an unprotected handshake record after the keys were agreed", "HANDSHAKE_RECORD_NOT_PROTECTED"},
    Cause{" under this key is not authentic", "RECORD_NOT_AUTHENTIC"},
    Cause{"the record sequence number would wrap", "SEQUENCE_NUMBER_EXHAUSTED"},
    Cause{"application data comes after the peer's Finished", "APPLICATION_DATA_TOO_EARLY"},
    Cause{"nothing interrupts a handshake message", "HANDSHAKE_MESSAGE_INTERRUPTED"},
    Cause{"change_cipher_spec comes during the handshake only", "CHANGE_CIPHER_SPEC_OUT_OF_PLACE"},
    Cause{"change_cipher_spec is the one byte 0x01", "CHANGE_CIPHER_SPEC_MALFORMED"},
    Cause{"change_cipher_spec is not sent again and again", "TOO_MANY_CHANGE_CIPHER_SPECS"},
    Cause{"empty records are not sent without end", "TOO_MANY_EMPTY_RECORDS"},
    Cause{"alerts are protected once there are keys", "ALERT_NOT_PROTECTED"},
    Cause{"an alert record holds exactly one alert", "NOT_ONE_ALERT"},
    Cause{"user_canceled is not said again and again", "TOO_MANY_USER_CANCELED"},
    Cause{"early data stays within max_early_data_size", "TOO_MUCH_EARLY_DATA"},
    Cause{"more early data than we are willing to skip", "TOO_MUCH_EARLY_DATA_TO_SKIP"},

    // handshake messages
    Cause{"a handshake message of ", "MESSAGE_TOO_LONG"},
    Cause{"a message before a key change ends its record", "MESSAGE_BEYOND_KEY_CHANGE"},
    Cause{"messages after the handshake come with data between them", "TOO_MANY_POST_HANDSHAKE_MESSAGES"},
    Cause{", expected ", "MESSAGE_OUT_OF_TURN"},
    Cause{" stands there twice", "EXTENSION_TWICE"},
    Cause{" may not stand in this message", "EXTENSION_MISPLACED"},
    Cause{" answers something that was not asked", "EXTENSION_NOT_INVITED"},
    Cause{"Finished.verify_data is as long as the hash", "FINISHED_OF_WRONG_LENGTH"},
    Cause{"Finished: both sides saw the same handshake", "FINISHED_WRONG"},
    Cause{"KeyUpdate.request_update is 0 or 1", "KEY_UPDATE_REQUEST_UNKNOWN"},

    // ClientHello
    Cause{"the client offers TLS 1.3", "CLIENT_TOO_OLD"},
    Cause{"ClientHello.legacy_version is 0x0303", "CLIENT_LEGACY_VERSION_WRONG"},
    Cause{"legacy_compression_methods is one zero byte", "COMPRESSION_METHODS_OFFERED"},
    Cause{"ClientHello has signature_algorithms", "CLIENT_WITHOUT_SIGNATURE_ALGORITHMS"},
    Cause{"ClientHello has supported_groups", "CLIENT_WITHOUT_GROUPS"},
    Cause{"ClientHello has key_share", "CLIENT_WITHOUT_KEY_SHARE"},
    Cause{"each group has at most one key share", "KEY_SHARE_TWICE"},
    Cause{"each key share is for one of the client's supported_groups", "KEY_SHARE_FOR_UNSUPPORTED_GROUP"},
    Cause{"key_share is a valid public value", "CLIENT_KEY_SHARE_INVALID"},
    Cause{"pre_shared_key is the last extension", "PRE_SHARED_KEY_NOT_LAST"},
    Cause{"pre_shared_key comes with psk_key_exchange_modes", "NO_PSK_KEY_EXCHANGE_MODES"},
    Cause{"there is one binder for each identity", "PSK_BINDERS_NOT_ONE_EACH"},
    Cause{"the binder proves that the client has the pre-shared key", "PSK_BINDER_WRONG"},
    Cause{"the second ClientHello still offers the pre-shared key of the first", "SECOND_CLIENT_HELLO_WITHOUT_PSK"},
    Cause{"the second ClientHello has the cookie", "SECOND_CLIENT_HELLO_WITHOUT_COOKIE"},
    Cause{"the cookie is the one that we gave this client", "COOKIE_NOT_OURS"},
    Cause{"the second ClientHello still has the key share of the first", "SECOND_CLIENT_HELLO_WITHOUT_KEY_SHARE"},
    Cause{"server_name is one that we have a certificate for", "NO_CERTIFICATE_FOR_SERVER_NAME"},
    Cause{"server_name holds one host_name", "SERVER_NAMES_NOT_ONE"},
    Cause{"server_name is a DNS name", "SERVER_NAME_NOT_DNS"},
    Cause{"the second ClientHello has the one key share that was asked for", "SECOND_KEY_SHARE_WRONG"},
    Cause{"the second ClientHello offers no early_data", "SECOND_CLIENT_HELLO_WITH_EARLY_DATA"},
    Cause{"the second ClientHello changes only what", "SECOND_CLIENT_HELLO_CHANGED"},
    Cause{"a cipher suite in common", "NO_COMMON_CIPHER_SUITE"},
    Cause{"a key exchange group in common", "NO_COMMON_GROUP"},
    Cause{"a signature scheme in common that fits", "NO_COMMON_SIGNATURE_SCHEME"},
    Cause{"an application protocol (ALPN) in common", "NO_COMMON_APPLICATION_PROTOCOL"},
    Cause{"the runner wants no application protocol", "APPLICATION_PROTOCOL_REFUSED"},
    Cause{"the program chose an application protocol (ALPN) of 1 to 255 bytes", "APPLICATION_PROTOCOL_EMPTY"},

    // ServerHello, HelloRetryRequest, EncryptedExtensions
    Cause{"ServerHello.random does not end in the mark of a forced downgrade", "DOWNGRADE_MARK"},
    Cause{"the server speaks TLS 1.3", "SERVER_TOO_OLD"},
    Cause{"supported_versions.selected_version is TLS 1.3", "SERVER_VERSION_NOT_OFFERED"},
    Cause{"ServerHello.legacy_version is 0x0303", "SERVER_LEGACY_VERSION_WRONG"},
    Cause{"legacy_session_id_echo is what we sent", "SESSION_ID_NOT_ECHOED"},
    Cause{"cipher_suite is one that we offered", "CIPHER_SUITE_NOT_OFFERED"},
    Cause{"cipher_suite is the one of the HelloRetryRequest", "CIPHER_SUITE_CHANGED_AFTER_RETRY"},
    Cause{"legacy_compression_method is 0", "COMPRESSION_METHOD_CHOSEN"},
    Cause{"selected_group is one of our supported_groups", "RETRY_WITH_UNSUPPORTED_GROUP"},
    Cause{"selected_group is one that we had sent no share for", "RETRY_WITH_OFFERED_GROUP"},
    Cause{"HelloRetryRequest asks for a change", "RETRY_WITHOUT_CHANGE"},
    Cause{"ServerHello has a key_share", "SERVER_WITHOUT_KEY_SHARE"},
    Cause{"server_share is for a group we sent a share for", "SERVER_KEY_SHARE_NOT_OFFERED"},
    Cause{"server_share is for the group of the HelloRetryRequest", "SERVER_KEY_SHARE_CHANGED_AFTER_RETRY"},
    Cause{"server_share is a valid public value", "SERVER_KEY_SHARE_INVALID"},
    Cause{"selected_identity is one of those that we offered", "PSK_NOT_OFFERED"},
    Cause{"cipher_suite has the hash of the selected pre-shared key", "PSK_OF_ANOTHER_HASH"},
    Cause{"the pre-shared key is used in a mode that we offered", "PSK_MODE_NOT_OFFERED"},
    Cause{"early_data is accepted with the first pre-shared key alone", "EARLY_DATA_WITHOUT_FIRST_PSK"},
    Cause{"early_data is accepted with the cipher suite it was sent under", "EARLY_DATA_WITH_ANOTHER_CIPHER_SUITE"},
    Cause{"early_data is accepted with the protocol (ALPN) it was sent under", "EARLY_DATA_WITH_ANOTHER_PROTOCOL"},
    Cause{"ALPN: the server chose exactly one protocol", "APPLICATION_PROTOCOLS_NOT_ONE"},
    Cause{"ALPN: the server chose a protocol that we offered", "APPLICATION_PROTOCOL_NOT_OFFERED"},

    // authentication
    Cause{"CertificateRequest has signature_algorithms", "REQUEST_WITHOUT_SIGNATURE_ALGORITHMS"},
    Cause{"certificate_request_context is empty during the handshake", "REQUEST_CONTEXT_NOT_EMPTY"},
    Cause{"certificate_request_context of a server is empty", "SERVER_CONTEXT_NOT_EMPTY"},
    Cause{"certificate_request_context is the one of the CertificateRequest", "CLIENT_CONTEXT_WRONG"},
    Cause{"the server sent a certificate", "NO_SERVER_CERTIFICATE"},
    Cause{"the client sent a certificate", "NO_CLIENT_CERTIFICATE"},
    Cause{"the peer's certificate can be read", "CERTIFICATE_UNREADABLE"},
    Cause{"the certificate's key is of a kind that we know", "CERTIFICATE_KEY_UNKNOWN"},
    Cause{"the certificate's key usage allows signatures", "KEY_USAGE_FORBIDS_SIGNATURES"},
    Cause{"the certificate's key is of a kind that some signature scheme is for", "CERTIFICATE_KEY_WITHOUT_SCHEME"},
    Cause{"the runner wants this chain to be refused", "CHAIN_REFUSED"},
    Cause{"chain and name: the certificate is good for this peer", "CHAIN_NOT_GOOD"},
    Cause{"CertificateVerify.algorithm is one that we offered", "SIGNATURE_ALGORITHM_NOT_OFFERED"},
    Cause{"CertificateVerify.algorithm fits the key of the certificate", "SIGNATURE_ALGORITHM_DOES_NOT_FIT_KEY"},
    Cause{"CertificateVerify: the server holds the certificate's key", "SERVER_SIGNATURE_WRONG"},
    Cause{"CertificateVerify: the client holds the certificate's key", "CLIENT_SIGNATURE_WRONG"},
};

}  // namespace

std::span<const Cause> causes() { return table; }

}  // namespace shim
