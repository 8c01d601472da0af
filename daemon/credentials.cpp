// Read before: credentials.hpp.
#include "credentials.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/printable.hpp"
#include "crypto/error.hpp"
#include "pki/authority.hpp"
#include "secret_file.hpp"
#include "tls/message/extension_bodies.hpp"

namespace vitrine::daemon {
namespace {

namespace fs = std::filesystem;

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

// As the operator would write it.
std::string shown(const fs::path& path) {
  const char* home = std::getenv("HOME");
  const std::string text = path.string();
  const std::string prefix = home == nullptr ? "" : std::string(home) + "/";
  return base::printable(prefix.size() > 1 && text.starts_with(prefix) ? "~/" + text.substr(prefix.size()) : text);
}

std::string first_name(const crypto::Certificate& certificate) {
  const std::vector<std::string> names = certificate.names();
  return base::printable(names.empty() ? certificate.subject() : names.front(), 256);
}

// Both travel in an extension, whose length has two bytes. Nobody looks further into them here.
base::Bytes stapled_ocsp(const fs::path& path) {
  if (path.empty()) return {};
  const std::string der = read_file(path);
  if (der.empty() || der.front() != '\x30' || der.size() > 65531)
    throw ConfigurationError(shown(path) + " is no OCSP response in DER of at most 65531 bytes.");
  return base::copy_of(base::view_of(der));
}

base::Bytes stapled_timestamps(const fs::path& path) {
  if (path.empty()) return {};
  base::Bytes list = base::copy_of(base::view_of(read_file(path)));
  try {
    (void)wire::read_all<tls::SignedCertificateTimestampList>(list, "timestamps");
  } catch (const wire::DecodeError& error) {
    throw ConfigurationError(shown(path) + " is no list of certificate timestamps (RFC 6962 3.3): " + error.what());
  }
  return list;
}

tls::Credential read(const CertificateFiles& files) {
  std::vector<crypto::Certificate> chain = crypto::Certificate::all_from_pem(read_file(files.certificate));
  const SecretText key_text = read_secret_file(files.key);
  crypto::PrivateKey key = crypto::PrivateKey::from_pem(key_text.view());
  if (chain.front().spki() != key.spki())
    throw ConfigurationError("The key " + shown(files.key) + " does not belong to the certificate " +
                             shown(files.certificate) + ".");
  return {std::move(chain), std::move(key), stapled_ocsp(files.ocsp), stapled_timestamps(files.sct)};
}

std::shared_ptr<const tls::Credential> load(const CertificateFiles& files) {
  try {
    return std::make_shared<const tls::Credential>(read(files));
  } catch (const crypto::Error& error) {
    throw ConfigurationError("Certificate " + shown(files.certificate) + " with key " + shown(files.key) + ": " +
                             error.what());
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

}  // namespace

bool lacks_pki(const Options& options) {
  if (!options.certificates.empty()) return false;
  const fs::path folder = pki_folder(options);
  return !fs::exists(folder / "ca.pem") && !fs::exists(folder / "server.pem");
}

std::string make_missing_pki(const Options& options) {
  if (!options.certificates.empty()) return "";
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
  const fs::path folder = pki_folder(options);
  if (options.certificates.empty() && !fs::exists(folder / "server.pem"))
    throw ConfigurationError("There is a CA but no server certificate in " + shown(folder) +
                             ". Make one:  vitrine-pki issue server localhost");
  Identity identity;
  for (const CertificateFiles& files : files_of(options)) add(identity, load(files));
  if (options.certificates.empty()) identity.ca_file = shown(folder / "ca.pem");
  return identity;
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

crypto::Time wall_clock() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace vitrine::daemon
