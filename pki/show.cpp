// See show.hpp.
#include "show.hpp"

#include <botan/pkix_types.h>
#include <botan/x509cert.h>
#if __has_include(<botan/asn1_time.h>)  // Botan 3.7 has it in the headers above
#include <botan/asn1_time.h>
#endif

#include <array>
#include <system_error>
#include <utility>
#include <vector>

#include "base/printable.hpp"
#include "dates.hpp"
#include "folder.hpp"
#include "keys.hpp"
#include "parsed.hpp"

namespace vitrine::pki {
namespace {

namespace fs = std::filesystem;
using Botan::Key_Constraints;
using Botan::X509_Certificate;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

std::string shown_names(const X509_Certificate& certificate) {
  try {
    return base::printable(joined(names_of(certificate)));
  } catch (const Error& error) {
    return error.what();
  }
}

std::string shown_validity(const X509_Certificate& certificate) try {
  const auto time = [](const Botan::X509_Time& from) {
    return Time{std::chrono::seconds{static_cast<std::int64_t>(from.time_since_epoch())}};
  };
  const Period period{time(certificate.not_before()), time(certificate.not_after())};
  const Time today = now();
  const std::string dates = shown(period.begins) + " to " + shown(period.ends);
  if (today < period.begins) return dates + " (begins in " + distance(period.begins, today) + ")";
  if (today > period.ends) return dates + " (ended " + distance(period.ends, today) + " ago)";
  return dates + " (" + distance(period.ends, today) + " left)";
} catch (const Botan::Exception&) {
  return "dates that I cannot read";
}

std::string shown_key(const X509_Certificate& certificate) try {
  return shown(*certificate.subject_public_key());
} catch (const Botan::Exception&) {
  return "of a kind that I do not know";
}

std::string shown_uses(const X509_Certificate& certificate) {
  static const std::array<std::pair<Key_Constraints::Bits, const char*>, 5> bits = {{
      {Key_Constraints::DigitalSignature, "digital signature"},
      {Key_Constraints::KeyEncipherment, "key encipherment"},
      {Key_Constraints::KeyAgreement, "key agreement"},
      {Key_Constraints::KeyCertSign, "signing certificates"},
      {Key_Constraints::CrlSign, "signing revocation lists"},
  }};
  std::vector<std::string> uses;
  if (has_use(certificate, Use::authority)) uses.emplace_back("CA");
  if (has_use(certificate, Use::server)) uses.emplace_back("TLS server");
  if (has_use(certificate, Use::client)) uses.emplace_back("TLS client");
  for (const auto& [bit, name] : bits)
    if (certificate.constraints().includes(bit)) uses.emplace_back(name);
  return joined(uses);
}

std::string paragraph(const X509_Certificate& certificate) {
  const auto line = [](const char* label, const std::string& value) {
    return std::string("  ") + label + value + '\n';
  };
  return line("subject      ", base::printable(certificate.subject_dn().to_string())) +
         line("issuer       ", base::printable(certificate.issuer_dn().to_string())) +
         line("names        ", shown_names(certificate)) +                                                     //
         line("valid        ", shown_validity(certificate)) + line("key          ", shown_key(certificate)) +  //
         line("uses         ", shown_uses(certificate)) +
         line("signed with  ", base::printable(certificate.signature_algorithm().oid().to_formatted_string())) +
         line("SHA-256      ", certificate.fingerprint("SHA-256"));
}

fs::path find(const fs::path& folder, const std::string& file) {
  std::error_code no_exception;
  for (const fs::path& path : {fs::path(file), folder / file, folder / (file + ".pem")})
    if (fs::exists(path, no_exception)) return path;
  throw Error("There is no file " + base::printable(file) + ", here or in " + folder.string() + ".");
}

}  // namespace

std::string show(const fs::path& folder, const std::string& file) {
  const fs::path path = find(folder, file);
  const auto certificates = parse_certificates(read_file(path), base::printable(path.string()));
  std::string text;
  for (std::size_t i = 0; i < certificates.size(); ++i) {
    text += base::printable(path.string());
    if (certificates.size() > 1) text += ", " + std::to_string(i + 1) + " of " + std::to_string(certificates.size());
    text += '\n' + paragraph(certificates[i]);
  }
  return text;
}

}  // namespace vitrine::pki
