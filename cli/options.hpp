// What the user wants, from flags, environment and configuration file, in this order of weight.
// Read next: main.cpp.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/endpoint.hpp"
#include "tls/registry.hpp"
#include "trace/level.hpp"

namespace vitrine::cli {

enum class Colour : std::uint8_t { automatic, always, never };

struct Options {
  net::HostPort address{"127.0.0.1", 4444};
  std::string server_name{"localhost"};  // what the certificate must say
  std::string ca_file;                   // empty: the one of vitrine-pki's usual folder
  std::string certificate;               // with `key`: who we are, for a server that asks; both empty: nobody
  std::string key;
  std::vector<std::string> alpn;
  std::vector<tls::CipherSuite> cipher_suites;  // empty: what the engine prefers
  std::vector<tls::NamedGroup> groups;          // the same
  std::optional<std::vector<tls::NamedGroup>> key_shares;
  std::string key_log_file;           // empty: none
  std::string pcapng_file;            // empty: none
  std::string events_file;            // empty: none
  std::string session_file;           // where tickets outlive the program; empty: nowhere
  std::string early_data;             // a line to say before the server has answered; empty: none
  std::string psk_file;               // keys from elsewhere; empty: none
  std::optional<std::uint64_t> seed;  // every random choice follows from it; nothing: real randomness
  std::optional<std::uint16_t> record_size_limit;
  std::size_t record_padding = 0;  // to a multiple of so many bytes; 0: none
  bool grease = true;
  std::string nick;  // empty: the room finds a name
  std::chrono::milliseconds connect_timeout{10000};
  std::chrono::milliseconds timeout{10000};  // of a handshake, a confirmation, a goodbye
  bool step = false;                         // the viewer is asked before each flight
  trace::Level level = trace::Level::steps;
  Colour colour = Colour::automatic;
};

/// Nothing to do but to print this on stdout: --help, --version.
struct Print {
  std::string text;
};

/// The command line, a variable or the configuration file makes no sense. At most five lines, safe to print.
struct UsageError {
  std::string text;
};

using Parsed = std::variant<Options, Print, UsageError>;

Parsed parse_options(int count, const char* const* words);

/// Where vitrine-pki and vitrined put the CA: $XDG_DATA_HOME/vitrine/pki/ca.pem.
std::string default_ca_file();

}  // namespace vitrine::cli
