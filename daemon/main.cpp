// vitrined: the daemon. From the command line to a running server, and from trouble to an exit code.
// Read next: options.hpp, server.hpp.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <clocale>
#include <iostream>

#include "configuration.hpp"
#include "console.hpp"
#include "credentials.hpp"
#include "descriptors.hpp"
#include "hardening.hpp"
#include "lesson/seed.hpp"
#include "log.hpp"
#include "net/clock.hpp"
#include "options.hpp"
#include "port_owner.hpp"
#include "server.hpp"
#include "workers.hpp"

namespace vitrine::daemon {
namespace {

const net::HostPort usual_address{"127.0.0.1", 4444};

// What to type to connect there.
std::string client_command(const net::HostPort& where, const std::string& program = "vitrine") {
  return where == usual_address ? program : program + " " + net::to_text(where);
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

std::string_view as_what(Mode mode) {
  switch (mode) {
    case Mode::www:
      return ", a web server with one page";
    case Mode::echo:
      return ", sending back what comes";
    case Mode::room:
      break;
  }
  return "";
}

std::string_view who_may_come(tls::ClientAuthentication asked) {
  switch (asked) {
    case tls::ClientAuthentication::requested:
      return ", asking clients for a certificate";
    case tls::ClientAuthentication::required:
      return ", for clients with a certificate only";
    case tls::ClientAuthentication::none:
      break;
  }
  return "";
}

// What to type to use it, in another terminal.
std::string invitation(const Options& options, const Identity& identity, const net::HostPort& where) {
  const std::string program = options.seed ? "vitrine --seed " + std::to_string(*options.seed) : "vitrine";
  if (options.mode == Mode::room) return "Run  " + client_command(where, program) + "  in another terminal. ";
  if (options.mode == Mode::echo)
    return "Run  " + program + " --alpn none " + net::to_text(where) + "  in another terminal. ";
  const std::string untrusted = options.seed ? "--insecure " : "";  // the class CA vouches for nothing
  const std::string trust = identity.ca_file.empty() ? untrusted : "--cacert " + identity.ca_file + " ";
  return "Run  curl " + trust + "https://localhost:" + std::to_string(where.port) + "/  in another terminal. ";
}

void introduce(const Server& server, const Options& options, const Identity& identity) {
  using trace::Level;
  const std::vector<std::string> addresses = server.addresses();
  log(Level::quiet, "Listening on " + joined(addresses) + " as " + identity.names + " (" +
                        lifetime(identity, wall_clock()) + ")" + std::string(as_what(options.mode)) +
                        std::string(who_may_come(options.client_authentication)) +
                        ". Level: " + std::string(name_of(log_level())) + ".");
  const std::string_view typed =
      options.mode == Mode::room ? "Type here to talk to everyone connected; exit stops." : "exit stops.";
  log(Level::steps,
      invitation(options, identity, *net::parse_host_port(addresses.front(), usual_address)) +
          std::string(Console::present() ? typed : "SIGTERM stops, SIGHUP takes up a renewed certificate."));
}

int check_configuration(const Options& options) {
  if (lacks_pki(options)) {
    log(trace::Level::quiet, "The options are good. There is no certificate yet; one is made at the first start.");
  } else {
    const Identity identity = load_identity(options);
    Options looked_at = options;
    if (!std::filesystem::exists(options.ticket_keys)) looked_at.ticket_keys.clear();  // it would be made
    Configuration(looked_at).load(identity, net::precise_clock());
    log(trace::Level::quiet,
        "The options are good. For " + identity.names + ": " + lifetime(identity, wall_clock()) + ".");
  }
  return 0;
}

int serve(const Options& options) {
  if (options.seed) log(trace::Level::quiet, lesson::banner(*options.seed));
  if (const std::string words = make_missing_pki(options); !words.empty()) log(trace::Level::quiet, words);
  if (const std::string words = make_room_for_sessions(options); !words.empty()) log(trace::Level::quiet, words);
  const Identity identity = load_identity(options);
  Workers workers(options.threads);
  Server server(workers, options, identity);
  introduce(server, options, identity);
  std::exception_ptr trouble;
  boost::asio::co_spawn(workers.first(), server.run(), [&](const std::exception_ptr& how) {
    trouble = how;
    workers.stop();
  });
  workers.run();
  if (trouble) std::rethrow_exception(trouble);
  return 0;
}

std::string words_of(const ListenError& error) {
  if (error.code != boost::asio::error::address_in_use)
    return "I cannot listen on " + net::to_text(error.where) + ": " + error.what() + ".";
  std::string words = "Port " + std::to_string(error.where.port) + " on " + error.where.host + " is taken";
  const std::optional<PortOwner> owner = owner_of(error.where);
  if (owner)
    words += std::string(owner->certain ? "" : ", it seems,") + " by process " + std::to_string(owner->process) + " (" +
             owner->name + ")";
  words += ".";
  if (owner && owner->name == "vitrined") words += "   Use it:  " + client_command(error.where) + " ";
  const net::HostPort other{error.where.host, static_cast<std::uint16_t>(error.where.port + 1)};
  return words + "   Or another:  vitrined --listen " + net::to_text(other);
}

int complain(const std::string& words, int code) {
  log_lines(trace::Level::quiet, words);
  return code;
}

int run(const Options& options) {
  start_log(options.level, style_of_stderr(options.colour));
  harden_process();
  try {
    return options.check_config ? check_configuration(options) : serve(options);
  } catch (const ListenError& error) {
    const bool taken = error.code == boost::asio::error::address_in_use;
    return complain(words_of(error), taken ? port_in_use : configuration_error);
  } catch (const ConfigurationError& error) {
    return complain(error.what(), configuration_error);
  } catch (const std::exception& error) {
    return complain("Something went wrong that should not: " + std::string(error.what()), 1);
  }
}

}  // namespace
}  // namespace vitrine::daemon

int main(int argc, char** argv) {
  using namespace vitrine::daemon;
  std::setlocale(LC_CTYPE, "");
  const auto parsed = parse_options(argc, argv);
  if (const auto* leave = std::get_if<Leave>(&parsed)) {
    (leave->code == 0 ? std::cout : std::cerr) << leave->text << '\n';
    return leave->code;
  }
  return run(std::get<Options>(parsed));
}
