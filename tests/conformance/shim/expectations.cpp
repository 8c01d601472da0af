// See expectations.hpp.
#include "shim/expectations.hpp"

#include <algorithm>

#include "shim/credentials.hpp"

namespace shim {
namespace {

bool has_aes_hardware() {
#if defined(__x86_64__) || defined(__i386__)
  return __builtin_cpu_supports("aes") != 0;
#else
  return true;
#endif
}

void check_algorithms(const Settings& settings, const Seen& seen) {
  const tls::Session& session = seen.session;
  const bool other_version = settings.expect_version && settings.expect_version != tls::ProtocolVersion::TLS_1_3;
  expect(!other_version, "UNEXPECTED_VERSION");
  expect(!settings.expect_curve_id || session.group == settings.expect_curve_id, "UNEXPECTED_GROUP");
  const auto& suite = has_aes_hardware() ? settings.expect_cipher_aes : settings.expect_cipher_no_aes;
  expect(!suite || session.cipher_suite == suite, "UNEXPECTED_CIPHER_SUITE");
  expect(!settings.expect_hrr || session.hello_retry_request, "MISSED_HELLO_RETRY_REQUEST");
  expect(!settings.expect_no_hrr || !session.hello_retry_request, "UNEXPECTED_HELLO_RETRY_REQUEST");
}

void check_names(const Settings& settings, const Seen& seen) {
  const std::string& alpn = settings.server ? settings.select_alpn : settings.expect_alpn;
  expect(seen.session.alpn == alpn, "UNEXPECTED_APPLICATION_PROTOCOL");
  const std::string_view advertised = base::text_of(seen.observer.advertised_alpn);
  expect(settings.expect_advertised_alpn.empty() || advertised == settings.expect_advertised_alpn,
         "UNEXPECTED_APPLICATION_PROTOCOLS_ADVERTISED");
  expect(settings.expect_server_name.empty() || seen.session.server_name == settings.expect_server_name,
         "UNEXPECTED_SERVER_NAME");
}

bool same_chain(const std::vector<vitrine::crypto::Certificate>& chain, const std::string& file) {
  return std::ranges::equal(chain, certificates(file), {}, &vitrine::crypto::Certificate::der,
                            &vitrine::crypto::Certificate::der);
}

void check_peer(const Settings& settings, const Seen& seen) {
  const auto& file = settings.expect_peer_cert_file;
  expect(file.empty() || same_chain(seen.session.peer_chain, file), "UNEXPECTED_PEER_CERTIFICATE");
  const auto& scheme = settings.expect_peer_signature_algorithm;
  expect(!scheme || seen.memory.peer_signature == scheme, "UNEXPECTED_PEER_SIGNATURE");
  expect(!settings.expect_verify_result || seen.memory.verification_failed == settings.verify_fail,
         "UNEXPECTED_VERIFY_RESULT");
}

void check_stapled(const Settings& settings, const Seen& seen) {
  const base::Bytes& response = settings.expect_ocsp_response;
  expect(response.empty() || seen.memory.ocsp_response == response, "UNEXPECTED_OCSP_RESPONSE");
  const base::Bytes& timestamps = settings.expect_signed_cert_timestamps;
  expect(timestamps.empty() || seen.memory.signed_certificate_timestamps == timestamps,
         "UNEXPECTED_SIGNED_CERTIFICATE_TIMESTAMPS");
}

void check_requests(const Settings& settings, const Seen& seen) {
  const auto& prefs = settings.expect_peer_verify_pref;
  expect(prefs.empty() || seen.observer.peer_verify_prefs == prefs, "UNEXPECTED_PEER_VERIFY_PREFS");
  const auto& names = settings.expect_client_ca_list;
  expect(!names || seen.observer.certificate_authorities == hex_list(*names), "UNEXPECTED_CERTIFICATE_AUTHORITIES");
}

/// Why a session could not have early data in the first place.
std::string_view reason_without_offer(const Settings& settings, const Seen& seen) {
  if (seen.session.resumed) return settings.server ? "peer_declined" : "unsupported_for_session";
  return seen.which == Which::initial || !seen.observer.got_psks ? "no_session_offered" : "session_not_resumed";
}

/// In the runner's words.
std::string_view early_data_reason(const Settings& settings, const Seen& seen) {
  if (!settings.enable_early_data) return "disabled";
  switch (seen.session.early_data) {
    case tls::EarlyData::accepted:
      return "accepted";
    case tls::EarlyData::not_offered:
      return reason_without_offer(settings, seen);
    case tls::EarlyData::declined:
      return seen.session.resumed ? "peer_declined" : "session_not_resumed";
    case tls::EarlyData::no_ticket:
      return "session_not_resumed";
    case tls::EarlyData::not_allowed:
      return "unsupported_for_session";
    case tls::EarlyData::other_protocol:
      return "alpn_mismatch";
    case tls::EarlyData::retried:
      return "hello_retry_request";
    case tls::EarlyData::stale:
      return "ticket_age_skew";
    default:
      return "unknown";
  }
}

void check_resumption(const Settings& settings, const Seen& seen) {
  const bool wanted = seen.which == Which::resumed && !settings.expect_session_miss;
  expect(!wanted || seen.session.resumed, "SESSION_NOT_RESUMED");
  expect(wanted || !seen.session.resumed, "SESSION_RESUMED");
  const auto skew = std::chrono::duration_cast<std::chrono::seconds>(seen.session.ticket_age_skew).count();
  const bool has_skew = seen.which == Which::resumed && settings.expect_ticket_age_skew;
  expect(!has_skew || skew == *settings.expect_ticket_age_skew, "UNEXPECTED_TICKET_AGE_SKEW");
}

void check_early_data(const Settings& settings, const Seen& seen) {
  const bool accepted = seen.session.early_data == tls::EarlyData::accepted;
  expect(!settings.expect_accept_early_data || accepted, "EARLY_DATA_REJECTED");
  expect(!settings.expect_reject_early_data || !accepted, "EARLY_DATA_ACCEPTED");
  const std::string& reason = settings.expect_early_data_reason;
  expect(reason.empty() || reason == early_data_reason(settings, seen), "UNEXPECTED_EARLY_DATA_REASON");
}

}  // namespace

void check_handshake(const Settings& settings, const Seen& seen) {
  check_algorithms(settings, seen);
  check_names(settings, seen);
  check_peer(settings, seen);
  check_stapled(settings, seen);
  check_requests(settings, seen);
  check_resumption(settings, seen);
  check_early_data(settings, seen);
}

void expect(bool holds, Unmet unmet) {
  if (!holds) throw Failed(unmet.token(), "not as the command line expects it");
}

}  // namespace shim
