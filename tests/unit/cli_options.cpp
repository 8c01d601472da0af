// The client's command line, environment and configuration file.
#include "cli/options.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/exit_code.hpp"

namespace {

using namespace vitrine;

/// Sets a variable for one test.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) { setenv(name, value.c_str(), 1); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { unsetenv(name_); }

 private:
  const char* name_;
};

/// A folder for configuration files, ours alone.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "vitrine-cli-XXXXXX").string();
    path_ = mkdtemp(name.data());
    std::filesystem::create_directory(path_ / "vitrine");
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  void write(std::string_view text) const { std::ofstream(path_ / "vitrine" / "vitrine.conf") << text; }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// No test reads the configuration of whoever runs it.
struct Fixture {
  Folder folder;
  Variable configuration{"XDG_CONFIG_HOME", folder.path()};

  static cli::Parsed parse(std::vector<const char*> words) {
    words.insert(words.begin(), "vitrine");
    return cli::parse_options(static_cast<int>(words.size()), words.data());
  }

  static cli::Options options(const std::vector<const char*>& words) {
    const cli::Parsed parsed = parse(words);
    if (const auto* error = std::get_if<cli::UsageError>(&parsed)) BOOST_FAIL(error->text);
    BOOST_REQUIRE(std::holds_alternative<cli::Options>(parsed));
    return std::get<cli::Options>(parsed);
  }

  static std::string error(const std::vector<const char*>& words) {
    const cli::Parsed parsed = parse(words);
    const auto* error = std::get_if<cli::UsageError>(&parsed);
    return error == nullptr ? std::string() : error->text;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(cli_options, Fixture)

BOOST_AUTO_TEST_CASE(without_options_it_is_the_daemon_on_this_machine_called_localhost) {
  const cli::Options defaults = options({});
  BOOST_TEST((defaults.address == net::HostPort{"127.0.0.1", 4444}));
  BOOST_TEST(defaults.server_name == "localhost");
  BOOST_TEST(defaults.alpn == std::vector<std::string>{"vitrine/1"}, boost::test_tools::per_element());
  BOOST_TEST((defaults.level == trace::Level::steps));
}

BOOST_AUTO_TEST_CASE(the_host_as_typed_is_the_name_that_is_verified) {
  BOOST_TEST(options({"chat.lan"}).server_name == "chat.lan");
  BOOST_TEST(options({"127.0.0.1:4444"}).server_name == "127.0.0.1");
  BOOST_TEST(options({"[::1]:4445"}).server_name == "::1");
  BOOST_TEST(options({":4445"}).server_name == "localhost");
  BOOST_TEST(options({"chat.lan", "--servername", "other"}).server_name == "other");
  BOOST_TEST((options({"[::1]:4445"}).address == net::HostPort{"::1", 4445}));
}

BOOST_AUTO_TEST_CASE(an_address_that_is_none_is_refused) {
  for (const char* address : {"host:", "host:99999", "host:0", "[::1", "a:b"}) BOOST_TEST(!error({address}).empty());
  BOOST_TEST(!error({"one", "two"}).empty());
}

BOOST_AUTO_TEST_CASE(iana_names_make_lists_in_the_order_typed) {
  const cli::Options given = options({"--groups", "secp384r1,x25519", "--ciphersuites=TLS_AES_256_GCM_SHA384"});
  BOOST_TEST((given.groups == std::vector{tls::NamedGroup::secp384r1, tls::NamedGroup::x25519}));
  BOOST_TEST((given.cipher_suites == std::vector{tls::CipherSuite::TLS_AES_256_GCM_SHA384}));
  BOOST_TEST(options({"--key-shares", "none"}).key_shares->empty());
  BOOST_TEST(!options({}).key_shares.has_value());
  BOOST_TEST(options({"--alpn", "none"}).alpn.empty());
}

BOOST_AUTO_TEST_CASE(an_unknown_word_is_refused_and_the_nearest_named) {
  BOOST_TEST(error({"--cafle", "x"}).find("--cafile") != std::string::npos);
  BOOST_TEST(error({"--cafle=x"}).find("--cafile") != std::string::npos);
  BOOST_TEST(error({"--groups", "x2551"}).find("x25519") != std::string::npos);
  BOOST_TEST(!error({"--groups", "x25519,x25519"}).empty());
  BOOST_TEST(!error({"--level", "loud"}).empty());
  BOOST_TEST(!error({"--insecure"}).empty());
}

BOOST_AUTO_TEST_CASE(each_v_is_one_rung_and_level_names_one) {
  BOOST_TEST((options({"-q"}).level == trace::Level::quiet));
  BOOST_TEST((options({"-v"}).level == trace::Level::bytes));
  BOOST_TEST((options({"-vv"}).level == trace::Level::secrets));
  BOOST_TEST((options({"-v", "--level", "quiet"}).level == trace::Level::quiet));
}

BOOST_AUTO_TEST_CASE(a_flag_outweighs_a_variable_and_a_variable_the_file) {
  folder.write("nick = \"file\"\ncafile = \"file.pem\"\nservername = \"file\"\n");
  const Variable nick("VITRINE_NICK", "variable");
  const Variable ca_file("VITRINE_CAFILE", "variable.pem");
  const cli::Options given = options({"--nick", "flag"});
  BOOST_TEST(given.nick == "flag");
  BOOST_TEST(given.ca_file == "variable.pem");
  BOOST_TEST(given.server_name == "file");
}

BOOST_AUTO_TEST_CASE(the_key_log_comes_from_the_variable_that_others_use_too) {
  const Variable key_log("SSLKEYLOGFILE", "keys.log");
  BOOST_TEST(options({}).key_log_file == "keys.log");
  BOOST_TEST(options({"--keylogfile", "mine.log"}).key_log_file == "mine.log");
}

BOOST_AUTO_TEST_CASE(a_seed_is_a_number_and_goes_with_nothing_that_is_kept_or_secret) {
  BOOST_TEST(!options({}).seed.has_value());
  BOOST_TEST(options({"--seed", "7"}).seed.value() == 7U);
  BOOST_TEST(options({"--seed=0"}).seed.value() == 0U);
  for (const char* word : {"-1", "seven", "7x", "1000000000"}) BOOST_TEST(!error({"--seed", word}).empty(), word);
  BOOST_TEST(error({"--seed", "7", "--session-file", "s"}).find("are not kept") != std::string::npos);
  BOOST_TEST(error({"--seed", "7", "--cert", "c", "--key", "k"}).find("your private key") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_configuration_file_with_an_unknown_entry_is_refused) {
  folder.write("nik = \"ana\"\n");
  BOOST_TEST(!error({}).empty());
}

BOOST_AUTO_TEST_CASE(help_begins_with_examples_and_version_names_the_libraries) {
  for (const char* flag : {"-h", "--help"}) {
    const cli::Parsed parsed = parse({flag});
    BOOST_REQUIRE(std::holds_alternative<cli::Print>(parsed));
    BOOST_TEST(std::get<cli::Print>(parsed).text.starts_with("Examples:"));
  }
  const cli::Parsed version = parse({"-V"});
  BOOST_REQUIRE(std::holds_alternative<cli::Print>(version));
  BOOST_TEST(std::get<cli::Print>(version).text.find("Botan") != std::string::npos);
  BOOST_TEST(std::get<cli::Print>(version).text.find("Boost") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_certificate_and_its_key_belong_together) {
  BOOST_TEST(options({"--cert", "ana.pem", "--key", "ana.key"}).certificate == "ana.pem");
  BOOST_TEST(options({"--cert", "ana.pem", "--key", "ana.key"}).key == "ana.key");
  for (const char* one : {"--cert", "--key"})
    BOOST_TEST(error({one, "ana"}).starts_with("--cert and --key belong together"));
}

BOOST_AUTO_TEST_CASE(two_dashes_end_the_options) { BOOST_TEST(options({"--", "-h"}).address.host == "-h"); }

BOOST_AUTO_TEST_CASE(each_cause_has_the_exit_code_that_is_promised) {
  const auto code = [](trace::Cause cause) { return static_cast<int>(cli::exit_code(cause)); };
  BOOST_TEST(code(trace::Cause::unknown_ca) == 11);
  BOOST_TEST(code(trace::Cause::expired) == 12);
  BOOST_TEST(code(trace::Cause::name_mismatch) == 13);
  BOOST_TEST(code(trace::Cause::other_certificate) == 14);
  BOOST_TEST(code(trace::Cause::peer_alert) == 20);
  BOOST_TEST(code(trace::Cause::protocol_violation) == 21);
  BOOST_TEST(code(trace::Cause::record_authentication) == 22);
  BOOST_TEST(code(trace::Cause::truncated) == 23);
  BOOST_TEST(code(trace::Cause::internal) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
