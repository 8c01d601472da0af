// A failure in words: the verdict first, at most five lines with what happened, what was found and expected, who is at
// fault, what was told to the peer and by which section of RFC 9846, and what to type next. Both windows agree on the
// cause. Read next: refusals.cpp, alerts_told.cpp and endings.cpp, the tables of words.
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

/// How a connection failed. Where the network broke it the engine knows of no failure: that, too, is a truncation.
tls::Failure failure_of(const tls::Connection& connection);

/// Who has to change something, as far as it can be known from here.
enum class Fault : std::uint8_t {
  peer,           // it broke a rule, or has trouble of its own
  us,             // the same, as the peer tells it or as we know
  between,        // somebody changed something on the way, unless it is a bug of one of the two
  configuration,  // nobody broke a rule: the two are set up for different things
  limit,          // nobody broke a rule: it was too much for a limit of ours
  unclear,
};

/// What the engine cannot know about a failed connection. What the role has no use for stays empty.
struct Circumstances {
  tls::Role role = tls::Role::client;
  Style style;
  bool established = false;     // application data could flow before
  bool peer_has_spoken = true;  // be it nonsense: Connection::peer_has_spoken()
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

Fault fault_of(const tls::Failure& failure, const Circumstances& around);

/// The lines, ready to print.
std::vector<std::string> explain_failure(const tls::Failure& failure, const Circumstances& around);

/// A handshake that was not over in time, in this state of Appendix A.
struct Timeout {
  std::chrono::seconds limit;
  std::string_view state;
};
std::vector<std::string> explain_timeout(const Timeout& timeout, const Circumstances& around);

}  // namespace vitrine::trace
