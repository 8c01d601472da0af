// See replay.hpp.
#include "replay.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <iostream>

#include "command_words.hpp"
#include "replay_screen.hpp"

namespace vitrine::cli {
namespace {

constexpr std::string_view help =
    "vitrine replay [TRACE] [--role client|server] [--level quiet|steps|bytes|secrets] [--step]\n"
    "\n"
    "Walks a trace of RFC 8448 with this program's own engine in the place of one side, shows it as any connection is\n"
    "shown, and holds each value against the one that the RFC prints. Without TRACE it lists the traces.\n"
    "\n"
    "  --role ROLE    whose place is ours: client (default) or server\n"
    "  --level LEVEL  how much is shown (default: secrets; these are known to everybody)\n"
    "  --step         wait for Enter before each step\n"
    "\n"
    "Examples:\n"
    "  vitrine replay rfc8448-3                  a full handshake, with every key\n"
    "  vitrine replay rfc8448-5 --level steps    HelloRetryRequest, a line for each step\n"
    "  vitrine replay rfc8448-4 --role server    resumption with early data, as the server sees it\n"
    "Exit codes: 0 all values are the RFC's, 1 at least one is not, 2 usage.\n";

struct Trace {
  std::string_view name;
  std::string_view file;
  std::string_view words;
};

constexpr std::array traces{
    Trace{"rfc8448-3", "simple_1rtt", "a full handshake with x25519 and an RSA certificate, a ticket, data, goodbye"},
    Trace{"rfc8448-4", "resumed_0rtt", "the ticket of the first used: a pre-shared key, and early data"},
    Trace{"rfc8448-5", "hello_retry_request", "the server asks for another group, and sends a cookie"},
    Trace{"rfc8448-6", "client_authentication", "the client shows a certificate, too"},
    Trace{"rfc8448-7", "compatibility_mode", "a session id and change_cipher_spec, so that it looks like TLS 1.2"},
};

CommandWords known_words() {
  CommandWords words{.command = "vitrine replay",
                     .options = {{"--role", {"client", "server"}},
                                 {"--level", {trace::level_names.begin(), trace::level_names.end()}},
                                 {"--step", {}}},
                     .subject = "trace",
                     .subjects = {}};
  for (const Trace& trace : traces) words.subjects.emplace_back(trace.name);
  return words;
}

int list() {
  for (const Trace& trace : traces) std::cout << trace.name << "  " << trace.words << '\n';
  std::cout << "vitrine replay rfc8448-3  walks one; --help has more.\n";
  return 0;
}

}  // namespace

int replay(Subcommand::Words words, const trace::Style& style) {
  const GivenWords given = read_words(known_words(), words);
  if (given.contains("--help")) {
    std::cout << help;
    return 0;
  }
  const std::string name = given_or(given, "", "");
  if (name.empty()) return list();
  const ReplayScreen::Options options{
      .role = given_or(given, "--role", "client") == "client" ? tls::Role::client : tls::Role::server,
      .level = *trace::from_name(given_or(given, "--level", "secrets")),
      .style = style,
      .step_by_step = given.contains("--step") && isatty(STDIN_FILENO) == 1};
  ReplayScreen screen(options, [](std::string_view line) { std::cout << line << '\n'; });
  const auto* trace = std::ranges::find(traces, name, &Trace::name);
  return screen.show(replay::load(std::string(trace->file))) ? 0 : 1;
}

}  // namespace vitrine::cli
