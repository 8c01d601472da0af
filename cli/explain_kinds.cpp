// The kinds of things that have names, in the order in which `vitrine explain WORD` looks for them.
// Read next: explain_registry.cpp.
#include <array>

#include "explanation.hpp"
#include "tls/registry.hpp"

namespace vitrine::cli {
namespace {

template <class E>
constexpr Kind registered(std::string_view name, std::string_view examples) {
  return {name, examples, explain_registered<E>, registered_names<E>};
}

constexpr std::array all{
    registered<tls::AlertDescription>("alert", "48, unknown_ca"),
    registered<tls::CipherSuite>("suite", "0x1301, TLS_AES_128_GCM_SHA256"),
    registered<tls::NamedGroup>("group", "0x001d, x25519"),
    registered<tls::SignatureScheme>("scheme", "0x0807, ed25519"),
    Kind{"extension", "51, key_share", explain_extension, registered_names<tls::ExtensionType>},
    Kind{"message", "1, ClientHello", explain_message, message_names},
    Kind{"state", "WAIT_CV", explain_state, state_names},
    registered<tls::ContentType>("record", "23, application_data"),
    registered<tls::ProtocolVersion>("version", "0x0304"),
    registered<tls::CertificateCompressionAlgorithm>("compression", "2, brotli"),
    Kind{"field", "random, cert_data", explain_field, field_names},
};

}  // namespace

std::span<const Kind> kinds() { return all; }

}  // namespace vitrine::cli
