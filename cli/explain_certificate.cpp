// Pages about the certificates of a PEM file: what they say, and what TLS 1.3 makes of it (RFC 9846 §4.5.1.2,
// §4.5.1.3). Whether a chain leads to a trusted CA is another question: vitrine-pki show.
#include "base/hex.hpp"
#include "base/printable.hpp"
#include "crypto/error.hpp"
#include "crypto/particulars.hpp"
#include "explanation.hpp"
#include "tls/primitives.hpp"
#include "trace/text.hpp"

namespace vitrine::cli {
namespace {

using crypto::Certificate;

std::string life(const Certificate& certificate, crypto::Time now) {
  const std::string span = trace::date(certificate.not_before()) + " to " + trace::date(certificate.not_after());
  if (now < certificate.not_before()) return span + "; not yet: certificate_expired (45)";
  if (now > certificate.not_after())
    return span + "; ended " + trace::rough(now - certificate.not_after()) + " ago: certificate_expired (45)";
  return span + "; " + trace::rough(certificate.not_after() - now) + " left";
}

std::string names(const Certificate& certificate) {
  std::vector<std::string> all;
  for (const std::string& name : certificate.names()) all.push_back(trace::in_quotes(name));
  return all.empty() ? "none (no subjectAltName), so it fits no host" : trace::join(all, ", ");
}

std::string listed(const std::vector<std::string>& usages) {
  return usages.empty() ? "not limited" : trace::join(usages, ", ");
}

/// The schemes that a CertificateVerify with this key can have.
std::vector<std::string> schemes_of(const Certificate& certificate) {
  std::vector<std::string> names;
  const crypto::KeyKind kind = certificate.public_key().kind();
  for (const auto& scheme : tls::entries<tls::SignatureScheme>()) {
    const auto algorithm = tls::primitive(scheme.value);
    if (algorithm && crypto::matches(*algorithm, kind)) names.emplace_back(scheme.name);
  }
  return names;
}

/// What keeps it from being of use, or what it can do.
std::string use(const Certificate& certificate, const crypto::Particulars& more) {
  if (!more.weaknesses.empty()) return "refused: it has " + trace::join(more.weaknesses, " and ") + ", too weak today";
  if (!certificate.allows_signatures())
    return more.is_ca ? "signs certificates alone: for an end of a connection its key usage lacks digitalSignature"
                      : "of no use: its key usage lacks digitalSignature, §4.5.1.2";
  const std::vector<std::string> schemes = schemes_of(certificate);
  return schemes.empty() ? "of no use: no signature scheme here fits the key, §4.3.3"
                         : "CertificateVerify is signed by " + trace::join(schemes, ", ");
}

void add_key(Page& page, const Certificate& certificate, const crypto::Particulars& more) try {
  page.item("key", more.key + ", " + std::to_string(certificate.public_key().bits()) + " bits");
  page.item("in TLS 1.3", use(certificate, more));
} catch (const crypto::Error& error) {
  page.item("key", more.key + ", which cannot be used: " + base::printable(error.what()));
}

Lines page_about(const Certificate& certificate, const std::string& which, crypto::Time now) {
  const crypto::Particulars more = crypto::particulars_of(certificate);
  Page page(which + trace::in_quotes(certificate.subject()), "RFC 5280");
  page.item("subject", base::printable(more.subject));
  page.item("issuer", certificate.names_itself_as_issuer() ? "itself" : base::printable(more.issuer));
  page.item("validity", life(certificate, now));
  page.item("names", more.is_ca ? "that of a CA, which no host is compared with" : names(certificate));
  page.item("CA", more.is_ca ? "yes: it may sign other certificates" : "no: it stands for one end of a connection");
  page.item("key usage", listed(more.key_usage) + "; extended: " + listed(more.extended_key_usage));
  page.item("signed with", more.signature);
  add_key(page, certificate, more);
  page.item("serial number", base::to_hex(more.serial_number, ":"));
  page.item("SHA-256 fingerprint", base::to_hex(certificate.fingerprint()));
  page.item("size", trace::count(certificate.der().size(), "byte") + " of DER, the cert_data of a CertificateEntry");
  return std::move(page).take();
}

}  // namespace

Lines explain_certificates(std::string_view pem, crypto::Time now) {
  const std::vector<Certificate> all = Certificate::all_from_pem(pem);
  Lines lines;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string of = all.size() == 1 ? "" : std::to_string(i + 1) + " of " + std::to_string(all.size()) + " ";
    if (i > 0) lines.emplace_back();
    for (std::string& line : page_about(all[i], "certificate " + of, now)) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace vitrine::cli
