// What every handshake is told, made from the options: again after each reload and whenever the ticket keys change.
// Sessions keep the one that they began with. Read before: credentials.hpp, key_ring.hpp. Read next: server.cpp.
#pragma once
#include <memory>

#include "credentials.hpp"
#include "key_ring.hpp"
#include "lesson/seed.hpp"
#include "options.hpp"
#include "tls/config.hpp"

namespace vitrine::daemon {

class Configuration {
 public:
  /// The options outlive it.
  explicit Configuration(const Options& options);

  /// Everything that is in files is read again. Throws ConfigurationError, and current() stays what it was.
  void load(const Identity& identity, tls::Time now);
  /// Only the ticket keys, if it is time. True when there is something new. Throws ConfigurationError.
  bool refresh_keys(tls::Time now);

  const std::shared_ptr<const tls::ServerConfig>& current() const { return current_; }

 private:
  tls::ServerConfig made_for(const Identity& identity) const;
  void add_resumption(tls::ServerConfig& config) const;

  const Options& options_;
  lesson::RandomSource random_;
  KeyRing key_ring_;
  std::shared_ptr<tls::ReplayStore> replay_store_;  // one for as long as the daemon lives; null: no early data
  std::shared_ptr<const tls::ServerConfig> current_;
};

}  // namespace vitrine::daemon
