// See configuration.hpp.
#include "shim/configuration.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "shim/credentials.hpp"
#include "tls/abort.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/primitives.hpp"

namespace shim {
namespace {

namespace crypto = vitrine::crypto;
using std::chrono::seconds;
using enum tls::AlertDescription;

constexpr std::uint32_t early_data_limit = 14336;  // what the runner takes for granted, as the next one
constexpr seconds age_tolerance{60};
constexpr std::size_t hellos_remembered = 100;

crypto::ChainResult verdict(crypto::Verdict verdict) { return {verdict, "as the runner wants it", {}}; }

/// Whether a refused chain ends the handshake; where nobody asked for more, it is noted and let pass.
bool is_strict(const Settings& settings) {
  return settings.verify_peer || settings.require_any_client_certificate || settings.use_custom_verify_callback;
}

crypto::ChainResult judge_certificate(const Settings& settings, Memory& memory) {
  if (settings.verify_fail && is_strict(settings)) {
    throw tls::Abort(settings.use_custom_verify_callback ? certificate_unknown : handshake_failure, "4.5.1.3",
                     "the runner wants this chain to be refused");
  }
  memory.verification_failed = settings.verify_fail;
  return verdict(crypto::Verdict::good);
}

/// The chain of a session that is to be resumed was judged then, and is judged again on request alone.
crypto::ChainResult judge_again(const Settings& settings) {
  const bool refuse = settings.reverify_on_resume && settings.verify_fail;
  return verdict(refuse ? crypto::Verdict::unknown_ca : crypto::Verdict::good);
}

/// Chains are judged before the peer's first answer only when they come from a ticket.
tls::VerifyChain verifier(const Wishes& wishes, Memory& memory, const Observer& observer) {
  return [&](const crypto::ChainToVerify&) {
    const bool from_ticket = observer.last_message.empty() || observer.last_message == tls::ClientHello::name;
    return from_ticket ? judge_again(wishes.settings) : judge_certificate(wishes.with_certificate, memory);
  };
}

void take_preferences(tls::Preferences& preferences, const Settings& settings) {
  if (!settings.verify_prefs.empty()) preferences.signature_schemes = settings.verify_prefs;
  if (!settings.curves.empty()) preferences.groups = settings.curves;
}

void take_limits(tls::Limits& limits, const Settings& settings) {
  if (settings.max_cert_list != 0) limits.handshake_message = settings.max_cert_list;
  if (settings.max_send_fragment != 0) limits.sent_fragment = settings.max_send_fragment;
  limits.early_data_window = age_tolerance;
}

bool is_hybrid(tls::NamedGroup group) { return tls::name_of(group).find("MLKEM") != std::string::npos; }

/// The first group, and the first of the other sort, so that servers with and without hybrids need not ask.
std::vector<tls::NamedGroup> usual_shares(const std::vector<tls::NamedGroup>& groups) {
  std::vector<tls::NamedGroup> shares{groups.front()};
  const auto other =
      std::ranges::find_if(groups, [&](tls::NamedGroup each) { return is_hybrid(each) != is_hybrid(groups.front()); });
  if (other != groups.end()) shares.push_back(*other);
  return shares;
}

/// What the server is said to support narrows the guess.
std::vector<tls::NamedGroup> key_shares(const Settings& settings, const std::vector<tls::NamedGroup>& groups) {
  if (settings.key_shares) return *settings.key_shares;
  const auto hinted = std::ranges::find_first_of(groups, settings.server_groups_hint);
  return hinted == groups.end() ? usual_shares(groups) : std::vector{*hinted};
}

/// Whatever the client offers, as the runner wants it.
tls::ChooseProtocol protocol_chooser(const Settings& settings) {
  return [&](const std::vector<std::string>& /*offered*/) -> std::optional<std::string> {
    if (settings.reject_alpn) {
      throw tls::Abort(no_application_protocol, "4.3", "the runner wants no application protocol");
    }
    const bool answers = settings.select_empty_alpn || !settings.select_alpn.empty();
    return answers && !settings.decline_alpn ? std::optional(settings.select_alpn) : std::nullopt;
  };
}

tls::ClientAuthentication client_authentication(const Settings& settings) {
  if (settings.require_any_client_certificate) return tls::ClientAuthentication::required;
  return settings.verify_peer ? tls::ClientAuthentication::requested : tls::ClientAuthentication::none;
}

/// The runner's 48 bytes are a name and a key of ours; without them a fresh one.
tls::TicketKeys ticket_keys(const Settings& settings, tls::Time now) {
  if (settings.ticket_key.empty()) return tls::TicketKeys::fresh(crypto::system_random(), now);
  if (settings.ticket_key.size() != 48) throw Unsupported("a ticket key has 48 bytes");
  const base::View key(settings.ticket_key);
  return tls::TicketKeys::from_text(std::to_string(now.time_since_epoch().count()) + " " + base::to_hex(key.first(16)) +
                                    " " + base::to_hex(key.last(32)));
}

/// The same for all connections of the process; the store has been there long enough to be believed.
void take_tickets(tls::ServerConfig& config, const Settings& settings, Memory& memory) {
  if (!memory.ticket_keys) {
    memory.ticket_keys = std::make_shared<tls::TicketKeys>(ticket_keys(settings, memory.clock));
    memory.replay_store =
        std::make_shared<tls::ReplayStore>(memory.clock - 2 * age_tolerance, age_tolerance, hellos_remembered);
  }
  if (!settings.no_ticket) config.ticket_keys = memory.ticket_keys;
  if (!settings.enable_early_data) return;
  config.max_early_data_size = early_data_limit;
  config.replay_store = memory.replay_store;
}

std::shared_ptr<const tls::ClientConfig> client_config(const Wishes& wishes, Memory& memory, const Observer& observer) {
  const Settings& settings = wishes.settings;
  auto config = std::make_shared<tls::ClientConfig>();
  take_preferences(config->preferences, settings);
  take_limits(config->limits, settings);
  config->key_shares = key_shares(settings, config->preferences.groups);
  config->verify_chain = verifier(wishes, memory, observer);
  config->credentials = credentials(settings);
  config->ask_for = {settings.enable_ocsp_stapling, settings.enable_signed_cert_timestamps};
  config->grease = settings.enable_grease;
  config->alpn = prefixed_names(settings.advertise_alpn);
  return config;
}

/// An address as the host is sent as no name at all.
tls::ServerIdentity server_identity(const Settings& settings, Which which, Memory& memory) {
  tls::ServerIdentity server;
  server.host = settings.host_name.empty() ? "127.0.0.1" : settings.host_name;
  if (which == Which::initial) return server;
  expect(memory.ticket.has_value(), "NO_SESSION_TO_OFFER");
  server.ticket = std::exchange(memory.ticket, std::nullopt);
  server.offer_early_data = settings.enable_early_data;
  return server;
}

std::shared_ptr<const tls::ServerConfig> server_config(const Wishes& wishes, Memory& memory, const Observer& observer) {
  const Settings& settings = wishes.settings;
  auto config = std::make_shared<tls::ServerConfig>();
  take_preferences(config->preferences, settings);
  take_limits(config->limits, settings);
  take_tickets(*config, settings, memory);
  config->verify_client_chain = verifier(wishes, memory, observer);
  config->client_authentication = client_authentication(settings);
  if (settings.client_ca_list) config->certificate_authorities = hex_list(*settings.client_ca_list);
  config->choose_protocol = protocol_chooser(settings);
  config->acknowledge_server_name = !settings.no_server_name_ack;
  config->cipher_suite_order = settings.server_preference ? tls::OrderOf::server : tls::OrderOf::client;
  config->credentials = credentials(settings);
  return config;
}

}  // namespace

MakeEngine engine_maker(const Wishes& wishes, Which which, Memory& memory) {
  return [&, which](Observer& observer) {
    auto& random = crypto::system_random();
    if (wishes.settings.server) {
      return tls::Connection::server(server_config(wishes, memory, observer), random, memory.clock, &observer);
    }
    return tls::Connection::client(client_config(wishes, memory, observer),
                                   server_identity(wishes.settings, which, memory), random, memory.clock, &observer);
  };
}

}  // namespace shim
