// Read before: configuration.hpp.
#include "configuration.hpp"

#include "files/psk_file.hpp"
#include "files/secret_file.hpp"
#include "net/clock.hpp"
#include "shared_replay_store.hpp"

namespace vitrine::daemon {
namespace {

/// ClientHellos with early data that are remembered at one time; each takes about a hundred bytes.
constexpr std::size_t replay_store_capacity = 100'000;

std::shared_ptr<tls::ReplayStore> replay_store_for(const Options& options) {
  if (options.max_early_data_size == 0) return nullptr;
  return std::make_shared<SharedReplayStore>(net::precise_clock(), tls::Limits{}.early_data_window,
                                             replay_store_capacity);
}

std::vector<std::shared_ptr<const tls::ExternalPsk>> psks_of(const Options& options) {
  if (options.psk_file.empty()) return {};
  try {
    return files::read_psk_file(options.psk_file);
  } catch (const files::Unusable& error) {
    throw ConfigurationError(error.what());
  }
}

}  // namespace

Configuration::Configuration(const Options& options)
    : options_(options),
      random_(options.seed, "ticket keys"),
      key_ring_(options.ticket_keys, random_.get()),
      replay_store_(replay_store_for(options)) {}

void Configuration::load(const Identity& identity, tls::Time now) {
  tls::ServerConfig config = made_for(identity);
  key_ring_.refresh(now);
  add_resumption(config);
  current_ = std::make_shared<const tls::ServerConfig>(std::move(config));
}

bool Configuration::refresh_keys(tls::Time now) {
  if (!key_ring_.refresh(now)) return false;
  tls::ServerConfig config = *current_;
  add_resumption(config);
  current_ = std::make_shared<const tls::ServerConfig>(std::move(config));
  return true;
}

tls::ServerConfig Configuration::made_for(const Identity& identity) const {
  tls::ServerConfig config;
  config.preferences = options_.preferences;
  config.credentials = identity.credentials;
  config.unknown_name = options_.unknown_name;
  config.alpn = options_.alpn;
  config.client_authentication = options_.client_authentication;
  config.client_trust = load_client_trust(options_);
  config.external_psks = psks_of(options_);
  config.record_size_limit = options_.record_size_limit;
  config.record_padding = options_.record_padding;
  if (options_.seed) config.certificate_compression.clear();  // what comes out of it depends on the library's version
  return config;
}

/// Cookies are sealed with the same keys as tickets, so a stateless retry needs them where nobody gets a ticket.
void Configuration::add_resumption(tls::ServerConfig& config) const {
  config.stateless_retry = options_.stateless_retry;
  config.tickets.count = options_.tickets;
  config.ticket_keys = options_.tickets > 0 || options_.stateless_retry ? key_ring_.keys() : nullptr;
  config.max_early_data_size = options_.max_early_data_size;
  config.replay_store = replay_store_;
}

}  // namespace vitrine::daemon
