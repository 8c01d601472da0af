// The options as text, before anybody has looked at what they mean: what CLI11 fills in. Read next: options.cpp.
#pragma once
#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tls/limits.hpp"

namespace vitrine::daemon {

struct RawOptions {
  bool www = false;
  bool echo = false;
  std::vector<std::string> listen{"127.0.0.1:4444"};
  std::vector<std::string> certificates;
  std::vector<std::string> keys;
  std::vector<std::string> ocsp;
  std::vector<std::string> sct;
  std::string unknown_name = "default";
  std::string pki;
  std::string client_auth = "none";
  std::string client_ca;
  std::vector<std::string> names;
  std::vector<std::string> alpn;  // empty: what goes with the mode; one empty name: none
  std::vector<std::string> groups;
  std::vector<std::string> cipher_suites;
  unsigned tickets = 2;
  std::string ticket_keys;
  std::uint32_t early_data = 0;
  bool stateless_retry = false;
  std::string psk;
  std::uint16_t record_size_limit = tls::greatest_record_size_limit;
  std::size_t record_padding = 0;
  std::optional<std::uint64_t> seed;
  bool step = false;
  std::string key_log_file;
  std::string pcapng_file;
  std::string events_file;
  std::string level;
  std::string colour = "auto";
  std::string config;
  int verbose = 0;
  bool quiet = false;
  bool check_config = false;
  unsigned handshake_timeout = 10;
  std::size_t max_sessions = 1000;
  std::optional<unsigned> threads;
};

/// Declares every option, with its environment variable and its line of help.
void declare(CLI::App& app, RawOptions& raw);

/// For each --`name` of the command line, how many --cert stand before it.
std::vector<std::size_t> certificates_before(const CLI::App& app, const std::string& name);

/// Fills what neither the command line nor the environment said from the configuration file. Throws CLI::FileError
/// or CLI::ValidationError, naming file and key. A file that was not asked for by name may be missing.
void read_configuration(CLI::App& app, const std::string& asked_for);

}  // namespace vitrine::daemon
