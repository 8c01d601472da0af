// See states.hpp.
#include "states.hpp"

#include <iostream>

#include "command_words.hpp"
#include "options.hpp"
#include "trace/state_drawing.hpp"
#include "trace/state_pictures.hpp"

namespace vitrine::cli {
namespace {

constexpr std::string_view help =
    "vitrine states [--format text|dot|mermaid|svg] [--role client|server]\n"
    "\n"
    "Draws the state machines of RFC 9846 Appendix A as this program has them: they are computed from the code that\n"
    "handles the messages. START_2 and WAIT_SH_2 are START and WAIT_SH after a HelloRetryRequest.\n"
    "\n"
    "  --format FORMAT   text for a terminal (default), dot for graphviz, mermaid for Markdown, svg\n"
    "  --role ROLE       client or server (default: both; mermaid shows one at a time)\n"
    "\n"
    "Examples:\n"
    "  vitrine states                                     both, in this terminal\n"
    "  vitrine states --role server --format mermaid      for a block in Markdown\n"
    "  vitrine states --format svg > states.svg           a picture\n"
    "  vitrine states --format dot | dot -Tpdf > out.pdf  by graphviz\n"
    "While you talk, /state draws the client's machine with the way that this connection has taken.\n";

std::string as_text(const trace::Roles& roles, const trace::Style& style) {
  std::string text;
  for (const tls::Role role : roles) {
    text += text.empty() ? "" : "\n";
    text += role == tls::Role::client ? "client (Appendix A.1)\n\n" : "server (Appendix A.2)\n\n";
    for (const std::string& line : trace::draw_machine(tls::transitions(role), style)) text += line + '\n';
  }
  return text;
}

trace::Roles roles_of(const std::string& role) {
  if (role == "client") return {tls::Role::client};
  if (role == "server") return {tls::Role::server};
  return {tls::Role::client, tls::Role::server};
}

std::string drawn(const GivenWords& given, const trace::Style& style) {
  const std::string format = given_or(given, "--format", "text");
  const trace::Roles roles = roles_of(given_or(given, "--role", ""));
  if (format == "dot") return trace::dot_of(roles);
  if (format == "svg") return trace::svg_of(roles);
  if (format == "text") return as_text(roles, style);
  if (roles.size() == 1) return trace::mermaid_of(roles.front());
  throw UsageError{"Mermaid shows one machine at a time: add --role client or --role server."};
}

}  // namespace

int states(Subcommand::Words words, const trace::Style& style) {
  const GivenWords given =
      read_words({.command = "vitrine states",
                  .options = {{"--format", {"text", "dot", "mermaid", "svg"}}, {"--role", {"client", "server"}}},
                  .subject = "",
                  .subjects = {}},
                 words);
  std::cout << (given.contains("--help") ? std::string(help) : drawn(given, style));
  return 0;
}

}  // namespace vitrine::cli
