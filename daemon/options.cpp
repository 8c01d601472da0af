// From text to meaning: names of suites and groups, addresses, the level. Read before: options.hpp, raw_options.hpp.
#include "options.hpp"

#include <algorithm>
#include <optional>

#include "base/nearest.hpp"
#include "base/printable.hpp"
#include "console.hpp"
#include "raw_options.hpp"
#include "workers.hpp"

namespace vitrine::daemon {
namespace {

struct Misunderstood : std::runtime_error {
  using runtime_error::runtime_error;
};

std::string in_quotes(const std::string& text) { return "\"" + base::printable(text, 80) + "\""; }

std::string suggestion(const std::string& word, const std::vector<std::string>& known) {
  const std::string nearest = base::nearest(word, known);
  return nearest.empty() ? "" : " Did you mean " + nearest + "?";
}

// IANA names, best first.
template <class E>
std::vector<E> values_of(const std::string& option, const std::vector<std::string>& names) {
  std::vector<E> values;
  for (const std::string& name : names) {
    const std::optional<E> value = tls::from_name<E>(name);
    if (!value) {
      std::vector<std::string> known;
      for (const auto& entry : tls::entries<E>()) known.emplace_back(entry.name);
      throw Misunderstood(option + " does not know " + in_quotes(name) + "." + suggestion(name, known));
    }
    if (std::find(values.begin(), values.end(), *value) == values.end()) values.push_back(*value);
  }
  return values;
}

tls::Preferences preferences_of(const RawOptions& raw) {
  tls::Preferences preferences;
  if (auto groups = values_of<tls::NamedGroup>("--groups", raw.groups); !groups.empty()) preferences.groups = groups;
  if (auto suites = values_of<tls::CipherSuite>("--ciphersuites", raw.cipher_suites); !suites.empty())
    preferences.cipher_suites = suites;
  return preferences;
}

std::vector<net::HostPort> addresses_of(const std::vector<std::string>& texts) {
  const net::HostPort defaults{"127.0.0.1", 4444};
  std::vector<net::HostPort> all;
  for (const std::string& text : texts) {
    const std::optional<net::HostPort> one = net::parse_host_port(text, defaults);
    if (!one)
      throw Misunderstood("--listen takes HOST:PORT, such as 127.0.0.1:4444 or [::1]:4444, and not " + in_quotes(text) +
                          ".");
    all.push_back(*one);
  }
  return all;
}

trace::Level level_of(const RawOptions& raw) {
  if (!raw.level.empty()) return *trace::from_name(raw.level);
  if (raw.quiet) return trace::Level::quiet;
  return raw.verbose == 0 ? trace::Level::steps : raw.verbose == 1 ? trace::Level::bytes : trace::Level::secrets;
}

Mode mode_of(const RawOptions& raw) {
  if (raw.www && raw.echo) throw Misunderstood("--www and --echo exclude each other: one daemon is only one of them.");
  return raw.www ? Mode::www : raw.echo ? Mode::echo : Mode::room;
}

std::vector<std::string> usual_alpn(Mode mode) {
  switch (mode) {
    case Mode::www:
      return {"http/1.1", "http/1.0"};
    case Mode::echo:
      return {};
    case Mode::room:
      break;
  }
  return {"vitrine/1"};
}

// An ALPN name travels with one byte of length (RFC 7301).
std::vector<std::string> alpn_of(const RawOptions& raw) {
  if (raw.alpn.empty()) return usual_alpn(mode_of(raw));
  std::vector<std::string> names;
  for (const std::string& name : raw.alpn) {
    if (name.size() > 255) throw Misunderstood("--alpn takes names of at most 255 bytes.");
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

// Each file belongs to the --cert before it. Where there is no such order, in a configuration file, the first belongs
// to the first, and so on.
void staple(std::vector<CertificateFiles>& pairs, std::filesystem::path CertificateFiles::* what,
            const std::vector<std::string>& files, std::vector<std::size_t> owners) {
  for (std::size_t i = owners.size(); i < files.size(); ++i) owners.push_back(i + 1);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (owners[i] == 0 || owners[i] > pairs.size())
      throw Misunderstood(in_quotes(files[i]) + " belongs behind the --cert that it is about.");
    pairs[owners[i] - 1].*what = files[i];
  }
}

// The first --cert goes with the first --key, and so on.
std::vector<CertificateFiles> pairs_of(const RawOptions& raw) {
  if (raw.certificates.size() != raw.keys.size())
    throw Misunderstood("--cert and --key belong together: give both or none, each certificate with its key.");
  std::vector<CertificateFiles> pairs;
  pairs.reserve(raw.keys.size());
  for (std::size_t i = 0; i < raw.keys.size(); ++i) pairs.push_back({raw.certificates[i], raw.keys[i], {}, {}});
  return pairs;
}

tls::ClientAuthentication client_authentication_of(const RawOptions& raw) {
  if (raw.client_auth == "none" && !raw.client_ca.empty())
    throw Misunderstood("--client-ca has no use without --client-auth request or --client-auth require.");
  return raw.client_auth == "require"   ? tls::ClientAuthentication::required
         : raw.client_auth == "request" ? tls::ClientAuthentication::requested
                                        : tls::ClientAuthentication::none;
}

void take_resumption(const RawOptions& raw, Options& options) {
  if (raw.early_data > 0 && raw.tickets == 0)
    throw Misunderstood("--early-data has no use with --tickets 0: who has no ticket cannot send any.");
  options.tickets = raw.tickets;
  options.ticket_keys = raw.ticket_keys;
  options.max_early_data_size = raw.early_data;
  options.stateless_retry = raw.stateless_retry;
  options.psk_file = raw.psk;
}

// What is refused would outlive the class, or give a real key away.
void take_seed(const RawOptions& raw, Options& options) {
  options.seed = raw.seed;
  if (!raw.seed) return;
  if (!raw.certificates.empty())
    throw Misunderstood(
        "--seed and --cert exclude each other: who knows the number could compute the private key from a signature.");
  if (!raw.ticket_keys.empty())
    throw Misunderstood("--seed and --ticket-keys exclude each other: keys that everybody can compute are not kept.");
}

// The operator answers one question at a time.
std::size_t threads_of(const RawOptions& raw) {
  if (raw.step && raw.threads.value_or(1) != 1)
    throw Misunderstood(
        "--step asks one question at a time, which takes one thread: leave --threads out, or say --threads 1.");
  return raw.step ? 1 : raw.threads.value_or(static_cast<unsigned>(usable_cores()));
}

Options meaning_of(const RawOptions& raw) {
  Options options;
  take_seed(raw, options);
  take_resumption(raw, options);
  options.record_size_limit = raw.record_size_limit;
  options.record_padding = raw.record_padding;
  options.mode = mode_of(raw);
  options.listen = addresses_of(raw.listen);
  options.certificates = pairs_of(raw);
  options.unknown_name = raw.unknown_name == "refuse" ? tls::UnknownName::refuse : tls::UnknownName::use_default;
  options.pki = raw.pki;
  options.client_authentication = client_authentication_of(raw);
  options.client_ca = raw.client_ca;
  options.names = raw.names;
  options.alpn = alpn_of(raw);
  options.preferences = preferences_of(raw);
  options.key_log_file = raw.key_log_file;
  options.pcapng_file = raw.pcapng_file;
  options.events_file = raw.events_file;
  options.level = level_of(raw);
  options.colour = raw.colour == "always" ? Colour::always : raw.colour == "never" ? Colour::never : Colour::automatic;
  options.handshake_timeout = std::chrono::seconds(raw.handshake_timeout);
  options.max_sessions = raw.max_sessions;
  options.threads = threads_of(raw);
  options.check_config = raw.check_config;
  if (raw.step && !Console::present())
    throw Misunderstood("--step asks questions, and needs a terminal to hear the answers.");
  options.step = raw.step;
  return options;
}

Leave unknown_word(const CLI::App& app, const std::string& word) {
  if (word.empty() || word.front() != '-')
    return {usage_error, "vitrined takes options only, not " + in_quotes(word) +
                             ". To listen there:  vitrined --listen " + base::printable(word, 80)};
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  }
  const std::string name = word.substr(0, word.find('='));
  return {usage_error,
          "There is no option " + in_quotes(name) + "." + suggestion(name, known) + "  All of them:  vitrined --help"};
}

}  // namespace

std::variant<Options, Leave> parse_options(int argc, const char* const* argv) {
  CLI::App app("", "vitrined");
  RawOptions raw;
  declare(app, raw);
  app.allow_extras();
  try {
    app.parse(argc, argv);
    if (const std::vector<std::string> rest = app.remaining(); !rest.empty()) return unknown_word(app, rest.front());
    read_configuration(app, raw.config);
    Options options = meaning_of(raw);
    staple(options.certificates, &CertificateFiles::ocsp, raw.ocsp, certificates_before(app, "ocsp"));
    staple(options.certificates, &CertificateFiles::sct, raw.sct, certificates_before(app, "sct"));
    return options;
  } catch (const CLI::CallForHelp&) {
    return Leave{0, app.help()};
  } catch (const CLI::CallForVersion& version) {
    return Leave{0, version.what()};
  } catch (const CLI::FileError& error) {
    return Leave{configuration_error, base::printable(error.what())};
  } catch (const CLI::ParseError& error) {
    return Leave{usage_error, base::printable(error.what()) + "  All options:  vitrined --help"};
  } catch (const Misunderstood& error) {
    return Leave{usage_error, error.what()};
  }
}

}  // namespace vitrine::daemon
