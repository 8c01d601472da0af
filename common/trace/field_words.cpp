// See field_words.hpp.
#include "trace/field_words.hpp"

#include <algorithm>
#include <array>

namespace vitrine::trace {
namespace {

struct FieldWords {
  std::string_view field;
  std::string_view words;
};

constexpr std::array all{
    // records: §5
    FieldWords{"type", "what the content is"},
    FieldWords{"opaque_type", "always that: the true type is encrypted, too"},
    FieldWords{"legacy_record_version", "only for show, and ignored"},
    FieldWords{"length", "what follows"},
    FieldWords{"fragment", "what the record carries, in the clear"},
    FieldWords{"encrypted_record", "the AEAD's output: only the keys open it"},
    FieldWords{"content", "what the record carries"},
    FieldWords{"zeros", "padding that hides the true length"},
    FieldWords{"level", "its weight is in the description"},
    FieldWords{"description", "what is wrong, or that it is the end"},
    // every handshake message: §4
    FieldWords{"msg_type", "which message it is"},
    FieldWords{"extensions", "each with a type of its own"},
    FieldWords{"extension_type", "which extension it is"},
    FieldWords{"extension_data", "its own structure"},
    FieldWords{"body", "what could not be told apart"},
    // ClientHello, ServerHello, HelloRetryRequest: §4.2
    FieldWords{"legacy_version", "frozen: supported_versions has the truth"},
    FieldWords{"random", "fresh: no two handshakes are alike"},
    FieldWords{"legacy_session_id", "now only to please middleboxes"},
    FieldWords{"legacy_session_id_echo", "the client's, given back"},
    FieldWords{"cipher_suites", "AEAD and hash, best first"},
    FieldWords{"cipher_suite", "the server's choice"},
    FieldWords{"legacy_compression_methods", "only \"null\" is left of it"},
    FieldWords{"legacy_compression_method", "nobody compresses any more"},
    // extensions: §4.3
    FieldWords{"versions", "versions, best first"},
    FieldWords{"selected_version", "the version that will be spoken"},
    FieldWords{"cookie", "to be sent back unchanged"},
    FieldWords{"supported_signature_algorithms", "what it can verify, best first"},
    FieldWords{"authorities", "CAs that the sender believes"},
    FieldWords{"distinguished_name", "one of them, in DER"},
    FieldWords{"named_group_list", "groups, best first"},
    FieldWords{"client_shares", "public keys, each of another group"},
    FieldWords{"group", "which group the key is of"},
    FieldWords{"key_exchange", "the public key itself"},
    FieldWords{"selected_group", "send a key of this one instead"},
    FieldWords{"ke_modes", "with or without a key exchange"},
    FieldWords{"max_early_data_size", "most that may go early"},
    FieldWords{"identities", "pre-shared keys that the client has"},
    FieldWords{"identity", "the name of the key, or the ticket"},
    FieldWords{"obfuscated_ticket_age", "age of the ticket in ms, made unreadable"},
    FieldWords{"binders", "for each of them the proof that the client has it"},
    FieldWords{"binder", "a MAC over this ClientHello up to here"},
    FieldWords{"selected_identity", "which of the client's keys; the first is 0"},
    FieldWords{"new_session_count", "tickets wanted after a full handshake"},
    FieldWords{"resumption_count", "tickets wanted after a resumption"},
    FieldWords{"expected_count", "tickets that will come"},
    FieldWords{"server_name_list", "one name at most"},
    FieldWords{"name_type", "no other was ever defined"},
    FieldWords{"host_name", "the server that the client wants"},
    FieldWords{"protocol_name_list", "protocols, best first"},
    FieldWords{"protocol_name", "the name of a protocol"},
    FieldWords{"algorithms", "ways that the sender can unpack"},
    FieldWords{"status_type", "no other was ever defined"},
    FieldWords{"responder_id_list", "who may answer; empty: anybody"},
    FieldWords{"responder_id", "one of them, in DER"},
    FieldWords{"request_extensions", "extensions of OCSP, in DER"},
    FieldWords{"request", "of another type, so unknown here"},
    FieldWords{"response", "an OCSP response, in DER: not revoked, says the CA"},
    FieldWords{"sct_list", "logs' promises to list the certificate"},
    FieldWords{"serialized_sct", "one promise, signed by a log"},
    FieldWords{"record_size_limit", "longest that the sender takes"},
    // authentication: §4.5
    FieldWords{"certificate_request_context", "empty, except after the handshake"},
    FieldWords{"certificate_list", "its own first, then who signed it"},
    FieldWords{"cert_data", "X.509 DER"},
    FieldWords{"algorithm", "which one was used"},
    FieldWords{"uncompressed_length", "how long it will be again"},
    FieldWords{"compressed_certificate_message", "the body of a Certificate, packed"},
    FieldWords{"signature", "over the Transcript-Hash so far"},
    FieldWords{"verify_data", "a MAC over the Transcript-Hash so far"},
    // after the handshake: §4.7
    FieldWords{"ticket_lifetime", "worth nothing after that"},
    FieldWords{"ticket_age_add", "hides the ticket's age when it is used"},
    FieldWords{"ticket_nonce", "goes into the key of this ticket"},
    FieldWords{"ticket", "the server's memory, kept by the client"},
    FieldWords{"request_update", "shall the other side, too?"},
};

}  // namespace

std::string_view field_words(std::string_view name) {
  const auto* const found = std::ranges::find(all, name, &FieldWords::field);
  return found == all.end() ? "" : found->words;
}

}  // namespace vitrine::trace
