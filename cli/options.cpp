// The command line, by CLI11. Variables of the environment are put in front of the words that were typed, and the last
// one counts; CLI11 itself takes from the configuration file what neither gave.
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "base/nearest.hpp"
#include "base/printable.hpp"
#include "chat/limits.hpp"
#include "chat/protocol.hpp"
#include "help_text.hpp"
#include "lesson/seed.hpp"
#include "names.hpp"
#include "tls/limits.hpp"
#include "version.hpp"

namespace vitrine::cli {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string folder(const char* xdg_variable, const char* below_home) {
  std::string given = variable(xdg_variable);
  if (given.starts_with('/')) return given;  // anything else is to be ignored, says the XDG specification
  return variable("HOME") + below_home;
}

/// Everything that can be typed, as text.
struct Words {
  std::string address;
  std::string ca_file;
  std::string server_name;
  std::string certificate;
  std::string key;
  std::string alpn{chat::alpn_name};
  std::string groups;
  std::string key_shares;
  std::string cipher_suites;
  std::string key_log_file;
  std::string pcapng_file;
  std::string events_file;
  std::string session_file;
  std::string early_data;
  std::string psk_file;
  std::uint16_t record_size_limit = 0;
  std::size_t record_padding = 0;
  bool no_grease = false;
  std::optional<std::uint64_t> seed;
  bool step = false;
  std::string nick;
  std::string level;
  std::string colour{"auto"};
  double connect_timeout = 10;
  double timeout = 10;
  int quiet = 0;
  int verbose = 0;
};

class Parser {
 public:
  Parser() {
    app_.set_help_flag("-h,--help", "Print this");
    app_.set_version_flag("-V,--version", version_text());
    app_.footer(footer);
    app_.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    add_peer_options();
    add_protocol_options();
    add_resumption_options();
    add_record_options();
    add_recording_options();
    add_class_options();
    add_other_options();
  }

  Parsed parse(int count, const char* const* words) {
    try {
      app_.parse(with_environment(count, words));
      return options();
    } catch (const CLI::CallForHelp&) {
      return Print{examples + app_.help()};
    } catch (const CLI::CallForVersion& version) {
      return Print{version.what()};
    } catch (const CLI::ConfigError& error) {
      return UsageError{"The configuration file has a line that I do not understand: " + base::printable(error.what())};
    } catch (const CLI::ParseError& error) {
      return UsageError{explain(error)};
    } catch (const UsageError& error) {
      return error;
    }
  }

 private:
  void add_peer_options() {
    app_.add_option("address", words_.address, "Whom to talk to (default: 127.0.0.1:4444)")->type_name("HOST:PORT");
    app_.add_option("--cafile", words_.ca_file, "Believe these CAs (default: $XDG_DATA_HOME/vitrine/pki/ca.pem)")
        ->type_name("FILE");
    app_.add_option("--servername", words_.server_name, "The name that the certificate must have (default: HOST)")
        ->type_name("NAME");
    app_.add_option("--cert", words_.certificate, "Your own certificate, for a server that asks")->type_name("FILE");
    app_.add_option("--key", words_.key, "Its private key, readable by you alone")->type_name("FILE");
    app_.add_option("--nick", words_.nick, "What the room shall call you")->type_name("NAME");
  }

  void add_protocol_options() {
    app_.add_option("--alpn", words_.alpn, "Protocols to offer, or none (default: vitrine/1)")->type_name("LIST");
    app_.add_option("--groups", words_.groups,
                    "Groups to offer: " + known_names<tls::NamedGroup>() + "\n(default: all but secp521r1)")
        ->type_name("LIST");
    app_.add_option("--key-shares", words_.key_shares,
                    "Groups to send a share of, or none (default: the first of\n"
                    "--groups; without that, X25519MLKEM768,x25519)")
        ->type_name("LIST");
    app_.add_option("--ciphersuites", words_.cipher_suites, "Suites to offer: " + known_names<tls::CipherSuite>())
        ->type_name("LIST");
    app_.add_option("--keylogfile", words_.key_log_file, "Append the session's secrets, for Wireshark")
        ->type_name("FILE");
  }

  void add_resumption_options() {
    app_.add_option("--session-file", words_.session_file,
                    "Keep tickets here, and resume with them; for your eyes only")
        ->type_name("FILE");
    app_.add_option("--early-data", words_.early_data,
                    "Say this before the server has answered, if a ticket allows\n"
                    "it. Whoever records it may have it said again")
        ->type_name("TEXT");
    app_.add_option("--psk", words_.psk_file,
                    "Keys that the server has, too, lines such as external NAME\n"
                    "HEXKEY [sha384] or imported NAME HEXKEY [CONTEXT]")
        ->type_name("FILE");
  }

  void add_record_options() {
    app_.add_option("--record-size-limit", words_.record_size_limit,
                    "Agree with the server on the longest record, 64 to 16385\n(RFC 8449; default: not asked)")
        ->type_name("BYTES")
        ->check(CLI::Range(tls::least_record_size_limit, tls::greatest_record_size_limit));
    app_.add_option("--record-padding", words_.record_padding,
                    "Pad records to a multiple of so many bytes (default: 0, not\nat all)")
        ->type_name("BYTES")
        ->check(CLI::Range(0, 16384));
    app_.add_flag("--no-grease", words_.no_grease, "Offer no values without meaning (RFC 8701)");
  }

  void add_recording_options() {
    app_.add_option("--pcapng", words_.pcapng_file,
                    "Keep the records as packets, secrets included, for\nWireshark; a file of ours gets a new section")
        ->type_name("FILE");
    app_.add_option("--events", words_.events_file,
                    "Append everything that happens as JSON Lines; secrets at\nthe level secrets alone")
        ->type_name("FILE");
  }

  void add_class_options() {
    app_.add_option("--seed", words_.seed, lesson::seed_help)
        ->type_name("N")
        ->check(CLI::Range(0, lesson::greatest_seed));
    app_.add_flag("--step", words_.step,
                  "Stop before each flight of the handshake, show it, and ask\n"
                  "what comes next. --timeout does not run meanwhile; the\n"
                  "server's may: vitrined --handshake-timeout 3600");
  }

  void add_other_options() {
    app_.add_option("--connect-timeout", words_.connect_timeout, "For the connection (default: 10)")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.001, 3600.0));
    app_.add_option("--timeout", words_.timeout, "For the handshake, a confirmation, a goodbye (default: 10)")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.001, 3600.0));
    app_.add_flag("-q,--quiet", words_.quiet, "Level quiet: connect, leave, errors");
    app_.add_flag("-v,--verbose", words_.verbose, "Level bytes: each record and message; -vv: level secrets, keys too");
    app_.add_option("--level", words_.level, "quiet, steps, bytes or secrets (default: steps)")->type_name("LEVEL");
    app_.add_option("--color", words_.colour, "auto, always or never (default: auto)")
        ->type_name("WHEN")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    app_.set_config("--config", folder("XDG_CONFIG_HOME", "/.config") + "/vitrine/vitrine.conf", "Configuration file")
        ->type_name("FILE");
    app_.allow_config_extras(CLI::config_extras_mode::error);
  }

  /// What was typed, backwards as CLI11 wants it, and behind it (that is: before it) what the environment says.
  std::vector<std::string> with_environment(int count, const char* const* words) const {
    std::vector<std::string> all;
    for (int i = count - 1; i > 0; --i) all.emplace_back(words[i]);
    for (const CLI::Option* option : app_.get_options()) {
      if (option->get_lnames().empty() || option->get_type_size() == 0) continue;
      const std::string& name = option->get_lnames().front();
      const std::string value = variable(name == "keylogfile" ? "SSLKEYLOGFILE" : variable_name(name).c_str());
      if (!value.empty()) all.push_back(std::string("--").append(name).append("=").append(value));
    }
    return all;
  }

  static std::string variable_name(const std::string& option) {
    std::string name = "VITRINE_";
    for (const char c : option) name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
  }

  Options options() const {
    check_seed();
    if (words_.certificate.empty() != words_.key.empty())
      throw UsageError{"--cert and --key belong together: give both or none.\n  vitrine --help  has examples."};
    if (!words_.early_data.empty() && words_.session_file.empty())
      throw UsageError{
          "--early-data goes with a ticket, and tickets come from --session-file FILE.\n"
          "  vitrine --help  has examples."};
    if (!chat::fits_one_line(words_.early_data))
      throw UsageError{"--early-data takes one line of at most " + std::to_string(chat::max_text_bytes) + " bytes."};
    Options options;
    options.certificate = words_.certificate;
    options.key = words_.key;
    if (!words_.address.empty()) read_address(options);
    if (!words_.server_name.empty()) options.server_name = words_.server_name;
    options.ca_file = words_.ca_file;
    options.alpn = split_list(words_.alpn);
    options.groups = values_of<tls::NamedGroup>("group", words_.groups);
    options.cipher_suites = values_of<tls::CipherSuite>("cipher suite", words_.cipher_suites);
    if (!words_.key_shares.empty()) options.key_shares = values_of<tls::NamedGroup>("group", words_.key_shares);
    options.key_log_file = words_.key_log_file;
    options.pcapng_file = words_.pcapng_file;
    options.events_file = words_.events_file;
    options.session_file = words_.session_file;
    options.early_data = words_.early_data;
    options.psk_file = words_.psk_file;
    if (words_.record_size_limit > 0) options.record_size_limit = words_.record_size_limit;
    options.record_padding = words_.record_padding;
    options.seed = words_.seed;
    options.step = words_.step;
    options.grease = !words_.no_grease;
    options.nick = words_.nick;
    options.connect_timeout = milliseconds(words_.connect_timeout);
    options.timeout = milliseconds(words_.timeout);
    options.level = level();
    if (words_.colour != "auto") options.colour = words_.colour == "always" ? Colour::always : Colour::never;
    return options;
  }

  void check_seed() const {
    if (!words_.seed) return;
    if (!words_.certificate.empty() || !words_.key.empty())
      throw UsageError{
          "--seed and --cert exclude each other: who knows the number could compute your private key from a "
          "signature."};
    if (!words_.session_file.empty())
      throw UsageError{"--seed and --session-file exclude each other: keys that everybody can compute are not kept."};
  }

  void read_address(Options& options) const {
    const auto address = net::parse_host_port(words_.address, options.address);
    if (!address || address->port == 0)
      throw UsageError{'"' + base::printable(words_.address) +
                       "\" is not an address: HOST, HOST:PORT or [IPv6]:PORT is.\n  vitrine --help has examples."};
    if (address->host != options.address.host) options.server_name = address->host;
    if (words_.address.starts_with(address->host)) options.server_name = address->host;
    options.address = *address;
  }

  trace::Level level() const {
    if (!words_.level.empty()) {
      if (const auto level = trace::from_name(words_.level)) return *level;
      throw UsageError{"There is no level \"" + base::printable(words_.level) +
                       "\": it is quiet, steps, bytes or secrets."};
    }
    if (words_.quiet > 0) return trace::Level::quiet;
    if (words_.verbose == 0) return trace::Level::steps;
    return words_.verbose == 1 ? trace::Level::bytes : trace::Level::secrets;
  }

  static std::chrono::milliseconds milliseconds(double seconds) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
  }

  std::string explain(const CLI::ParseError& error) const {
    const std::string more = "\n  vitrine --help  lists the options and has examples.";
    const std::vector<std::string> strangers = app_.remaining(true);
    if (strangers.empty()) return "I do not understand that: " + base::printable(error.what()) + more;
    std::vector<std::string> known;
    for (const CLI::Option* option : app_.get_options())
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    const std::string word = strangers.front().substr(0, strangers.front().find('='));
    if (!word.starts_with('-'))
      return "One address is enough, and \"" + base::printable(word) + "\" is one more." + more;
    const std::string meant = base::nearest(word, known);
    return "There is no option " + base::printable(word) + '.' + (meant.empty() ? "" : " Did you mean " + meant + "?") +
           more;
  }

  CLI::App app_{"Talks to a TLS 1.3 server, line by line, and shows how TLS does it.", "vitrine"};
  Words words_;
};

}  // namespace

Parsed parse_options(int count, const char* const* words) { return Parser().parse(count, words); }

std::string default_ca_file() { return folder("XDG_DATA_HOME", "/.local/share") + "/vitrine/pki/ca.pem"; }

}  // namespace vitrine::cli
