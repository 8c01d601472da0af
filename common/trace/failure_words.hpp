// A failure in words: the verdict first, at most five lines with what happened, what was found and expected, what was
// told to the peer and by which section of RFC 9846, and what to type next. Both windows agree on the cause.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "tls/connection.hpp"
#include "trace/style.hpp"

namespace vitrine::trace {

/// Why a connection failed, as coarse as exit codes are.
enum class Cause : std::uint8_t {
  unknown_ca,
  expired,  // or not yet valid
  name_mismatch,
  other_certificate,
  peer_alert,
  protocol_violation,
  record_authentication,
  truncated,
  internal,
};

Cause cause_of(const tls::Failure& failure);

/// What the engine cannot know about a failed connection. What the role has no use for stays empty.
struct Circumstances {
  tls::Role role = tls::Role::client;
  Style style;
  bool established = false;  // application data could flow before
  crypto::Time now;
  std::optional<crypto::Certificate> certificate;  // the peer's: Session::peer_chain.front()

  // the client's
  std::string host;                      // the name the certificate must match
  std::string address;                   // "127.0.0.1:4444", as given on the command line
  std::string ca_file;                   // as the user would call it: "other-ca.pem"
  std::string own_ca_file;               // the CA that vitrine-pki made on this machine
  std::vector<std::string> ca_subjects;  // TrustAnchors::subjects()
  std::optional<crypto::Certificate> own_certificate;
  std::string own_certificate_file;
  bool early_data_sent = false;
  std::string psk_file;  // as the user would call it; empty: no external keys

  // the server's
  std::uint64_t session = 0;
  std::string server_ca_file;  // the CA that made our certificate
  std::string client_ca_file;  // the CAs whose certificates clients may show
};

/// The lines, ready to print.
std::vector<std::string> explain_failure(const tls::Failure& failure, const Circumstances& around);

/// The lines for a peer that did not answer in time.
std::vector<std::string> explain_timeout(std::chrono::seconds limit, const Circumstances& around);

}  // namespace vitrine::trace
