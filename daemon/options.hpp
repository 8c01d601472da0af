// What the operator asked for: command line over environment over configuration file over default.
// Read next: server.hpp.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/endpoint.hpp"
#include "tls/config.hpp"
#include "trace/level.hpp"

namespace vitrine::daemon {

enum class Colour : std::uint8_t { automatic, always, never };

/// A certificate chain and the key that belongs to it.
struct CertificateFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
  std::filesystem::path ocsp;  // DER; empty: none
  std::filesystem::path sct;   // a SignedCertificateTimestampList; empty: none
};
/// What a client finds behind the handshake.
enum class Mode : std::uint8_t { room, www, echo };

struct Options {
  Mode mode = Mode::room;
  std::vector<net::HostPort> listen{{"127.0.0.1", 4444}};
  std::vector<CertificateFiles> certificates;  // the first is the default; empty: server.pem and server.key of `pki`
  tls::UnknownName unknown_name = tls::UnknownName::use_default;
  std::filesystem::path pki;  // empty: the usual folder; a PKI is made there when there is none
  tls::ClientAuthentication client_authentication = tls::ClientAuthentication::none;
  std::filesystem::path client_ca;  // whose certificates clients may show; empty: ca.pem of `pki`
  std::vector<std::string> names;   // further host names for a certificate made now
  std::vector<std::string> alpn;
  tls::Preferences preferences;
  unsigned tickets = 2;                   // for each handshake; 0: nobody can resume
  std::filesystem::path ticket_keys;      // empty: in memory
  std::uint32_t max_early_data_size = 0;  // bytes; 0: no early data
  bool stateless_retry = false;           // every client is asked to come again with a cookie
  std::filesystem::path psk_file;         // empty: no external keys
  std::uint16_t record_size_limit = tls::greatest_record_size_limit;
  std::optional<std::uint64_t> seed;   // every random choice follows from it; nothing: real randomness
  std::size_t record_padding = 0;      // to a multiple of so many bytes; 0: none
  std::filesystem::path key_log_file;  // empty: none; the environment's SSLKEYLOGFILE does not count
  std::string pcapng_file;             // empty: none
  std::string events_file;             // empty: none
  trace::Level level = trace::Level::steps;
  Colour colour = Colour::automatic;
  std::chrono::seconds handshake_timeout{10};
  bool step = false;  // the operator is asked before each flight
  std::size_t max_sessions = 1000;
  std::size_t threads = 1;  // each with its own sessions
  bool check_config = false;
};

/// The program ends here: with `text` on stdout where `code` is 0, else on stderr.
struct Leave {
  int code = 0;
  std::string text;
};

inline constexpr int usage_error = 2;
inline constexpr int port_in_use = 75;
inline constexpr int configuration_error = 78;

/// Reads the environment (VITRINED_LISTEN and so on) and the configuration file, too.
std::variant<Options, Leave> parse_options(int argc, const char* const* argv);

}  // namespace vitrine::daemon
