// Read before: credentials.hpp.
#include "credentials.hpp"

#include <cstdlib>

#include "base/printable.hpp"
#include "crypto/error.hpp"
#include "pki/authority.hpp"
#include "secret_file.hpp"

namespace vitrine::daemon {
namespace {

namespace fs = std::filesystem;

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
    const Files files = files_of(options);
    if (options.certificate.empty() && !fs::exists(files.certificate))
      throw ConfigurationError("There is a CA but no server certificate in " + shown(files.certificate.parent_path()) +
                               ". Make one:  vitrine-pki issue server localhost");
    std::vector<crypto::Certificate> chain = crypto::Certificate::all_from_pem(read_file(files.certificate));
    const SecretText key_text = read_secret_file(files.key);
    crypto::PrivateKey key = crypto::PrivateKey::from_pem(key_text.view());
    if (chain.front().spki() != key.spki())
      throw ConfigurationError("The key " + shown(files.key) + " does not belong to the certificate " +
                               shown(files.certificate) + ".");
    Identity identity{nullptr, first_name(chain.front()), chain.front().not_after(), ""};
    if (options.certificate.empty()) identity.ca_file = shown(pki_folder(options) / "ca.pem");
    identity.credential = std::make_shared<const tls::Credential>(tls::Credential{std::move(chain), std::move(key)});
    return identity;
  } catch (const crypto::Error& error) {
    const Files files = files_of(options);
    throw ConfigurationError("Certificate " + shown(files.certificate) + " with key " + shown(files.key) + ": " +
                             error.what());
  } catch (const pki::Error& error) {
    throw ConfigurationError(error.what());
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
