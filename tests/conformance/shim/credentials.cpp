// See credentials.hpp.
#include "shim/credentials.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "crypto/error.hpp"
#include "shim/values.hpp"
#include "tls/abort.hpp"
#include "tls/primitives.hpp"

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

std::shared_ptr<const tls::Credential> credential(const CredentialFiles& files) {
  if (files.cert_file.empty()) return nullptr;
  return std::make_shared<tls::Credential>(tls::Credential{certificates(files.cert_file), private_key(files.key_file)});
}

/// Whether a refused chain ends the handshake; where nobody asked for more, it is noted and let pass.
bool is_strict(const Settings& settings) {
  return settings.verify_peer || settings.require_any_client_certificate || settings.use_custom_verify_callback;
}

tls::VerifyChain verifier(const Settings& settings, Memory& memory) {
  if (!settings.verify_fail)
    return [](const crypto::ChainToVerify&) { return crypto::ChainResult{crypto::Verdict::good, "", {}}; };
  using enum tls::AlertDescription;
  const auto alert = settings.use_custom_verify_callback ? certificate_unknown : handshake_failure;
  return [alert, &memory, strict = is_strict(settings)](const crypto::ChainToVerify&) {
    if (strict) throw tls::Abort(alert, "4.5.1.3", "the runner wants this chain to be refused");
    memory.verification_failed = true;
    return crypto::ChainResult{crypto::Verdict::good, "", {}};
  };
}

void take_preferences(tls::Preferences& preferences, const Settings& settings) {
  if (!settings.verify_prefs.empty()) preferences.signature_schemes = settings.verify_prefs;
  if (!settings.curves.empty()) preferences.groups = settings.curves;
}

void take_limits(tls::Limits& limits, const Settings& settings) {
  if (settings.max_cert_list != 0) limits.handshake_message = settings.max_cert_list;
  if (settings.max_send_fragment != 0) limits.sent_fragment = settings.max_send_fragment;
}

/// The first group; a hybrid one goes with the first that is not, for servers that know no hybrid.
std::vector<tls::NamedGroup> usual_shares(const std::vector<tls::NamedGroup>& groups) { return {groups.front()}; }

/// What the server is said to support narrows the guess.
std::vector<tls::NamedGroup> key_shares(const Settings& settings, const std::vector<tls::NamedGroup>& groups) {
  if (settings.key_shares) return *settings.key_shares;
  const auto& hint = settings.server_groups_hint;
  const auto hinted = std::ranges::find_first_of(groups, hint);
  return hinted == groups.end() ? usual_shares(groups) : std::vector{*hinted};
}

/// Whatever the client offers, as the runner wants it.
tls::ChooseProtocol protocol_chooser(const Settings& settings) {
  return [settings](const std::vector<std::string>& /*offered*/) -> std::optional<std::string> {
    if (settings.reject_alpn) {
      throw tls::Abort(tls::AlertDescription::no_application_protocol, "4.3",
                       "the runner wants no application protocol");
    }
    const bool answers = settings.select_empty_alpn || !settings.select_alpn.empty();
    return answers && !settings.decline_alpn ? std::optional(settings.select_alpn) : std::nullopt;
  };
}

tls::ClientAuthentication client_authentication(const Settings& settings) {
  if (settings.require_any_client_certificate) return tls::ClientAuthentication::required;
  return settings.verify_peer ? tls::ClientAuthentication::requested : tls::ClientAuthentication::none;
}

}  // namespace

std::vector<crypto::Certificate> certificates(const std::string& file) {
  try {
    return crypto::Certificate::all_from_pem(contents(file));
  } catch (const crypto::Error& error) {
    throw Unsupported(error.what());
  }
}

std::shared_ptr<const tls::ClientConfig> client_config(const Settings& settings, Memory& memory) {
  auto config = std::make_shared<tls::ClientConfig>();
  take_preferences(config->preferences, settings);
  take_limits(config->limits, settings);
  config->key_shares = key_shares(settings, config->preferences.groups);
  config->verify_chain = verifier(settings, memory);
  config->credential = credential(settings.credentials.front());
  config->alpn = prefixed_names(settings.advertise_alpn);
  return config;
}

std::shared_ptr<const tls::ServerConfig> server_config(const Settings& settings, Memory& memory) {
  auto config = std::make_shared<tls::ServerConfig>();
  take_preferences(config->preferences, settings);
  take_limits(config->limits, settings);
  config->verify_client_chain = verifier(settings, memory);
  config->client_authentication = client_authentication(settings);
  if (settings.client_ca_list) config->certificate_authorities = hex_list(*settings.client_ca_list);
  config->choose_protocol = protocol_chooser(settings);
  config->acknowledge_server_name = !settings.no_server_name_ack;
  config->cipher_suite_order = settings.server_preference ? tls::OrderOf::server : tls::OrderOf::client;
  config->credential = credential(settings.credentials.front());
  return config;
}

/// An address as the host is sent as no name at all.
tls::ServerIdentity server_identity(const Settings& settings) {
  return {.host = settings.host_name.empty() ? "127.0.0.1" : settings.host_name, .server_name = ""};
}

}  // namespace shim
