// What the command line asks of one connection, field for field. Read next: shim/flags.hpp, which fills it in.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "tls/registry.hpp"

namespace shim {

namespace base = vitrine::base;
namespace tls = vitrine::tls;

/// A certificate chain and its key, in PEM files, and what the key may sign with.
struct CredentialFiles {
  std::string cert_file;
  std::string key_file;
  std::vector<tls::SignatureScheme> signing_prefs;
  base::Bytes ocsp_response;
  base::Bytes signed_certificate_timestamps;
};

/// Versions that can be switched off, as bits.
enum Version : unsigned { tls1 = 1, tls11 = 2, tls12 = 4, tls13 = 8 };
constexpr unsigned all_versions = tls1 | tls11 | tls12 | tls13;

/// What we do.
struct Behaviour {
  bool server = false;
  bool async = false;
  bool implicit_handshake = false;
  bool shim_shuts_down = false;
  bool shim_writes_first = false;
  bool read_with_unfinished_write = false;
  bool check_close_notify = false;
  bool send_alert = false;
  bool key_update = false;
  bool key_update_before_read = false;
  bool export_traffic_secrets = false;
  bool use_export_context = false;
  std::size_t export_keying_material = 0;
  std::string export_label;
  std::string export_context;
  std::size_t read_size = 512;
  unsigned versions_off = 0;  // bits, see Version
  unsigned resume_count = 0;
  unsigned resumption_delay = 0;  // seconds
};

/// What the connection is made of.
struct Configuration {
  std::vector<CredentialFiles> credentials{1};
  std::vector<tls::SignatureScheme> verify_prefs;
  std::vector<tls::NamedGroup> curves;
  std::vector<tls::NamedGroup> server_groups_hint;
  std::optional<std::vector<tls::NamedGroup>> key_shares;
  std::string host_name;
  std::string advertise_alpn;  // as on the wire: each name behind its length
  std::string select_alpn;
  bool decline_alpn = false;
  bool reject_alpn = false;
  bool select_empty_alpn = false;
  bool no_server_name_ack = false;
  bool server_preference = false;
  bool verify_peer = false;
  bool verify_fail = false;
  bool use_custom_verify_callback = false;
  bool reverify_on_resume = false;
  bool require_any_client_certificate = false;
  std::optional<std::string> client_ca_list;  // names as hex of their DER, with commas; "<EMPTY>" and "<NULL>"
  std::size_t max_cert_list = 0;
  std::size_t max_send_fragment = 0;
  base::Bytes ticket_key;
  bool enable_ocsp_stapling = false;
  bool enable_signed_cert_timestamps = false;
  bool no_ticket = false;
  bool enable_early_data = false;
  bool enable_grease = false;
};

/// What must turn out to be so.
struct Expectations {
  std::optional<tls::ProtocolVersion> expect_version;
  std::optional<tls::NamedGroup> expect_curve_id;
  std::optional<tls::SignatureScheme> expect_peer_signature_algorithm;
  std::optional<tls::CipherSuite> expect_cipher_aes;
  std::optional<tls::CipherSuite> expect_cipher_no_aes;
  std::vector<tls::SignatureScheme> expect_peer_verify_pref;
  std::string expect_alpn;
  std::string expect_advertised_alpn;
  std::string expect_server_name;
  std::string expect_peer_cert_file;
  std::optional<std::string> expect_client_ca_list;
  base::Bytes expect_ocsp_response;
  base::Bytes expect_signed_cert_timestamps;
  std::string expect_early_data_reason;
  std::optional<int> expect_ticket_age_skew;
  bool expect_hrr = false;
  bool expect_no_hrr = false;
  bool expect_verify_result = false;
  bool expect_session_miss = false;
  bool expect_no_session = false;
  bool expect_ticket_supports_early_data = false;
  bool expect_accept_early_data = false;
  bool expect_reject_early_data = false;
};

struct Settings : Behaviour, Configuration, Expectations {};

/// Where the runner waits for us, and as whom.
struct Runner {
  std::uint16_t port = 0;
  bool ipv6 = false;
  std::uint64_t shim_id = 0;
};

}  // namespace shim
