// What a session's handshakes are told, from the options and the files that they name. Read before: session.hpp.
#include "files/credential.hpp"
#include "files/psk_file.hpp"
#include "files/secret_file.hpp"
#include "session.hpp"
#include "trust.hpp"

namespace vitrine::cli {

tls::ClientConfig Session::config() {
  tls::ClientConfig config;
  config.ask_for = {.ocsp_response = true, .signed_certificate_timestamps = true};
  config.trust = std::make_shared<const crypto::TrustAnchors>(read_trust(options_));
  ca_subjects_ = config.trust->subjects();
  if (auto own = credential()) config.credentials = {std::move(own)};
  config.alpn = options_.alpn;
  tls::Preferences& preferences = config.preferences;
  if (!options_.groups.empty()) {
    preferences.groups = options_.groups;
    config.key_shares = {options_.groups.front()};
  }
  if (!options_.cipher_suites.empty()) preferences.cipher_suites = options_.cipher_suites;
  if (options_.key_shares) config.key_shares = *options_.key_shares;
  config.external_psks = psks();
  config.record_size_limit = options_.record_size_limit;
  config.record_padding = options_.record_padding;
  config.grease = options_.grease;
  if (options_.seed) config.certificate_compression.clear();  // what comes out of it depends on the library's version
  return config;
}

std::vector<std::shared_ptr<const tls::ExternalPsk>> Session::psks() const {
  if (options_.psk_file.empty()) return {};
  try {
    return files::read_psk_file(options_.psk_file);
  } catch (const files::Unusable& error) {
    throw UsageError{"Not connected: " + std::string(error.what())};
  }
}

/// Who we are, if we were told. Null: nobody in particular.
std::shared_ptr<const tls::Credential> Session::credential() {
  if (options_.certificate.empty()) return nullptr;
  try {
    auto own = std::make_shared<const tls::Credential>(files::read_credential(options_.certificate, options_.key));
    own_certificate_ = own->chain.front();
    return own;
  } catch (const files::Unusable& error) {
    throw UsageError{"Not connected: " + std::string(error.what())};
  }
}

}  // namespace vitrine::cli
