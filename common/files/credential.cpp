// Read before: credential.hpp.
#include "files/credential.hpp"

#include <cstdlib>

#include "base/printable.hpp"
#include "crypto/error.hpp"
#include "files/secret_file.hpp"

namespace vitrine::files {

tls::Credential read_credential(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  try {
    std::vector<crypto::Certificate> chain = crypto::Certificate::all_from_pem(read_file(certificate));
    const SecretText key_text = read_secret_file(key);
    crypto::PrivateKey private_key = crypto::PrivateKey::from_pem(key_text.view());
    if (chain.front().spki() != private_key.spki())
      throw Unusable("The key " + shown(key) + " does not belong to the certificate " + shown(certificate) + ".");
    if (!chain.front().allows_signatures())
      throw Unusable("The certificate " + shown(certificate) +
                     " is not for signatures (its key usage has no digitalSignature), and TLS 1.3 needs one.");
    return {std::move(chain), std::move(private_key)};
  } catch (const crypto::Error& error) {
    throw Unusable("Certificate " + shown(certificate) + " with key " + shown(key) + ": " +
                   base::printable(error.what()) + ".");
  }
}

std::string shown(const std::filesystem::path& path) {
  const char* home = std::getenv("HOME");
  const std::string text = path.string();
  const std::string prefix = home == nullptr ? "" : std::string(home) + "/";
  return base::printable(prefix.size() > 1 && text.starts_with(prefix) ? "~/" + text.substr(prefix.size()) : text);
}

}  // namespace vitrine::files
