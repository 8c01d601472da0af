// See derived.hpp.
#include "tls/schedule/derived.hpp"

namespace vitrine::tls {

void report(const Trace& trace, const Derived& derived, const SecretBytes& bytes) {
  trace([&] {
    return SecretDerived{derived.kind,       name_of(derived.kind),
                         derived.made_by,    crypto::name_of(derived.hash),
                         derived.from,       derived.input,
                         derived.label,      derived.context_words,
                         derived.context,    derived.generation,
                         bytes.value.size(), trace.secrets() ? std::optional(bytes) : std::nullopt};
  });
}

std::string_view name_of(SecretKind kind) {
  switch (kind) {
    case SecretKind::psk:
      return "PSK";
    case SecretKind::shared_secret:
      return "shared_secret";
    case SecretKind::early_secret:
      return "early_secret";
    case SecretKind::client_early_traffic_secret:
      return "client_early_traffic_secret";
    case SecretKind::early_exporter_secret:
      return "early_exporter_secret";
    case SecretKind::handshake_secret:
      return "handshake_secret";
    case SecretKind::main_secret:
      return "main_secret";
    case SecretKind::derived:
      return "derived";
    case SecretKind::client_handshake_traffic_secret:
      return "client_handshake_traffic_secret";
    case SecretKind::server_handshake_traffic_secret:
      return "server_handshake_traffic_secret";
    case SecretKind::client_application_traffic_secret:
      return "client_application_traffic_secret";
    case SecretKind::server_application_traffic_secret:
      return "server_application_traffic_secret";
    case SecretKind::exporter_secret:
      return "exporter_secret";
    case SecretKind::resumption_secret:
      return "resumption_secret";
    case SecretKind::binder_key:
      return "binder_key";
    case SecretKind::finished_key:
      return "finished_key";
    case SecretKind::write_key:
      return "write_key";
    case SecretKind::write_iv:
      return "write_iv";
    case SecretKind::verify_data:
      return "verify_data";
  }
  return "secret";
}

}  // namespace vitrine::tls
