// See credentials.hpp.
#include "shim/credentials.hpp"

#include <fstream>
#include <iterator>

#include "crypto/error.hpp"
#include "shim/values.hpp"

namespace shim {
namespace {

namespace crypto = vitrine::crypto;

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

crypto::PrivateKey private_key(const std::string& file) {
  try {
    auto key = crypto::PrivateKey::from_pem(contents(file));
    if (key.kind() == crypto::KeyKind::other) throw Unsupported("a key that we cannot sign with");
    return key;
  } catch (const crypto::Error& error) {
    throw Unsupported(error.what());
  }
}

/// What we verify (-verify-prefs) has nothing to do with what we sign with.
std::vector<tls::SignatureScheme> signing_prefs(const CredentialFiles& files) {
  return files.signing_prefs.empty() ? tls::Preferences{}.signature_schemes : files.signing_prefs;
}

}  // namespace

std::vector<crypto::Certificate> certificates(const std::string& file) {
  try {
    return crypto::Certificate::all_from_pem(contents(file));
  } catch (const crypto::Error& error) {
    throw Unsupported(error.what());
  }
}

std::shared_ptr<const tls::Credential> credential(const Settings& settings) {
  const CredentialFiles& files = settings.credentials.front();
  if (files.cert_file.empty()) return nullptr;
  return std::make_shared<tls::Credential>(
      tls::Credential{certificates(files.cert_file), private_key(files.key_file), signing_prefs(files)});
}

}  // namespace shim
