// See words.hpp.
#include "failures/words.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "base/printable.hpp"
#include "trace/text.hpp"

namespace tests {
namespace {

using vitrine::base::printable;

constexpr std::string_view fault_begins = "At fault: ";

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string checked(const std::vector<std::string>& lines) {
  const std::string text = all_of(lines);
  BOOST_TEST_CONTEXT(text) {
    BOOST_TEST_REQUIRE(lines.size() >= 3U);
    BOOST_TEST(lines.size() <= 5U);
    BOOST_TEST(says(text, "§"));
    BOOST_TEST(std::ranges::count_if(lines, [](const auto& line) { return says(line, fault_begins); }) == 1);
    BOOST_TEST(!says(lines.back(), fault_begins));  // what to do stands behind it
    BOOST_TEST(!says(text, "{"));
    BOOST_TEST(!says(text, "..\n"));
    for (const std::string& line : lines) {
      BOOST_TEST(line == printable(line));
      BOOST_TEST(trace::columns(line) <= 120U);
    }
  }
  return text;
}

}  // namespace

trace::Circumstances client_window() {
  trace::Circumstances around;
  around.now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23};
  around.host = "localhost";
  around.address = "127.0.0.1:4444";
  around.ca_file = "other-ca.pem";
  around.own_ca_file = "~/.local/share/vitrine/pki/ca.pem";
  around.ca_subjects = {"Other CA"};
  return around;
}

trace::Circumstances server_window() {
  trace::Circumstances around;
  around.role = tls::Role::server;
  around.session = 5;
  around.now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23};
  around.server_ca_file = "~/.local/share/vitrine/pki/ca.pem";
  around.client_ca_file = "~/.local/share/vitrine/pki/ca.pem";
  return around;
}

std::string all_of(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

std::string checked_words(const tls::Failure& failure, const trace::Circumstances& around) {
  const std::string text = checked(trace::explain_failure(failure, around));
  const bool end = failure.origin == tls::Failure::Origin::truncated;
  BOOST_TEST(says(text, end ? "close_notify" : trace::named(failure.alert)), text);
  return text;
}

std::string checked_words(const trace::Timeout& timeout, const trace::Circumstances& around) {
  return checked(trace::explain_timeout(timeout, around));
}

tls::Failure told_of(const tls::Failure& failure, std::string_view state) {
  return {tls::Failure::Origin::peer,
          failure.alert,
          "",
          "the peer sent the alert " + tls::name_of(failure.alert),
          {},
          state};
}

bool agree(trace::Fault refusing, trace::Fault told) {
  using enum trace::Fault;
  if (refusing == unclear || told == unclear) return true;
  if (refusing == peer) return told == us || told == configuration;  // a bad certificate is how its owner is set up
  if (refusing == us) return told == peer;
  if (refusing == limit) return told == us;  // an alert does not say whose rule it was
  return refusing == told;
}

}  // namespace tests
