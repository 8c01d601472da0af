// See options.hpp. The order: what each command says of itself, its options, then how mistakes are answered.
#include "options.hpp"

#include <botan/version.h>

#include <CLI/CLI.hpp>
#include <array>

#include "authority.hpp"
#include "base/nearest.hpp"
#include "base/printable.hpp"
#include "dates.hpp"
#include "keys.hpp"

namespace vitrine::pki {
namespace {

struct Example {
  const char* command;
  const char* effect;
};

constexpr std::array examples = {
    Example{"vitrine-pki init", "a test CA, and a certificate for localhost"},
    Example{"vitrine-pki init --name chat.lan --name 10.0.0.7", "the same, good for two more names"},
    Example{"vitrine-pki issue server chat.lan --key ed25519", "one more: chat.lan.pem and chat.lan.key"},
    Example{"vitrine-pki issue server localhost --days -1 --out old", "it ended yesterday: see it refused"},
    Example{"vitrine-pki issue client ana", "for the person called ana"},
    Example{"vitrine-pki renew server", "a new key and 90 more days, the same names"},
    Example{"vitrine-pki show server", "what server.pem says"},
};

/// Those that begin with this command.
std::string examples_of(const std::string& command) {
  constexpr std::size_t width = 56;
  std::string text = "Examples:\n";
  for (const Example& example : examples) {
    std::string line = example.command;
    if (!line.starts_with(command)) continue;
    line.resize(width, ' ');
    text += "  " + line + example.effect + '\n';
  }
  return text + '\n';
}

constexpr const char* footer =
    "\nExit codes: 0 done, 2 the command line makes no sense, 1 everything else.\n"
    "Private keys are not encrypted: the folder and the keys are readable by their owner alone.";

/// An empty value is a variable that was not set, and not a wish for the default.
std::string not_empty(const std::string& value) { return value.empty() ? "the value is empty" : ""; }

/// All that can be typed, as text. Which command it was, CLI11 remembers.
struct Typed {
  std::string folder;
  std::string key;
  std::string ca_name;
  std::string not_before;
  std::string not_after;
  std::string stem;
  bool if_missing = false;
  int days = Validity{}.days;
  std::vector<std::string> names;
};

void add_folder(CLI::App& command, Typed& typed) {
  command.add_option("--dir", typed.folder, "The folder (default: $XDG_DATA_HOME/vitrine/pki)")
      ->type_name("FOLDER")
      ->check(not_empty);
}

void add_key(CLI::App& command, Typed& typed, const std::string& text) {
  command.add_option("--key", typed.key, text + ": p256, p384, ed25519, rsa2048, rsa3072, rsa4096")
      ->type_name("KIND")
      ->check(not_empty);
}

void add_validity(CLI::App& command, Typed& typed) {
  constexpr int century = 36500;
  command.add_option("--days", typed.days, "How long it is good, 90 if not given; negative: it ended so long ago")
      ->type_name("N")
      ->check(CLI::Range(-century, century));
  command.add_option("--not-before", typed.not_before, "When it begins, such as 2026-11-23 or 2026-11-23T21:00:00Z")
      ->type_name("DATE")
      ->check(not_empty);
  command.add_option("--not-after", typed.not_after, "When it ends")->type_name("DATE")->check(not_empty);
}

void add_stem(CLI::App& command, Typed& typed) {
  command.add_option("--out", typed.stem, "Call the files NAME.pem and NAME.key (default: the first name)")
      ->type_name("NAME")
      ->check(not_empty);
}

/// The whole command line.
class Parser {
 public:
  Parser() {
    app_.name("vitrine-pki");
    app_.set_version_flag("-V,--version",
                          std::string("vitrine-pki " VITRINE_VERSION "\nBotan ") + Botan::short_version_cstr() +
                              "\nCLI11 " CLI11_VERSION "\n",
                          "Print the versions of this program and of its libraries");
    app_.footer(footer);
    for (CLI::App* group : {&app_, issue_}) group->require_subcommand(1);
    for (CLI::App* command : {&app_, init_, issue_, server_, client_, renew_, show_})
      command->set_help_flag("-h,--help", "Print this");
    add_options();
  }

  Command parse(int count, const char* const* words) {
    try {
      app_.parse(count, words);
    } catch (const CLI::CallForHelp&) {
      return Print{help()};
    } catch (const CLI::CallForVersion& version) {
      return Print{version.what()};
    } catch (const CLI::ParseError& error) {
      throw UsageError(explain(error));
    }
    if (typed_.folder.empty()) typed_.folder = default_folder().string();
    return command();
  }

 private:
  void add_options() {
    for (CLI::App* command : {init_, server_, client_, renew_, show_}) add_folder(*command, typed_);
    init_->add_flag("--if-missing", typed_.if_missing, "Do nothing, and say nothing, where there is a CA already");
    add_key(*init_, typed_, "The kind of both keys, p256 if not given");
    init_->add_option("--name", typed_.names, "One more DNS name or IP address of the server; may be repeated")
        ->type_name("NAME")
        ->allow_extra_args(false);
    init_->add_option("--ca-name", typed_.ca_name, "The CA's own name (default: vitrine test CA)")
        ->type_name("TEXT")
        ->check(not_empty);
    server_->add_option("NAME", typed_.names, "DNS names (*.example.org too) and IP addresses")->required();
    client_->add_option("NICK", typed_.names, "Who it is for: 1 to 16 letters, digits, _ and -")
        ->required()
        ->expected(1);
    renew_->add_option("NAME", typed_.stem, "What the files are called: server, or what issue printed")->required();
    show_->add_option("FILE", typed_.names, "A certificate file, or a name in the folder")->required();
    for (CLI::App* command : {server_, client_}) add_key(*command, typed_, "The kind of key, p256 if not given");
    add_key(*renew_, typed_, "The kind of the new key, as before if not given");
    for (CLI::App* command : {server_, client_}) add_stem(*command, typed_);
    for (CLI::App* command : {init_, server_, client_, renew_}) add_validity(*command, typed_);
  }

  Validity validity() const {
    Validity validity{.not_before = {}, .not_after = {}, .days = typed_.days};
    if (!typed_.not_before.empty()) validity.not_before = parse_time(typed_.not_before);
    if (!typed_.not_after.empty()) validity.not_after = parse_time(typed_.not_after);
    return validity;
  }

  Command command() const {
    const std::filesystem::path folder = typed_.folder;
    if (show_->parsed()) return Show{folder, typed_.names};
    std::optional<KeyKind> key;
    if (!typed_.key.empty()) key = parse_key_kind(typed_.key);
    if (renew_->parsed()) return Renewal{folder, typed_.stem, key, validity()};
    if (init_->parsed()) {
      NewAuthority request{.folder = folder, .more_names = typed_.names, .validity = validity()};
      if (key) request.key = *key;
      if (!typed_.ca_name.empty()) request.ca_name = typed_.ca_name;
      if (typed_.if_missing) return FirstStart{request};
      return request;
    }
    const Purpose purpose = client_->parsed() ? Purpose::client : Purpose::server;
    return NewCertificate{folder, purpose, typed_.names, key.value_or(KeyKind::p256), validity(), typed_.stem};
  }

  /// The innermost command that was typed.
  CLI::App* chosen() {
    CLI::App* command = &app_;
    while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
    return command;
  }

  std::string help() {
    CLI::App* command = chosen();
    const CLI::App* parent = command->get_parent();
    return examples_of(full_name(command)) + command->help(parent == nullptr ? "" : full_name(parent));
  }

  std::string explain(const CLI::ParseError& error) {
    CLI::App* command = chosen();
    const std::string more = "\n  All about it:  " + full_name(command) + " --help";
    const std::vector<std::string> left = app_.remaining(true);
    if (left.empty()) return "Not understood: " + base::printable(error.what()) + "." + more;
    const std::string guess = base::nearest(left.front(), words_of(*command));
    return full_name(command) + " does not know \"" + base::printable(left.front()) + "\"." +
           (guess.empty() ? "" : " Did you mean " + guess + "?") + more;
  }

  static std::string full_name(const CLI::App* command) {
    const CLI::App* parent = command->get_parent();
    return parent == nullptr ? command->get_name() : full_name(parent) + " " + command->get_name();
  }

  static std::vector<std::string> words_of(CLI::App& command) {
    std::vector<std::string> words;
    for (const CLI::Option* option : command.get_options())
      for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
    for (const CLI::App* further : command.get_subcommands([](CLI::App*) { return true; }))
      words.push_back(further->get_name());
    return words;
  }

  Typed typed_;
  CLI::App app_{"Makes and shows the certificates that vitrined and vitrine use. For tests and for learning."};
  CLI::App* init_ = app_.add_subcommand("init", "Make a CA and a certificate for localhost");
  CLI::App* issue_ = app_.add_subcommand("issue", "Make one more certificate from the CA");
  CLI::App* server_ = issue_->add_subcommand("server", "A server's, for the names under which it is reached");
  CLI::App* client_ = issue_->add_subcommand("client", "A client's, for one nickname");
  CLI::App* renew_ = app_.add_subcommand("renew", "Replace a certificate and its key, keeping names and use");
  CLI::App* show_ = app_.add_subcommand("show", "Say what certificates contain");
};

}  // namespace

Command parse_options(int count, const char* const* words) { return Parser().parse(count, words); }

}  // namespace vitrine::pki
