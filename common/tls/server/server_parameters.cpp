// See server_parameters.hpp.
#include "tls/server/server_parameters.hpp"

#include <algorithm>

#include "tls/machine/compressed_certificate.hpp"
#include "tls/machine/own_certificate.hpp"
#include "tls/server/psk.hpp"

namespace vitrine::tls::server {
namespace {

/// RFC 8449 §4: whoever says a limit is told ours. Theirs holds from our first protected record on, ours when early
/// data is over: that is sent by somebody who does not know it yet.
void agree_on_record_sizes(ServerHandshake& h, const ClientHello& hello, Extensions<In::EE>& answer) {
  const auto theirs = hello.extensions.get<RecordSizeLimit>();
  const auto& ours = h.config->record_size_limit;
  if (!theirs || !ours) return;
  answer.add(RecordSizeLimit{{}, *ours});
  const std::uint16_t sending = std::min(theirs->record_size_limit, greatest_record_size_limit);
  h.session.record_size_limits = RecordSizeLimits{sending, *ours};
  h.ask_for(LimitSentRecords{sending});
}

/// The names of the CAs that we believe, so that a client with several certificates can choose. §4.3.4.
CertificateAuthoritiesExtension certificate_authorities(const ServerConfig& config) {
  std::vector<base::Bytes> names;
  if (config.client_trust) names = config.client_trust->distinguished_names();
  CertificateAuthoritiesExtension extension;
  for (const base::Bytes& name : config.certificate_authorities.value_or(std::move(names))) {
    extension.authorities.push_back({wire::Opaque<1, 65535>(base::View(name))});
  }
  return extension;
}

}  // namespace

unsigned tickets_for(const ServerHandshake& h, const Negotiated& from) {
  const ClientHello& hello = from.hello;
  const bool useful =
      common_mode(h, hello, PskKeyExchangeMode::psk_dhe_ke) || common_mode(h, hello, PskKeyExchangeMode::psk_ke);
  if (!h.config->ticket_keys || !useful) return 0;
  const auto wish = hello.extensions.get<TicketRequestContents>();
  if (!wish) return h.config->tickets.count;
  return std::min<unsigned>(h.config->tickets.count,
                            from.selection.psk ? wish->resumption_count : wish->new_session_count);
}

void send_encrypted_extensions(ServerHandshake& h, const Negotiated& from) {
  EncryptedExtensions message;
  // RFC 6066 §3: a resumed session has its name from before.
  const bool acknowledge = h.config->acknowledge_server_name && !h.session.server_name.empty() && !h.session.resumed;
  if (acknowledge) message.extensions.add(ServerNameAcknowledgement{});
  if (const std::string& alpn = from.selection.alpn; !alpn.empty()) {
    message.extensions.add(ProtocolNameList{{}, {{wire::Opaque<1, 255>(base::view_of(alpn))}}});
  }
  agree_on_record_sizes(h, from.hello, message.extensions);
  if (from.hello.extensions.has(ExtensionType::ticket_request)) {
    message.extensions.add(TicketRequestHint{{}, static_cast<std::uint8_t>(tickets_for(h, from))});
  }
  if (h.session.early_data == EarlyData::accepted) message.extensions.add(EarlyDataIndication{});
  h.send(message);
}

std::optional<Offered> send_certificate_request(ServerHandshake& h) {
  if (h.config->client_authentication == ClientAuthentication::none) return std::nullopt;
  const Preferences& preferences = h.config->preferences;
  CertificateRequest request;
  request.extensions.add(
      SignatureSchemeList{{}, {preferences.signature_schemes.begin(), preferences.signature_schemes.end()}});
  request.extensions.add(SignatureSchemeListCert{{}, signature_schemes_in_certificates(preferences)});
  const CertificateAuthoritiesExtension authorities = certificate_authorities(*h.config);
  if (!authorities.authorities.empty()) request.extensions.add(authorities);
  if (!h.config->certificate_compression.empty()) {
    request.extensions.add(compression_offer(h.config->certificate_compression));
  }
  if (h.config->ask_for.ocsp_response) request.extensions.add(StatusRequest{});
  if (h.config->ask_for.signed_certificate_timestamps) request.extensions.add(SignedCertificateTimestampRequest{});
  h.send(request);
  return types_of(request.extensions);
}

}  // namespace vitrine::tls::server
