// Read before: raw_options.hpp.
#include "raw_options.hpp"

#include <algorithm>
#include <boost/version.hpp>
#include <cctype>
#include <cstdlib>
#include <filesystem>

#include "base/nearest.hpp"
#include "crypto/version.hpp"
#include "lesson/seed.hpp"

namespace vitrine::daemon {
namespace {

constexpr int most_threads = 256;

constexpr const char* examples = R"(Examples:
  vitrined                              listen on 127.0.0.1:4444; makes a test CA and a certificate if there is none
  vitrined --listen [::]:4444           on all IPv6 addresses; may be repeated
  vitrined --cert my.pem --key my.key   with a certificate of your own; more pairs may follow
  vitrined --client-auth request        whoever shows a certificate is called by its name, with a ✔ that nobody else gets
  vitrined --early-data 4096            clients that come back may say that much before the handshake is over
  vitrined --www                        one web page about each connection, for browsers and test suites
  vitrined --echo                       send back whatever comes
  vitrined --seed 7                     for a class: everybody's handshakes with vitrine --seed 7 are the same bytes
  vitrined -v                           show each record and each field
  kill -HUP $(pidof vitrined)           take up renewed certificates, without dropping anyone

vitrined is a chat server that speaks TLS 1.3 and shows how.)";

std::string version_text() {
  const std::string boost = std::to_string(BOOST_VERSION / 100000) + "." + std::to_string(BOOST_VERSION / 100 % 1000) +
                            "." + std::to_string(BOOST_VERSION % 100);
  return "vitrined " VITRINE_VERSION " (" + crypto::library_version() + ", Boost " + boost + ")";
}

// --max-sessions is VITRINED_MAX_SESSIONS.
std::string variable_of(const CLI::Option& option) {
  std::string name = "VITRINED_" + option.get_lnames().front();
  std::replace(name.begin(), name.end(), '-', '_');
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::toupper(c); });
  return name;
}

void declare_mode(CLI::App& app, RawOptions& raw) {
  app.add_flag("--www", raw.www, "Instead of the room: a web page about the connection");
  app.add_flag("--echo", raw.echo, "Instead of the room: everything is sent back");
}

void declare_network(CLI::App& app, RawOptions& raw) {
  app.add_option("--listen", raw.listen, "Where to listen; port 0 takes a free one")
      ->type_name("HOST:PORT")
      ->delimiter(',')
      ->capture_default_str();
  app.add_option("--handshake-timeout", raw.handshake_timeout, "Seconds a client has for its whole handshake")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  app.add_option("--max-sessions", raw.max_sessions, "Connections at one time; more are turned away")
      ->type_name("N")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  app.add_option("--threads", raw.threads,
                 "Threads that share the sessions, each on one from its\n"
                 "beginning to its end [as many as there are cores to use]")
      ->type_name("N")
      ->check(CLI::Range(1, most_threads));
}

void declare_identity(CLI::App& app, RawOptions& raw) {
  app.add_option("--cert", raw.certificates,
                 "Certificate chain, PEM, the server's own first. May be\n"
                 "repeated, with its --key: the name that a client asks for\n"
                 "and the signatures it knows decide; the first is the default")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_option("--key", raw.keys, "Its private key, PEM, readable by you alone")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_option("--ocsp", raw.ocsp, "OCSP response for the --cert before it, DER; sent as it is\nto clients that ask")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_option("--sct", raw.sct,
                 "Certificate timestamps for the --cert before it, a list as\nin RFC 6962 3.3; likewise")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_option("--unknown-name", raw.unknown_name, "What a client gets that asks for a name of no certificate")
      ->type_name("default|refuse")
      ->check(CLI::IsMember({"default", "refuse"}))
      ->capture_default_str();
  app.add_option("--pki", raw.pki,
                 "Folder with server.pem and server.key, made when missing\n"
                 "[$XDG_DATA_HOME/vitrine/pki]")
      ->type_name("DIR");
  app.add_option("--name", raw.names, "Further host name for a certificate that is made now")
      ->type_name("NAME")
      ->delimiter(',');
}

void declare_client_authentication(CLI::App& app, RawOptions& raw) {
  app.add_option("--client-auth", raw.client_auth, "Ask clients for a certificate; require: nobody without one")
      ->type_name("WHETHER")
      ->check(CLI::IsMember({"none", "request", "require"}))
      ->capture_default_str();
  app.add_option("--client-ca", raw.client_ca, "Believe client certificates of these CAs [ca.pem of --pki]")
      ->type_name("FILE");
}

void declare_tls(CLI::App& app, RawOptions& raw) {
  app.add_option("--alpn", raw.alpn,
                 "Protocols offered to clients that ask [vitrine/1; with\n"
                 "--www http/1.1,http/1.0; with --echo none]")
      ->type_name("NAME,...")
      ->delimiter(',');
  app.add_option("--groups", raw.groups,
                 "Key exchange, best first\n"
                 "[X25519MLKEM768,SecP256r1MLKEM768,x25519,secp256r1,secp384r1]")
      ->type_name("NAME,...")
      ->delimiter(',');
  app.add_option("--ciphersuites", raw.cipher_suites, "Best first [all three of TLS 1.3]")
      ->type_name("NAME,...")
      ->delimiter(',');
  app.add_option("--keylogfile", raw.key_log_file,
                 "Append all session secrets here, for Wireshark. Only this\n"
                 "option does: the variable SSLKEYLOGFILE is ignored")
      ->type_name("FILE");
}

void declare_resumption(CLI::App& app, RawOptions& raw) {
  app.add_option("--tickets", raw.tickets, "Tickets for each client, to resume with; 0: none")
      ->type_name("N")
      ->check(CLI::Range(0, 16))
      ->capture_default_str();
  app.add_option("--ticket-keys", raw.ticket_keys,
                 "Seal tickets with the keys in this file, made when missing;\n"
                 "daemons that share it take each other's tickets, and a\n"
                 "restart is no end to them [keys in memory]")
      ->type_name("FILE");
  app.add_option("--early-data", raw.early_data,
                 "Bytes that a client who resumes may say at once. They can\n"
                 "be replayed by others for some seconds elsewhere; 0: none")
      ->type_name("BYTES")
      ->check(CLI::Range(0, 1 << 20))
      ->capture_default_str();
  app.add_flag("--stateless-retry", raw.stateless_retry,
               "Ask each client to come again with a cookie (HelloRetryRequest)");
  app.add_option("--psk", raw.psk,
                 "Keys that clients may have from elsewhere, lines such as\n"
                 "external NAME HEXKEY [sha384]; imported NAME HEXKEY [CONTEXT]")
      ->type_name("FILE");
}

void declare_records(CLI::App& app, RawOptions& raw) {
  app.add_option("--record-size-limit", raw.record_size_limit,
                 "The longest record that we take from clients that ask\n"
                 "(RFC 8449), 64 to 16385")
      ->type_name("BYTES")
      ->check(CLI::Range(tls::least_record_size_limit, tls::greatest_record_size_limit))
      ->capture_default_str();
  app.add_option("--record-padding", raw.record_padding, "Pad records to a multiple of so many bytes; 0: not at all")
      ->type_name("BYTES")
      ->check(CLI::Range(0, 16384))
      ->capture_default_str();
}

void declare_recordings(CLI::App& app, RawOptions& raw) {
  app.add_option("--pcapng", raw.pcapng_file,
                 "Keep all records as packets, secrets included, for Wireshark;\n"
                 "a file of ours gets a new section")
      ->type_name("FILE");
  app.add_option("--events", raw.events_file,
                 "Append everything that happens as JSON Lines; secrets at the\n"
                 "level secrets alone")
      ->type_name("FILE");
}

void declare_class(CLI::App& app, RawOptions& raw) {
  app.add_option("--seed", raw.seed, lesson::seed_help)->type_name("N")->check(CLI::Range(0, lesson::greatest_seed));
  app.add_flag("--step", raw.step,
               "Stop before each flight of a handshake, show it, and ask here\n"
               "what comes next; --handshake-timeout does not count then");
}

void declare_output(CLI::App& app, RawOptions& raw) {
  app.add_option("--level", raw.level, "How much to show [steps]")
      ->type_name("LEVEL")
      ->check(CLI::IsMember({"quiet", "steps", "bytes", "secrets"}));
  app.add_flag("-q,--quiet", raw.quiet, "The level quiet: connects, leaves and errors");
  app.add_flag("-v,--verbose", raw.verbose, "The level bytes; -vv is secrets");
  app.add_option("--color", raw.colour, "Colour in the log; NO_COLOR counts for auto")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
}

std::filesystem::path default_configuration() {
  if (const char* folder = std::getenv("XDG_CONFIG_HOME"); folder != nullptr && *folder == '/')
    return std::filesystem::path(folder) / "vitrine" / "vitrined.conf";
  const char* home = std::getenv("HOME");
  return home == nullptr ? std::filesystem::path() : std::filesystem::path(home) / ".config/vitrine/vitrined.conf";
}

std::string hint_for(const CLI::App& app, const std::string& key) {
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options())
    known.insert(known.end(), option->get_lnames().begin(), option->get_lnames().end());
  const std::string nearest = base::nearest(key, known);
  return nearest.empty() ? "" : " Did you mean \"" + nearest + "\"?";
}

void take(CLI::App& app, const CLI::ConfigItem& item) {
  CLI::Option* option = app.get_option_no_throw("--" + item.fullname());
  if (option == nullptr || !option->get_configurable())
    throw CLI::ValidationError("unknown key \"" + item.fullname() + "\"." + hint_for(app, item.fullname()));
  if (option->count() != 0) return;
  option->add_result(item.inputs);
  option->run_callback();
}

}  // namespace

void declare(CLI::App& app, RawOptions& raw) {
  app.description(examples);
  app.set_help_flag("-h,--help", "This text");
  app.set_version_flag("-V,--version", version_text, "The versions of vitrined, Botan and Boost");
  declare_mode(app, raw);
  declare_network(app, raw);
  declare_identity(app, raw);
  declare_client_authentication(app, raw);
  declare_tls(app, raw);
  declare_resumption(app, raw);
  declare_records(app, raw);
  declare_recordings(app, raw);
  declare_class(app, raw);
  declare_output(app, raw);
  for (CLI::Option* option : app.get_options([](const CLI::Option* one) { return one->get_expected_max() != 0; }))
    option->envname(variable_of(*option));
  app.add_option("--config", raw.config, "Options as \"name = value\" lines\n[$XDG_CONFIG_HOME/vitrine/vitrined.conf]")
      ->type_name("FILE")
      ->configurable(false);
  app.add_flag("--check-config", raw.check_config, "Look at options and certificates, say what is wrong, and end")
      ->configurable(false);
  app.footer(
      "Each option can also be set as a variable (VITRINED_LISTEN) and in the configuration file (listen = ...).\n"
      "The command line wins over the variable, the variable over the file.\n"
      "\nExit codes: 0 stopped, 1 internal, 2 usage, 75 the port is taken, 78 a file or an address cannot be used.");
}

std::vector<std::size_t> certificates_before(const CLI::App& app, const std::string& name) {
  std::vector<std::size_t> counts;
  std::size_t certificates = 0;
  for (const CLI::Option* option : app.parse_order()) {
    if (option->check_lname("cert")) ++certificates;
    if (option->check_lname(name)) counts.push_back(certificates);
  }
  return counts;
}

void read_configuration(CLI::App& app, const std::string& asked_for) {
  const std::filesystem::path path = asked_for.empty() ? default_configuration() : std::filesystem::path(asked_for);
  if (asked_for.empty() && !std::filesystem::exists(path)) return;
  try {
    for (const CLI::ConfigItem& item : CLI::ConfigBase().from_file(path)) take(app, item);
  } catch (const CLI::ParseError& error) {
    throw CLI::FileError(path.string() + ": " + error.what(), CLI::ExitCodes::FileError);
  }
}

}  // namespace vitrine::daemon
