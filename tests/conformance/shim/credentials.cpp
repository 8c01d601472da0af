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

tls::Credentials credentials(const Settings& settings) {
  tls::Credentials all;
  for (const CredentialFiles& files : settings.credentials) {
    if (files.cert_file.empty()) continue;
    all.push_back(std::make_shared<tls::Credential>(
        tls::Credential{.chain = certificates(files.cert_file),
                        .key = private_key(files.key_file),
                        .ocsp_response = files.ocsp_response,
                        .signed_certificate_timestamps = files.signed_certificate_timestamps,
                        .signature_schemes = signing_prefs(files)}));
  }
  return all;
}

}  // namespace shim
