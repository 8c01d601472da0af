// WAIT_EE and WAIT_CERT_CR's CertificateRequest: what the server adds under encryption. RFC 9846 §4.4.
// Read next: tls/client/wait_cert.cpp.
#include <algorithm>

#include "base/printable.hpp"
#include "tls/client/arrows.hpp"

namespace vitrine::tls::client {
namespace {

using enum AlertDescription;

/// RFC 7301 §3.1: exactly one protocol, and one of ours.
void take_protocol(ClientHandshake& h, const ProtocolNameList& answer) {
  h.require(answer.protocol_name_list.size() == 1,
            {illegal_parameter, "4.4.1", "ALPN: the server chose exactly one protocol"});
  const std::string chosen(base::text_of(answer.protocol_name_list.front().protocol_name));
  h.require(std::ranges::find(h.config->alpn, chosen) != h.config->alpn.end(),
            {illegal_parameter, "4.4.1", "ALPN: the server chose a protocol that we offered"},
            [&] { return base::printable(chosen); });
  h.session.alpn = chosen;
}

/// RFC 8449 §4: the server's limit, which answers ours.
void take_record_size_limit(ClientHandshake& h, const RecordSizeLimit& answer) {
  const std::uint16_t limit = answer.record_size_limit;
  h.require(limit >= least_record_size_limit && limit <= greatest_record_size_limit,
            {illegal_parameter, "4.4.1", "record_size_limit is a number from 64 to 16385"},
            [&] { return std::to_string(limit); });
  h.session.record_size_limits = RecordSizeLimits{limit, *h.config->record_size_limit};
  h.ask_for(LimitSentRecords{limit});
  h.ask_for(LimitReceivedRecords{*h.config->record_size_limit});
}

/// Taken means: under the parameters of the session that gave the ticket, and by its key, the first. §4.3.10.
void take_early_data(ClientHandshake& h, const WaitEe& from) {
  h.require(from.psk && from.psk->identity == 0,
            {illegal_parameter, "4.3.11", "early_data is accepted with the first pre-shared key alone"});
  h.require(h.session.cipher_suite == from.psk->cipher_suite,
            {illegal_parameter, "4.3.10", "early_data is accepted with the cipher suite it was sent under"});
  h.require(h.session.alpn == from.psk->alpn,
            {illegal_parameter, "4.3.10", "early_data is accepted with the protocol (ALPN) it was sent under"});
  h.session.early_data = EarlyData::accepted;
}

}  // namespace

Next<WaitCertCr, WaitFinished> on(WaitEe from, Received<EncryptedExtensions> received, ClientHandshake& h) {
  const auto& extensions = received.message.extensions;
  check_response(h.trace, extensions, h.offered);
  if (const auto alpn = extensions.get<ProtocolNameList>()) take_protocol(h, *alpn);
  if (const auto limit = extensions.get<RecordSizeLimit>()) take_record_size_limit(h, *limit);
  if (extensions.has(ExtensionType::early_data)) {
    take_early_data(h, from);
  } else if (h.sending_early) {
    h.begin_second_flight(from.keys.client);
  }
  if (from.psk) return WaitFinished{std::move(from.keys), std::nullopt};
  return WaitCertCr{std::move(from.keys)};
}

Next<WaitCert> on(WaitCertCr from, Received<CertificateRequest> received, ClientHandshake& h) {
  const CertificateRequest& request = received.message;
  h.require(request.certificate_request_context.empty(),
            {illegal_parameter, "4.4.2", "certificate_request_context is empty during the handshake"});
  check_request(h.trace, request.extensions);
  h.require(request.extensions.has(ExtensionType::signature_algorithms),
            {missing_extension, "4.4.2", "CertificateRequest has signature_algorithms"});
  return WaitCert{std::move(from.keys), std::move(received.message)};
}

}  // namespace vitrine::tls::client
