// What the peer refuses, as far as its alert tells (RFC 9846 §6.2) and as the state we were in makes likely. An alert
// that no row is for says that we broke a rule. The same failures from the other side: refusals.cpp.
// Read next: endings.cpp.
#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "trace/failure_parts.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

using enum Fault;
using enum tls::AlertDescription;

struct Row {
  tls::AlertDescription alert;
  std::optional<Phase> phase;  // nothing: in any
  Fault fault;
  std::string_view verdict;
  std::string_view next;
};

constexpr std::optional<Phase> any;
constexpr std::string_view all_we_can =
    "Offer all that this program can do, without --groups and --ciphersuites:  vitrine {address}";
constexpr std::string_view ask_its_version = "Ask it what it speaks:  openssl s_client -connect {address}";
constexpr std::string_view show_certificate = "Show who you are:  vitrine --cert CERT.pem --key KEY.pem {address}";
constexpr std::string_view try_again = "The server's own log knows more. Then try again:  vitrine {address}";
constexpr std::string_view needs_ca = "It needs {our CA}:  vitrine --cafile, curl --cacert, a browser's settings.";
constexpr std::string_view look_at_ours =
    "It needs {our CA}, and the name that it asks for:  vitrine-pki show server.pem";
constexpr std::string_view no_client = "the server does not let us in";

constexpr Row of_server[] = {
    {close_notify, any, unclear, "the server left before the handshake was over", try_again},
    {user_canceled, any, unclear, "somebody at the server changed their mind", try_again},
    {general_error, any, unclear, "the server has a reason that it does not want to name", try_again},
    {internal_error, any, peer, "the server has trouble of its own", try_again},
    {handshake_failure, Phase::hello, configuration,
     "the server has no version, suite, group or signature in common with us", all_we_can},
    {handshake_failure, any, configuration,
     "the server is not content with our answer, most likely with the certificate", show_certificate},
    {insufficient_security, any, configuration, "what we offer is too weak for the server", all_we_can},
    {protocol_version, any, configuration, "the server does not speak TLS 1.3", ask_its_version},
    {inappropriate_fallback, any, configuration, "the server thinks that we could do better than this version",
     ask_its_version},
    {no_application_protocol, any, configuration, "the server speaks no protocol (ALPN) that we offer",
     "Name one that it speaks, or none:  vitrine --alpn NAME {address}"},
    {unrecognized_name, any, configuration, "the server knows no host of that name",
     "Ask for one that lives there:  vitrine --servername NAME {address}"},
    {certificate_required, any, configuration, no_client, show_certificate},
    {access_denied, any, configuration, no_client, show_certificate},
    {bad_certificate, any, configuration, no_client, show_certificate},
    {unsupported_certificate, any, configuration, no_client, show_certificate},
    {certificate_revoked, any, configuration, no_client, show_certificate},
    {certificate_expired, any, configuration, no_client, show_certificate},
    {certificate_unknown, any, configuration, no_client, show_certificate},
    {unknown_ca, any, configuration, no_client, show_certificate},
    {bad_certificate_status_response, any, configuration, no_client, show_certificate},
    {unknown_psk_identity, any, configuration, "the server does not have the pre-shared key that we name",
     "Both sides need it:  vitrined --psk FILE   vitrine --psk FILE"},
    {decrypt_error, any, between, "the server could not verify our Finished or our signature", ""},
};

constexpr Row of_client[] = {
    {close_notify, any, unclear, "the client left before the handshake was over", "Its own window knows more."},
    {user_canceled, any, unclear, "somebody at the client changed their mind", "Nothing to do here."},
    {general_error, any, unclear, "the client has a reason that it does not want to name",
     "Its own window knows more."},
    {internal_error, any, peer, "the client has trouble of its own", "Its own window knows more."},
    {handshake_failure, any, configuration, "the client is not content with what we chose",
     "What it offered:  vitrined -v"},
    {insufficient_security, any, configuration, "what we chose is too weak for the client",
     "To have others:  vitrined --groups LIST --ciphersuites LIST"},
    {protocol_version, any, configuration, "the client does not go on with TLS 1.3",
     "It has to allow that version, or to be renewed."},
    {inappropriate_fallback, any, configuration, "the client thinks that we could do better than this version",
     "It has to allow TLS 1.3."},
    {no_application_protocol, any, configuration, "the client does not speak the protocol (ALPN) that we chose",
     "For a browser:  vitrined --www   For others:  vitrined --alpn NAME"},
    {unrecognized_name, any, configuration, "our certificate is for another host than the client wants", look_at_ours},
    {unknown_ca, any, configuration, "the client does not trust our certificate", needs_ca},
    {certificate_unknown, any, configuration, "the client does not accept our certificate, and does not say why",
     needs_ca},
    {bad_certificate, any, configuration, "the client found fault with our certificate, often with its signer or name",
     look_at_ours},
    {unsupported_certificate, any, configuration, "our certificate is not for servers, or of a kind that it cannot use",
     look_at_ours},
    {certificate_revoked, any, configuration, "the client knows our certificate as revoked",
     "A new one:  vitrine-pki renew server"},
    {certificate_expired, any, configuration, "our certificate is not in date by the client's clock",
     "A new one:  vitrine-pki renew server   then   kill -HUP $(pidof vitrined)"},
    {access_denied, any, configuration, "the client knows who we are and does not want us", look_at_ours},
    {certificate_required, any, configuration, "the client wants a certificate of us", look_at_ours},
    {bad_certificate_status_response, any, configuration, "the client does not accept the status of our certificate",
     "Leave it out: no --ocsp file."},
    {unknown_psk_identity, any, configuration, "the client has not the pre-shared key that we chose",
     "Both sides need it:  vitrined --psk FILE   vitrine --psk FILE"},
    {decrypt_error, any, between, "the client could not verify our Finished or our signature", ""},
};

/// Wrong pre-shared keys have several alerts: illegal_parameter is what OpenSSL calls a wrong binder.
bool may_be_psk(tls::AlertDescription alert, const Circumstances& around) {
  return !around.psk_file.empty() &&
         (alert == decrypt_error || alert == illegal_parameter || alert == unknown_psk_identity);
}

}  // namespace

std::string moment_and_meaning(const tls::Failure& failure, const Circumstances& around) {
  constexpr std::array<std::string_view, 3> client{"in answer to my ClientHello", "in the middle of its own messages",
                                                   "after my Finished"};
  constexpr std::array<std::string_view, 3> server{"before it had offered anything", "after our Finished",
                                                   "after its own Finished"};
  const auto phase = static_cast<std::size_t>(phase_of(failure, around));
  const tls::Entry<tls::AlertDescription>* entry = tls::find_anywhere(failure.alert);
  return "That came " + std::string((around.role == tls::Role::client ? client : server).at(phase)) +
         ", and means: " + (entry != nullptr ? std::string(entry->words) : "nothing that is in the registry") + ".";
}

Account alert_told(const tls::Failure& failure, const Circumstances& around) {
  if (auto own = own_certificate_refused(failure, around)) return *own;
  if (may_be_psk(failure.alert, around))
    return {configuration,
            "the server has not the same pre-shared key",
            {moment_and_meaning(failure, around)},
            {filled("Does the server have the keys of {psk file}, each of the same kind?", around)}};
  const bool client = around.role == tls::Role::client;
  const std::span<const Row> rows = client ? std::span<const Row>(of_server) : std::span<const Row>(of_client);
  const Phase phase = phase_of(failure, around);
  const auto row = std::ranges::find_if(
      rows, [&](const Row& one) { return one.alert == failure.alert && (!one.phase || *one.phase == phase); });
  const std::string meaning = moment_and_meaning(failure, around);
  if (row == rows.end()) {
    const bool known = tls::find_anywhere(failure.alert) != nullptr;
    return {known ? us : unclear,
            filled(known ? "{peer} says that we broke a rule, of TLS 1.3 or of its own" : "{peer} refused to go on",
                   around),
            {meaning},
            {look_closer(around)}};
  }
  return {row->fault,
          std::string(row->verdict),
          {meaning},
          {row->next.empty() ? look_closer(around) : filled(row->next, around)}};
}

}  // namespace vitrine::trace
