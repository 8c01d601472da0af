// The keys that tickets and cookies are sealed with: made, kept and changed in time. In memory, or in a file that
// several daemons share, each of which gives and takes the same tickets then. Read next: configuration.cpp;
// tls/ticket_keys.hpp.
#pragma once
#include <chrono>
#include <filesystem>
#include <memory>

#include "tls/ticket_keys.hpp"

namespace vitrine::daemon {

/// A key seals for so long; what it sealed is opened for a ticket's whole life.
inline constexpr std::chrono::hours key_lifetime{12};

class KeyRing {
 public:
  /// No keys yet. `file` is made when it is missing; empty: in memory only.
  explicit KeyRing(std::filesystem::path file, crypto::Random& random = crypto::system_random())
      : file_(std::move(file)), random_(random) {}

  /// Reads the file again, makes first keys, and changes keys when the newest is too old. True when the keys are not
  /// what they were. Throws ConfigurationError: the file cannot be used, and the keys stay what they were.
  bool refresh(tls::Time now);

  const std::shared_ptr<const tls::TicketKeys>& keys() const { return keys_; }

 private:
  std::filesystem::path file_;
  crypto::Random& random_;
  std::shared_ptr<const tls::TicketKeys> keys_;
};

}  // namespace vitrine::daemon
