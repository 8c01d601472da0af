// See failure_parts.hpp.
#include "trace/failure_parts.hpp"

#include <algorithm>
#include <array>

#include "base/printable.hpp"

namespace vitrine::trace {

Phase phase_of(std::string_view state) {
  constexpr std::array<std::string_view, 4> before{"START", "START_2", "WAIT_SH", "WAIT_SH_2"};
  if (state == "CONNECTED") return Phase::session;
  return std::ranges::find(before, state) != before.end() ? Phase::hello : Phase::flight;
}

Phase phase_of(const tls::Failure& failure, const Circumstances& around) {
  return around.established ? Phase::session : phase_of(failure.state);
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

std::string filled(std::string_view text, const Circumstances& around) {
  const std::string our_ca = around.server_ca_file.empty() ? "our CA file" : base::printable(around.server_ca_file);
  std::string all =
      replaced(std::string(text), "{peer}", around.role == tls::Role::client ? "the server" : "the client");
  all = replaced(std::move(all), "{address}", base::printable(around.address));
  all = replaced(std::move(all), "{our CA}", our_ca);
  return replaced(std::move(all), "{psk file}", base::printable(around.psk_file));
}

std::string command(std::string_view options, const Circumstances& around) {
  std::string text = "vitrine";
  if (!options.empty()) text.append(" ").append(options);
  if (!around.address.empty()) text += " " + base::printable(around.address);
  return text;
}

std::string look_closer(const Circumstances& around) {
  return "Watch it happen:  " + (around.role == tls::Role::client ? command("-v", around) : "vitrined -v");
}

std::string what_was_sent(const Circumstances& around) {
  return around.early_data_sent ? "Of yours only the early data was sent; only the server of the ticket can read it."
                                : "Nothing of yours was sent.";
}

/// Either the rule and what was found, or what the state machine says: "Finished in WAIT_SH, expected ServerHello".
CheckText split(const tls::Failure& failure) {
  constexpr std::string_view found = "; found: ";
  constexpr std::string_view expected = ", expected ";
  const std::string text = base::printable(failure.text);
  if (const std::size_t at = text.find(found); at != std::string::npos)
    return {text.substr(0, at), text.substr(at + found.size())};
  if (const std::size_t at = text.find(expected); at != std::string::npos)
    return {text.substr(at + expected.size()), text.substr(0, at)};
  return {text, ""};
}

std::string expected_and_found(const CheckText& check) {
  return "Expected: " + check.rule + "; found: " + (check.found.empty() ? "that it is not so" : check.found) + ".";
}

}  // namespace vitrine::trace
