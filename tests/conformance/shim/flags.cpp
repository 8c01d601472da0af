// See flags.hpp. Where a flag is ignored or refused, its row says why.
#include "shim/flags.hpp"

#include <algorithm>
#include <array>

#include "shim/flag_actions.hpp"

namespace shim {
namespace {

constexpr unsigned our_version = 772;

enum class Value : std::uint8_t { none, one };

struct Flag {
  std::string_view name;
  Value value;
  Apply apply;
};

void cert_file(Settings& s, std::string_view value) { s.credentials.back().cert_file = value; }
void key_file(Settings& s, std::string_view value) { s.credentials.back().key_file = value; }
void signing_prefs(Settings& s, std::string_view value) {
  s.credentials.back().signing_prefs.push_back(registered<tls::SignatureScheme>(value));
}

void ocsp_response(Settings& s, std::string_view value) { s.credentials.back().ocsp_response = from_base64(value); }
void signed_cert_timestamps(Settings& s, std::string_view value) {
  s.credentials.back().signed_certificate_timestamps = from_base64(value);
}

void key_shares(Settings& s, std::string_view value) {
  if (!s.key_shares) s.key_shares.emplace();
  s.key_shares->push_back(registered<tls::NamedGroup>(value));
}
void no_key_shares(Settings& s, std::string_view /*value*/) { s.key_shares.emplace(); }

/// 1 binds a group to the next one as equally good. We always take a group that came with a share, so it is met.
void curves_flags(Settings& /*s*/, std::string_view value) {
  if (number<unsigned>(value) > 1) throw Unsupported("flags of a group: " + std::string(value));
}

void min_version(Settings& /*s*/, std::string_view value) {
  if (number<unsigned>(value) > our_version) throw Unsupported("TLS 1.3 is the only version here");
}
void max_version(Settings& /*s*/, std::string_view value) {
  if (number<unsigned>(value) < our_version) throw Unsupported("TLS 1.3 is the only version here");
}

constexpr std::array table{
    // who we are and what we show
    Flag{"-server", Value::none, yes<&Settings::server>},
    Flag{"-cert-file", Value::one, cert_file},
    Flag{"-key-file", Value::one, key_file},
    Flag{"-signing-prefs", Value::one, signing_prefs},
    Flag{"-ocsp-response", Value::one, ocsp_response},
    Flag{"-signed-cert-timestamps", Value::one, signed_cert_timestamps},
    Flag{"-host-name", Value::one, text<&Settings::host_name>},
    Flag{"-no-server-name-ack", Value::none, yes<&Settings::no_server_name_ack>},
    Flag{"-advertise-alpn", Value::one, text<&Settings::advertise_alpn>},
    Flag{"-select-alpn", Value::one, text<&Settings::select_alpn>},
    Flag{"-decline-alpn", Value::none, yes<&Settings::decline_alpn>},
    Flag{"-reject-alpn", Value::none, yes<&Settings::reject_alpn>},
    Flag{"-select-empty-alpn", Value::none, yes<&Settings::select_empty_alpn>},
    Flag{"-allow-unknown-alpn-protos", Value::none, refuse},  // RFC 7301 §3.2: one of those that we offered

    // what we think of the peer's certificate
    Flag{"-trust-cert", Value::one, ignore},  // any chain is accepted
    Flag{"-verify-peer", Value::none, yes<&Settings::verify_peer>},
    Flag{"-verify-fail", Value::none, yes<&Settings::verify_fail>},
    Flag{"-use-custom-verify-callback", Value::none, yes<&Settings::use_custom_verify_callback>},
    Flag{"-require-any-client-certificate", Value::none, yes<&Settings::require_any_client_certificate>},
    Flag{"-use-client-ca-list", Value::one, text<&Settings::client_ca_list>},
    Flag{"-verify-prefs", Value::one, registered_list<&Settings::verify_prefs>},
    Flag{"-enable-ocsp-stapling", Value::none, yes<&Settings::enable_ocsp_stapling>},
    Flag{"-enable-signed-cert-timestamps", Value::none, yes<&Settings::enable_signed_cert_timestamps>},
    Flag{"-max-cert-list", Value::one, integer<&Settings::max_cert_list>},

    // preferences
    Flag{"-curves", Value::one, registered_list<&Settings::curves>},
    Flag{"-curves-flags", Value::one, curves_flags},
    Flag{"-key-shares", Value::one, key_shares},
    Flag{"-no-key-shares", Value::none, no_key_shares},
    Flag{"-server-supported-groups-hint", Value::one, registered_list<&Settings::server_groups_hint>},
    Flag{"-server-preference", Value::none, yes<&Settings::server_preference>},
    Flag{"-enable-grease", Value::none, yes<&Settings::enable_grease>},
    Flag{"-cipher", Value::one, ignore},  // of TLS 1.2; the suites of TLS 1.3 are not chosen by it
    Flag{"-min-version", Value::one, min_version},
    Flag{"-max-version", Value::one, max_version},

    // older versions, which are not here anyway
    Flag{"-no-tls1", Value::none, switch_off<tls1>},
    Flag{"-no-tls11", Value::none, switch_off<tls11>},
    Flag{"-no-tls12", Value::none, switch_off<tls12>},
    Flag{"-no-tls13", Value::none, switch_off<tls13>},
    Flag{"-fallback-scsv", Value::none, ignore},  // nothing to fall back to, so nothing to admit
    Flag{"-renegotiate-freely", Value::none, ignore},
    Flag{"-no-legacy-server-connect", Value::none, ignore},
    Flag{"-expect-extended-master-secret", Value::none, ignore},  // TLS 1.3 always has what it gave
    Flag{"-expect-secure-renegotiation", Value::none, ignore},

    // how we behave
    Flag{"-async", Value::none, yes<&Settings::async>},
    Flag{"-implicit-handshake", Value::none, yes<&Settings::implicit_handshake>},
    Flag{"-no-op-extra-handshake", Value::none, ignore},  // an engine has no call that could be repeated
    Flag{"-shim-shuts-down", Value::none, yes<&Settings::shim_shuts_down>},
    Flag{"-shim-writes-first", Value::none, yes<&Settings::shim_writes_first>},
    Flag{"-read-with-unfinished-write", Value::none, yes<&Settings::read_with_unfinished_write>},
    Flag{"-check-close-notify", Value::none, yes<&Settings::check_close_notify>},
    Flag{"-send-alert", Value::none, yes<&Settings::send_alert>},
    Flag{"-key-update", Value::none, yes<&Settings::key_update>},
    Flag{"-key-update-before-read", Value::none, yes<&Settings::key_update_before_read>},
    Flag{"-read-size", Value::one, integer<&Settings::read_size>},
    Flag{"-max-send-fragment", Value::one, integer<&Settings::max_send_fragment>},
    Flag{"-export-keying-material", Value::one, integer<&Settings::export_keying_material>},
    Flag{"-export-label", Value::one, text<&Settings::export_label>},
    Flag{"-export-context", Value::one, text<&Settings::export_context>},
    Flag{"-use-export-context", Value::none, yes<&Settings::use_export_context>},
    Flag{"-export-traffic-secrets", Value::none, yes<&Settings::export_traffic_secrets>},

    // resumption
    Flag{"-resume-count", Value::one, integer<&Settings::resume_count>},
    Flag{"-resumption-delay", Value::one, integer<&Settings::resumption_delay>},
    Flag{"-ticket-key", Value::one, bytes<&Settings::ticket_key>},
    Flag{"-no-ticket", Value::none, yes<&Settings::no_ticket>},
    Flag{"-enable-early-data", Value::none, yes<&Settings::enable_early_data>},
    Flag{"-reverify-on-resume", Value::none, yes<&Settings::reverify_on_resume>},

    // what must turn out to be so
    Flag{"-expect-version", Value::one, registered_one<&Settings::expect_version>},
    Flag{"-expect-curve-id", Value::one, registered_one<&Settings::expect_curve_id>},
    Flag{"-expect-peer-signature-algorithm", Value::one, registered_one<&Settings::expect_peer_signature_algorithm>},
    Flag{"-expect-peer-verify-pref", Value::one, registered_list<&Settings::expect_peer_verify_pref>},
    Flag{"-expect-cipher-aes", Value::one, registered_one<&Settings::expect_cipher_aes>},
    Flag{"-expect-cipher-no-aes", Value::one, registered_one<&Settings::expect_cipher_no_aes>},
    Flag{"-expect-alpn", Value::one, text<&Settings::expect_alpn>},
    Flag{"-expect-advertised-alpn", Value::one, text<&Settings::expect_advertised_alpn>},
    Flag{"-expect-server-name", Value::one, text<&Settings::expect_server_name>},
    Flag{"-expect-peer-cert-file", Value::one, text<&Settings::expect_peer_cert_file>},
    Flag{"-expect-client-ca-list", Value::one, text<&Settings::expect_client_ca_list>},
    Flag{"-expect-ocsp-response", Value::one, bytes<&Settings::expect_ocsp_response>},
    Flag{"-expect-signed-cert-timestamps", Value::one, bytes<&Settings::expect_signed_cert_timestamps>},
    Flag{"-expect-verify-result", Value::none, yes<&Settings::expect_verify_result>},
    Flag{"-expect-hrr", Value::none, yes<&Settings::expect_hrr>},
    Flag{"-expect-no-hrr", Value::none, yes<&Settings::expect_no_hrr>},
    Flag{"-expect-session-miss", Value::none, yes<&Settings::expect_session_miss>},
    Flag{"-expect-no-session", Value::none, yes<&Settings::expect_no_session>},
    Flag{"-expect-ticket-age-skew", Value::one, optional_integer<&Settings::expect_ticket_age_skew>},
    Flag{"-expect-ticket-supports-early-data", Value::none, yes<&Settings::expect_ticket_supports_early_data>},
    Flag{"-expect-accept-early-data", Value::none, yes<&Settings::expect_accept_early_data>},
    Flag{"-expect-reject-early-data", Value::none, yes<&Settings::expect_reject_early_data>},
    Flag{"-expect-early-data-reason", Value::one, text<&Settings::expect_early_data_reason>},
};

/// Takes `prefix` off the front of the name, up to the hyphen that the name then begins with.
bool take_prefix(std::string_view& name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return false;
  name.remove_prefix(prefix.size() - 1);
  return true;
}

class Arguments {
 public:
  explicit Arguments(std::span<const char* const> rest) : rest_(rest) {}
  bool empty() const { return rest_.empty(); }
  std::string_view next() {
    if (rest_.empty()) throw Unsupported("a value is missing");
    const std::string_view first = rest_.front();
    rest_ = rest_.subspan(1);
    return first;
  }

 private:
  std::span<const char* const> rest_;
};

/// Flags about the process, not about a connection.
bool take_process_flag(CommandLine& line, std::string_view name, Arguments& arguments) {
  if (name == "-port") {
    line.runner.port = number<std::uint16_t>(arguments.next());
  } else if (name == "-shim-id") {
    line.runner.shim_id = number<std::uint64_t>(arguments.next());
  } else if (name == "-ipv6") {
    line.runner.ipv6 = true;
  } else if (name == "-is-handshaker-supported") {
    line.is_handshaker_supported = true;
  } else if (name == "-list-tokens") {
    line.list_tokens = true;
  } else if (name == "-list-flags") {
    line.list_flags = true;
  } else {
    return false;
  }
  return true;
}

/// The connections that a flag with these prefixes is about; none for somebody else's flag.
std::vector<Settings*> about(CommandLine& line, std::string_view& name) {
  if (take_prefix(name, "-on-handshaker-")) return {};
  take_prefix(name, "-on-shim-");
  if (take_prefix(name, "-on-initial-")) return {&line.initial};
  if (take_prefix(name, "-on-resume-")) return {&line.resumed};
  if (take_prefix(name, "-on-retry-")) return {&line.retried};
  return {&line.initial, &line.resumed, &line.retried};
}

void take_flag(CommandLine& line, std::string_view name, Arguments& arguments) {
  const std::vector<Settings*> connections = about(line, name);
  const auto* flag = std::ranges::find(table, name, &Flag::name);
  if (flag == table.end()) throw Unsupported("unknown flag: " + std::string(name));
  const std::string_view value = flag->value == Value::one ? arguments.next() : "";
  for (Settings* settings : connections) flag->apply(*settings, value);
}

}  // namespace

CommandLine parse(std::span<const char* const> words) {
  CommandLine line;
  Arguments arguments(words);
  while (!arguments.empty()) {
    const std::string_view name = arguments.next();
    if (!take_process_flag(line, name, arguments)) take_flag(line, name, arguments);
  }
  return line;
}

std::string flag_names() {
  std::string names;
  for (const Flag& flag : table) {
    if (flag.apply != refuse) names += std::string(flag.name) + "\n";
  }
  return names;
}

}  // namespace shim
