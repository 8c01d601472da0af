// Read before: credentials.hpp.
#include "credentials.hpp"

#include "base/printable.hpp"
#include "crypto/error.hpp"
#include "files/credential.hpp"
#include "files/secret_file.hpp"
#include "pki/authority.hpp"

namespace vitrine::daemon {
namespace {

namespace fs = std::filesystem;
using files::shown;

struct Files {
  fs::path certificate;
  fs::path key;
};

fs::path pki_folder(const Options& options) { return options.pki.empty() ? pki::default_folder() : options.pki; }

Files files_of(const Options& options) {
  if (!options.certificate.empty()) return {options.certificate, options.key};
  const fs::path folder = pki_folder(options);
  return {folder / "server.pem", folder / "server.key"};
}

std::string first_name(const crypto::Certificate& certificate) {
  const std::vector<std::string> names = certificate.names();
  return base::printable(names.empty() ? certificate.subject() : names.front(), 256);
}

}  // namespace

bool lacks_pki(const Options& options) {
  if (!options.certificate.empty()) return false;
  const fs::path folder = pki_folder(options);
  return !fs::exists(folder / "ca.pem") && !fs::exists(folder / "server.pem");
}

std::string make_missing_pki(const Options& options) {
  if (!options.certificate.empty()) return "";
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
  try {
    const Files given = files_of(options);
    if (options.certificate.empty() && !fs::exists(given.certificate))
      throw ConfigurationError("There is a CA but no server certificate in " + shown(given.certificate.parent_path()) +
                               ". Make one:  vitrine-pki issue server localhost");
    tls::Credential credential = files::read_credential(given.certificate, given.key);
    const crypto::Certificate& own = credential.chain.front();
    Identity identity{nullptr, first_name(own), own.not_after(), ""};
    if (options.certificate.empty()) identity.ca_file = shown(pki_folder(options) / "ca.pem");
    identity.credential = std::make_shared<const tls::Credential>(std::move(credential));
    return identity;
  } catch (const files::Unusable& error) {
    throw ConfigurationError(error.what());
  } catch (const pki::Error& error) {
    throw ConfigurationError(error.what());
  }
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
  const auto days = std::chrono::duration_cast<std::chrono::days>(identity.not_after - now).count();
  const auto in_words = [](auto number) { return std::to_string(number) + (number == 1 ? " day" : " days"); };
  if (now > identity.not_after) return "ended " + in_words(-days) + " ago, clients will refuse it";
  // A certificate made a moment ago for 90 days is good for 90 days.
  const auto rounded = std::chrono::round<std::chrono::days>(identity.not_after - now).count();
  return "good for " + in_words(rounded);
}

crypto::Time wall_clock() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace vitrine::daemon
