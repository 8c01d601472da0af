// What can be done about an alert from the other side (RFC 9846 §6.2): the last line of an explanation.
#include "base/printable.hpp"
#include "trace/failure_parts.hpp"

namespace vitrine::trace {

std::string client_advice(tls::AlertDescription alert, const Circumstances& around) {
  using enum tls::AlertDescription;
  switch (alert) {
    case handshake_failure:
    case insufficient_security:
      return "Offer all that this program can do, without --groups and --ciphersuites:  " + command("", around);
    case protocol_version:
    case inappropriate_fallback:
      return "This program speaks TLS 1.3 alone. Ask the server what it speaks:  openssl s_client -connect " +
             base::printable(around.address);
    case no_application_protocol:
      return "Name a protocol that the server speaks:  " + command("--alpn NAME", around);
    case unrecognized_name:
      return "Ask for a host that lives there:  " + command("--servername NAME", around);
    case certificate_required:
    case access_denied:
    case bad_certificate:
    case unsupported_certificate:
    case certificate_revoked:
    case certificate_expired:
    case certificate_unknown:
    case unknown_ca:
      return "Show who you are:  " + command("--cert CERT.pem --key KEY.pem", around);
    case unknown_psk_identity:
    case decrypt_error:
    case illegal_parameter:  // what OpenSSL calls a wrong binder
      if (!around.psk_file.empty())
        return "Does the server have the keys of " + base::printable(around.psk_file) + ", each of the same kind?";
      return "One of the two programs is wrong, or something between them. Watch it happen:  " + command("-v", around);
    case internal_error:
    case general_error:
    case user_canceled:
    case close_notify:
      return "The server's own log knows more. Then try again:  " + command("", around);
    default:
      return "One of the two programs is wrong, or something between them. Watch it happen:  " + command("-v", around);
  }
}

std::string server_advice(tls::AlertDescription alert, const Circumstances& around) {
  using enum tls::AlertDescription;
  switch (alert) {
    case unknown_ca:
      return "It needs " + (around.server_ca_file.empty() ? "our CA file" : base::printable(around.server_ca_file)) +
             ".";
    case certificate_expired:
      return "Is ours in date?  vitrine-pki renew server   then   kill -HUP $(pidof vitrined)";
    case bad_certificate:
    case unsupported_certificate:
    case certificate_revoked:
    case certificate_unknown:
    case unrecognized_name:
      return "Does our certificate carry the name that it asked for?  vitrine-pki show server.pem";
    case internal_error:
    case general_error:
    case user_canceled:
    case close_notify:
      return "The client's own window knows more.";
    default:
      return "Watch it happen:  vitrined -v";
  }
}

}  // namespace vitrine::trace
