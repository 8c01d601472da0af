// Read before: credentials.hpp.
#include "credentials.hpp"

#include <algorithm>

#include "base/printable.hpp"
#include "crypto/error.hpp"
#include "files/credential.hpp"
#include "files/secret_file.hpp"
#include "lesson/class_identity.hpp"
#include "net/clock.hpp"
#include "pki/authority.hpp"
#include "tls/message/extension_bodies.hpp"

namespace vitrine::daemon {
namespace {

namespace fs = std::filesystem;
using files::shown;

fs::path pki_folder(const Options& options) {
  try {
    return options.pki.empty() ? pki::default_folder() : options.pki;
  } catch (const pki::Error& error) {
    throw ConfigurationError(error.what());
  }
}

std::vector<CertificateFiles> files_of(const Options& options) {
  if (!options.certificates.empty()) return options.certificates;
  const fs::path folder = pki_folder(options);
  return {{folder / "server.pem", folder / "server.key", {}, {}}};
}

std::string first_name(const crypto::Certificate& certificate) {
  const std::vector<std::string> names = certificate.names();
  return base::printable(names.empty() ? certificate.subject() : names.front(), 256);
}

// Both travel in an extension, whose length has two bytes. Nobody looks further into them here.
base::Bytes stapled_ocsp(const fs::path& path) {
  if (path.empty()) return {};
  const std::string der = files::read_file(path);
  if (der.empty() || der.front() != '\x30' || der.size() > 65531)
    throw ConfigurationError(shown(path) + " is no OCSP response in DER of at most 65531 bytes.");
  return base::copy_of(base::view_of(der));
}

base::Bytes stapled_timestamps(const fs::path& path) {
  if (path.empty()) return {};
  base::Bytes list = base::copy_of(base::view_of(files::read_file(path)));
  try {
    (void)wire::read_all<tls::SignedCertificateTimestampList>(list, "timestamps");
  } catch (const wire::DecodeError& error) {
    throw ConfigurationError(shown(path) + " is no list of certificate timestamps (RFC 6962 3.3): " + error.what());
  }
  return list;
}

std::shared_ptr<const tls::Credential> load(const CertificateFiles& given) {
  try {
    tls::Credential credential = files::read_credential(given.certificate, given.key);
    credential.ocsp_response = stapled_ocsp(given.ocsp);
    credential.signed_certificate_timestamps = stapled_timestamps(given.sct);
    return std::make_shared<const tls::Credential>(std::move(credential));
  } catch (const files::Unusable& error) {
    throw ConfigurationError(error.what());
  }
}

void add(Identity& identity, std::shared_ptr<const tls::Credential> credential) {
  const crypto::Certificate& certificate = credential->chain.front();
  const std::string name = first_name(certificate);
  const std::string quoted = "\"" + name + "\"";
  if (identity.credentials.empty()) {
    identity.name = name;
    identity.not_after = certificate.not_after();
  }
  identity.not_after = std::min(identity.not_after, certificate.not_after());
  if (identity.names.find(quoted) == std::string::npos) identity.names += (identity.names.empty() ? "" : ", ") + quoted;
  identity.credentials.push_back(std::move(credential));
}

Identity class_identity() {
  Identity identity;
  add(identity, std::make_shared<const tls::Credential>(lesson::class_credential()));
  return identity;
}

}  // namespace

bool lacks_pki(const Options& options) {
  if (options.seed || !options.certificates.empty()) return false;
  const fs::path folder = pki_folder(options);
  return !fs::exists(folder / "ca.pem") && !fs::exists(folder / "server.pem");
}

std::string make_missing_pki(const Options& options) {
  if (options.seed || !options.certificates.empty()) return "";
  try {
    const fs::path folder = pki_folder(options);
    if (!pki::init_if_missing({.folder = folder, .more_names = options.names})) return "";
    return "No certificate yet, so I made a test CA and a certificate for localhost in " + shown(folder) +
           " (only you can read it).";
  } catch (const pki::Error& error) {
    throw ConfigurationError(error.what());
  }
}

Identity load_identity(const Options& options) {
  if (options.seed) return class_identity();
  const fs::path folder = pki_folder(options);
  if (options.certificates.empty() && !fs::exists(folder / "server.pem"))
    throw ConfigurationError("There is a CA but no server certificate in " + shown(folder) +
                             ". Make one:  vitrine-pki issue server localhost");
  Identity identity;
  for (const CertificateFiles& given : files_of(options)) add(identity, load(given));
  if (options.certificates.empty()) identity.ca_file = shown(folder / "ca.pem");
  return identity;
}

std::filesystem::path client_ca_file(const Options& options) {
  return options.client_ca.empty() ? pki_folder(options) / "ca.pem" : options.client_ca;
}

std::shared_ptr<const crypto::TrustAnchors> load_client_trust(const Options& options) {
  if (options.client_authentication == tls::ClientAuthentication::none) return nullptr;
  const fs::path file = client_ca_file(options);
  try {
    return std::make_shared<const crypto::TrustAnchors>(crypto::TrustAnchors::from_pem(files::read_file(file)));
  } catch (const files::Unusable& error) {
    throw ConfigurationError("Whose client certificates? " + std::string(error.what()) +
                             "\n  Another CA file:  vitrined --client-ca FILE");
  } catch (const crypto::Error& error) {
    throw ConfigurationError(shown(file) + " is no file of CA certificates for clients: " + error.what() +
                             ".\n  Another:  vitrined --client-ca FILE");
  }
}

std::string lifetime(const Identity& identity, crypto::Time now) {
  const std::size_t number = identity.credentials.size();
  const std::string whose = number == 1 ? "certificate " : std::to_string(number) + " certificates, the first to end ";
  const auto days = std::chrono::duration_cast<std::chrono::days>(identity.not_after - now).count();
  const auto in_words = [](auto count) { return std::to_string(count) + (count == 1 ? " day" : " days"); };
  if (now > identity.not_after) return whose + "ended " + in_words(-days) + " ago, clients will refuse it";
  // A certificate made a moment ago for 90 days is good for 90 days.
  const auto rounded = std::chrono::round<std::chrono::days>(identity.not_after - now).count();
  return whose + "good for " + in_words(rounded);
}

crypto::Time wall_clock() { return std::chrono::floor<std::chrono::seconds>(net::precise_clock()); }

}  // namespace vitrine::daemon
