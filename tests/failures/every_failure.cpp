// Every way to fail, by name, in both windows: the words have their form, say who is at fault, and both sides mean the
// same. Read before: rules.hpp, words.hpp.
#include <boost/test/unit_test.hpp>

#include "failures/rules.hpp"
#include "failures/words.hpp"
#include "support/endpoints.hpp"
#include "tls/record/foreign.hpp"
#include "tls/state_tables.hpp"

using namespace tests;
using crypto::Verdict;
using trace::Cause;
using trace::Fault;
using enum tls::Failure::Origin;
using namespace std::string_view_literals;

namespace {

constexpr std::string_view binder = "4.3.11.2";

trace::Circumstances window(tls::Role role) { return role == tls::Role::client ? client_window() : server_window(); }

tls::Role other(tls::Role role) { return role == tls::Role::client ? tls::Role::server : tls::Role::client; }

std::vector<tls::Role> roles_of(Refuses who) {
  if (who == Refuses::either) return {tls::Role::client, tls::Role::server};
  return {who == Refuses::client ? tls::Role::client : tls::Role::server};
}

/// The state in which an alert about this rule most often arrives.
std::string_view waiting(tls::Role role) { return role == tls::Role::client ? "WAIT_SH" : "WAIT_FINISHED"; }

/// Who does not speak TLS reads no alert, and about a forced downgrade it says less than the client knows.
bool tells_by_alert(const RuleBroken& rule) {
  return !rule.text.ends_with("\")") && !rule.text.starts_with("ServerHello.random");
}

tls::Failure failure_of(const RuleBroken& rule) {
  return {ours, rule.alert, std::string(rule.section), std::string(rule.text), {}};
}

void check_both(const RuleBroken& rule, tls::Role refusing) {
  const tls::Failure failure = failure_of(rule);
  trace::Circumstances here = window(refusing);
  trace::Circumstances there = window(other(refusing));
  if (rule.section == binder) there.psk_file = "~/keys";
  const tls::Failure told = told_of(failure, waiting(there.role));
  for (const bool established : {false, true}) {
    here.established = there.established = established;
    checked_words(failure, here);
    checked_words(told, there);
    BOOST_TEST((trace::fault_of(failure, here) == rule.fault));
    BOOST_TEST((!tells_by_alert(rule) || agree(rule.fault, trace::fault_of(told, there))));
  }
}

/// What a refusal makes a client exit with.
Cause cause(tls::AlertDescription alert) {
  using enum tls::AlertDescription;
  switch (alert) {
    case bad_record_mac:
      return Cause::record_authentication;
    case internal_error:
      return Cause::internal;
    case bad_certificate:
    case unsupported_certificate:
    case certificate_required:
      return Cause::other_certificate;
    default:
      return Cause::protocol_violation;
  }
}

const std::vector<std::string_view> client_states{"WAIT_SH",   "WAIT_SH_2", "WAIT_EE",       "WAIT_CERT_CR",
                                                  "WAIT_CERT", "WAIT_CV",   "WAIT_FINISHED", "CONNECTED"};
const std::vector<std::string_view> server_states{"START",     "START_2", "WAIT_EOED",     "WAIT_FLIGHT2",
                                                  "WAIT_CERT", "WAIT_CV", "WAIT_FINISHED", "CONNECTED"};

template <class Check>
void in_every_state(Check check) {
  for (const tls::Role role : {tls::Role::client, tls::Role::server}) {
    for (const std::string_view state : role == tls::Role::client ? client_states : server_states) {
      trace::Circumstances around = window(role);
      around.established = state == "CONNECTED";
      BOOST_TEST_CONTEXT(state) { check(around, state); }
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(every_failure)

BOOST_AUTO_TEST_CASE(every_broken_rule_has_its_words_on_both_sides_and_both_mean_the_same) {
  for (const RuleBroken& rule : rules_broken()) {
    BOOST_TEST_CONTEXT(rule.section << " " << rule.text) {
      for (const tls::Role refusing : roles_of(rule.who)) check_both(rule, refusing);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_broken_rule_has_the_cause_that_exit_codes_are_made_of_and_the_other_side_the_same) {
  for (const RuleBroken& rule : rules_broken()) {
    const tls::Failure failure = failure_of(rule);
    const bool record = rule.alert == tls::AlertDescription::bad_record_mac;
    BOOST_TEST_CONTEXT(rule.section << " " << rule.text) {
      BOOST_TEST((trace::cause_of(failure) == cause(rule.alert)));
      BOOST_TEST((trace::cause_of(told_of(failure, "CONNECTED")) ==
                  (record ? Cause::record_authentication : Cause::peer_alert)));
    }
  }
}

BOOST_AUTO_TEST_CASE(every_alert_of_the_peer_has_its_words_in_every_state) {
  for (const auto& alert : tls::entries<tls::AlertDescription>()) {
    BOOST_TEST_CONTEXT(alert.name) {
      in_every_state([&](const trace::Circumstances& around, std::string_view state) {
        checked_words({peer, alert.value, "", "", {}, state}, around);
      });
    }
  }
}

BOOST_AUTO_TEST_CASE(an_alert_that_nobody_knows_has_words_too_and_nobody_is_blamed) {
  in_every_state([&](const trace::Circumstances& around, std::string_view state) {
    const tls::Failure failure{peer, static_cast<tls::AlertDescription>(200), "", "", {}, state};
    checked_words(failure, around);
    BOOST_TEST((trace::fault_of(failure, around) == Fault::unclear));
  });
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_cut_has_words_in_every_state_and_silence_has_its_own) {
  in_every_state([&](trace::Circumstances around, std::string_view state) {
    const tls::Failure cut{truncated, tls::AlertDescription::close_notify, "6.1", "", {}, state};
    const std::string heard = checked_words(cut, around);
    around.peer_has_spoken = false;
    const std::string silent = checked_words(cut, around);
    BOOST_TEST(heard != silent);
    BOOST_TEST(silent.find("hung up without a word") != std::string::npos, silent);
    BOOST_TEST((trace::fault_of(cut, around) == Fault::unclear));
  });
}

BOOST_AUTO_TEST_CASE(a_handshake_that_takes_too_long_has_words_in_every_state) {
  in_every_state([&](trace::Circumstances around, std::string_view state) {
    if (state == "CONNECTED") return;
    const trace::Timeout timeout{std::chrono::seconds(10), state};
    const std::string heard = checked_words(timeout, around);
    BOOST_TEST(heard.find("10 s") != std::string::npos, heard);
    around.peer_has_spoken = false;
    BOOST_TEST(checked_words(timeout, around) != heard);
  });
}

BOOST_AUTO_TEST_CASE(every_verdict_on_a_certificate_has_its_words_on_both_sides_and_both_mean_the_same) {
  for (int verdict = static_cast<int>(Verdict::unknown_ca); verdict <= static_cast<int>(Verdict::malformed);
       ++verdict) {
    for (const auto alert : {tls::AlertDescription::unknown_ca, tls::AlertDescription::certificate_expired,
                             tls::AlertDescription::bad_certificate, tls::AlertDescription::unsupported_certificate}) {
      for (const tls::Role refusing : {tls::Role::client, tls::Role::server}) {
        const tls::Failure failure{ours, alert, "4.5.1.3",
                                   "chain and name: the certificate is good for this peer; found: something",
                                   static_cast<Verdict>(verdict)};
        const trace::Circumstances there = window(other(refusing));
        checked_words(failure, window(refusing));
        BOOST_TEST(agree(trace::fault_of(failure, window(refusing)),
                         trace::fault_of(told_of(failure, "WAIT_FINISHED"), there)));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(what_a_peer_calls_itself_does_not_change_who_is_at_fault) {
  const tls::Failure failure{ours,
                             tls::AlertDescription::illegal_parameter,
                             "4.3",
                             "server_name is a DNS name; found: a cipher suite in common (our limit)",
                             {}};
  BOOST_TEST((trace::fault_of(failure, server_window()) == Fault::peer));
}

BOOST_AUTO_TEST_CASE(a_network_that_breaks_a_connection_is_a_truncation) {
  Pair pair;
  const tls::Failure failure = trace::failure_of(pair.client);
  BOOST_TEST((trace::cause_of(failure) == Cause::truncated));
  BOOST_TEST(failure.state == "WAIT_SH");
  checked_words(failure, client_window());
}

BOOST_AUTO_TEST_CASE(first_bytes_that_are_not_tls_are_named_and_cannot_be_mistaken_for_words_of_ours) {
  const std::vector<std::pair<std::string_view, std::string_view>> openings{
      {"GET / HTTP/1.1\r\n"sv, "plain HTTP"},
      {"HTTP/1.1 400 Bad Request\r\n"sv, "plain HTTP"},
      {"SSH-2.0-x\r\n"sv, "an SSH greeting"},
      {"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n"sv, "a proxy header"},
      {"\r\n\r\n\0\r\nQUIT\n\x21\x11"sv, "a proxy header"},
      {"\x80\x2e\x01\x03\x01\x00\x15\x00\x00"sv, "an SSL 2 hello"},
      {"\x80\x2e\x04\x00\x01\x00\x02"sv, "not TLS"},
      {"\x1b[2J; found: nothing, expected all"sv, "not TLS"},
  };
  for (const auto& [bytes, name] : openings) {
    const std::string text = tls::describe_foreign(vitrine::base::view_of(bytes));
    BOOST_TEST(text.starts_with(std::string(name) + " (\""), text);
    for (const tls::Role role : {tls::Role::client, tls::Role::server}) {
      const tls::Failure failure{ours, tls::AlertDescription::unexpected_message, "5", text, {}};
      const std::string words = checked_words(failure, window(role));
      BOOST_TEST(words.find(text) != std::string::npos, words);
      BOOST_TEST((trace::fault_of(failure, window(role)) == Fault::configuration));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
