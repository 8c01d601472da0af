// trace/failure_words: every failure has its own words, few enough, with the alert and the section in them.
#include "trace/failure_words.hpp"

#include <boost/test/unit_test.hpp>

#include "base/printable.hpp"
#include "trace_events.hpp"

using namespace tests;
using crypto::Verdict;
using std::chrono::sys_days;
using tls::AlertDescription;
using tls::Failure;
using trace::Cause;
using trace::cause_of;
using trace::Circumstances;
using trace::explain_failure;
using enum tls::Failure::Origin;
using namespace std::chrono_literals;

namespace {

Circumstances client() {
  Circumstances around;
  around.now = sys_days(2026y / 11 / 23);
  around.host = "localhost";
  around.address = "127.0.0.1:4444";
  around.ca_file = "other-ca.pem";
  around.own_ca_file = "~/.local/share/vitrine/pki/ca.pem";
  around.ca_subjects = {"Other CA"};
  return around;
}

Circumstances server() {
  Circumstances around;
  around.role = tls::Role::server;
  around.session = 5;
  around.server_ca_file = "~/.local/share/vitrine/pki/ca.pem";
  return around;
}

Failure certificate_failure(Verdict verdict, AlertDescription alert) {
  return {ours, alert, "4.5.1.3", "chain and name: the certificate is good for this server; found: something", verdict};
}

std::string all_of(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// What holds for the words of any failure.
void check_form(const Failure& failure, const Circumstances& around) {
  const std::vector<std::string> lines = explain_failure(failure, around);
  const std::string text = all_of(lines);
  BOOST_TEST_CONTEXT(text) {
    BOOST_TEST(!lines.empty());
    BOOST_TEST(lines.size() <= 5u);
    BOOST_TEST(contains(text, "§"));
    const bool end = failure.origin == truncated;
    BOOST_TEST(contains(text, end ? "close_notify" : tls::name_of(failure.alert)));
    for (const std::string& line : lines) BOOST_TEST(line == base::printable(line));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_failure_words)

BOOST_AUTO_TEST_CASE(an_unknown_ca_line_by_line) {
  Circumstances around = client();
  around.certificate = certificate("good");
  const std::vector<std::string> expected{
      "Not connected: the server's certificate is signed by \"Test Root\" and you trust only \"Other CA\" "
      "(other-ca.pem).",
      "  Either this is the wrong CA file, or someone is between you and the server. Nothing of yours was sent.",
      "  I told the server: unknown_ca (48), §6.2. At fault: the configuration, there or here.",
      "  If this server is yours:  vitrine --cafile ~/.local/share/vitrine/pki/ca.pem 127.0.0.1:4444",
  };
  BOOST_TEST(
      explain_failure(certificate_failure(Verdict::unknown_ca, AlertDescription::unknown_ca), around) == expected,
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(early_data_is_not_passed_over_when_it_says_what_was_sent) {
  Circumstances around = client();
  around.early_data_sent = true;
  for (const Verdict verdict : {Verdict::unknown_ca, Verdict::name_mismatch}) {
    const Failure failure = certificate_failure(verdict, AlertDescription::bad_certificate);
    const std::string text = all_of(explain_failure(failure, around));
    BOOST_TEST(!contains(text, "Nothing of yours was sent"), text);
    BOOST_TEST(contains(text, "only the early data was sent"), text);
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_shared_key_is_named_on_both_sides) {
  Circumstances around = client();
  around.psk_file = "~/keys";
  for (const auto alert :
       {AlertDescription::decrypt_error, AlertDescription::illegal_parameter, AlertDescription::unknown_psk_identity}) {
    const std::string text = all_of(explain_failure({peer, alert, "", "", {}}, around));
    BOOST_TEST(contains(text, "Does the server have the keys of ~/keys, each of the same kind?"), text);
    BOOST_TEST(!contains(all_of(explain_failure({peer, alert, "", "", {}}, client())), "keys of"));
  }
  const Failure binder{ours,
                       AlertDescription::decrypt_error,
                       "4.3.11.2",
                       "the binder proves that the client has the pre-shared key",
                       {}};
  check_form(binder, server());
  BOOST_TEST(contains(all_of(explain_failure(binder, server())), "a pre-shared key that we know, and has another one"));
}

BOOST_AUTO_TEST_CASE(two_cas_of_one_name_are_told_apart) {
  Circumstances around = client();
  around.certificate = certificate("good");
  around.ca_subjects = {"Test Root"};
  const Failure failure = certificate_failure(Verdict::unknown_ca, AlertDescription::unknown_ca);
  BOOST_TEST(contains(all_of(explain_failure(failure, around)), "but not by the one in other-ca.pem"));
}

BOOST_AUTO_TEST_CASE(an_expired_certificate_line_by_line) {
  Circumstances around = client();
  around.certificate = certificate("good");
  around.host = "good.example";
  around.now = sys_days(2076y / 1 / 3) + 1h;
  const std::vector<std::string> expected{
      "Not connected: the certificate of \"good\" ended 2076-01-01 00:00 UTC, 2 days ago (your clock: 2076-01-03 01:00 "
      "UTC).",
      "  Everything else about it was right (CA, name, use). Nothing of yours was sent.",
      "  I told the server: certificate_expired (45), §6.2. At fault: the configuration, there or here.",
      "  On the server:  vitrine-pki renew server   then   kill -HUP $(pidof vitrined)   (nobody is disconnected)",
  };
  BOOST_TEST(
      explain_failure(certificate_failure(Verdict::expired, AlertDescription::certificate_expired), around) == expected,
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_certificate_of_tomorrow_makes_one_look_at_the_clocks) {
  Circumstances around = client();
  around.certificate = certificate("future");
  const Failure failure = certificate_failure(Verdict::not_yet_valid, AlertDescription::certificate_expired);
  const std::string text = all_of(explain_failure(failure, around));
  BOOST_TEST(contains(text, "begins 2050-01-01 00:00 UTC, in "));
  BOOST_TEST(contains(text, "date -u"));
}

BOOST_AUTO_TEST_CASE(another_name_is_quoted_and_can_be_typed) {
  Circumstances around = client();
  around.certificate = certificate("good");
  const Failure failure = certificate_failure(Verdict::name_mismatch, AlertDescription::bad_certificate);
  const std::string text = all_of(explain_failure(failure, around));
  BOOST_TEST(contains(text, "is for \"good.example\", \"*.wild.example\""));
  BOOST_TEST(contains(text, "not for \"localhost\""));
  BOOST_TEST(contains(text, "vitrine --servername good.example 127.0.0.1:4444"));
}

BOOST_AUTO_TEST_CASE(a_record_of_the_handshake_that_cannot_be_opened_may_be_a_bug_as_well) {
  const Failure failure{
      ours, AlertDescription::bad_record_mac, "5.2", "a record is authentic under its key; found: number 0 is not", {}};
  const std::string text = all_of(explain_failure(failure, client()));
  BOOST_TEST(contains(text, "Not connected: I could not open a record of the handshake."), text);
  BOOST_TEST(contains(text, "wrong keys"), text);
  BOOST_TEST(contains(text, "At fault: somebody on the way, or a bug in one of the two programs."), text);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_cannot_be_read_is_a_problem_of_certificates) {
  const Failure garbage{
      ours, AlertDescription::bad_certificate, "6.2", "the peer's certificate can be read; found: not DER", {}};
  BOOST_TEST((cause_of(garbage) == Cause::other_certificate));
  BOOST_TEST((trace::fault_of(garbage, client()) == trace::Fault::peer));
  check_form(garbage, client());
  check_form(garbage, server());
}

BOOST_AUTO_TEST_CASE(a_changed_message_is_told_alike_in_both_windows) {
  Circumstances around = client();
  around.established = true;
  const Failure theirs{peer, AlertDescription::bad_record_mac, "", "", {}};
  BOOST_TEST(explain_failure(theirs, around).front() ==
             "Stopped: somebody changed your message on the way; the server refused it and showed it to nobody.");
  const Failure our_own{ours, AlertDescription::bad_record_mac, "5.2", "a record", {}};
  Circumstances daemon = server();
  daemon.established = true;
  BOOST_TEST(explain_failure(our_own, daemon).front() ==
             "✘ session 5: somebody changed a message on the way; it was refused and shown to nobody; sent "
             "bad_record_mac (20), §5.2.");
}

BOOST_AUTO_TEST_CASE(a_cut_connection_may_lack_its_end) {
  Circumstances around = client();
  around.established = true;
  BOOST_TEST(
      explain_failure({truncated, AlertDescription::close_notify, "6.1", "", {}}, around).front() ==
      "Stopped: the connection ended without a goodbye (close_notify). The end of the conversation may be missing.");
}

BOOST_AUTO_TEST_CASE(the_daemon_knows_a_client_that_lacks_the_ca) {
  const std::vector<std::string> expected{
      "✘ session 5: the client does not trust our certificate (alert unknown_ca).",
      "  That came after our Finished, and means: no trusted CA vouches for the certificate.",
      "  The client told us: unknown_ca (48), §6.2. At fault: the configuration, there or here.",
      "  It needs ~/.local/share/vitrine/pki/ca.pem:  vitrine --cafile, curl --cacert, a browser's settings.",
  };
  BOOST_TEST(explain_failure({peer, AlertDescription::unknown_ca, "", "", {}, "WAIT_FINISHED"}, server()) == expected,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_daemon_knows_plain_http) {
  const Failure failure{ours, AlertDescription::unexpected_message, "5", "plain HTTP (\"GET / HTTP/1.1\")", {}};
  BOOST_TEST(explain_failure(failure, server()).front() ==
             "✘ That was plain HTTP (\"GET / HTTP/1.1\"). This port speaks TLS 1.3.");
}

BOOST_AUTO_TEST_CASE(the_daemon_knows_an_old_client) {
  const Failure failure{ours,
                        AlertDescription::protocol_version,
                        "4.3.1",
                        "the client offers TLS 1.3; found: the client offers at most TLS 1.2",
                        {}};
  BOOST_TEST(explain_failure(failure, server()).front() ==
             "✘ session 5: the client offers at most TLS 1.2; sent protocol_version (70), §4.3.1.");
}

BOOST_AUTO_TEST_CASE(a_broken_rule_shows_what_was_expected_and_what_was_found) {
  const Failure failure{ours,
                        AlertDescription::illegal_parameter,
                        "4.2.3",
                        "cipher_suite is one that we offered; found: unknown (0x1309)",
                        {}};
  const std::vector<std::string> lines = explain_failure(failure, client());
  BOOST_TEST(lines.at(1) == "  Expected: cipher_suite is one that we offered; found: unknown (0x1309).");
  BOOST_TEST(lines.at(2) == "  I told the server: illegal_parameter (47), §4.2.3. At fault: the server.");
}

BOOST_AUTO_TEST_CASE(without_utf8_the_words_are_ascii) {
  Circumstances around = server();
  around.style.utf8 = false;
  const std::string text = all_of(explain_failure({peer, AlertDescription::unknown_ca, "", "", {}}, around));
  BOOST_TEST(contains(text, "XX session 5"));
  for (const char c : text) BOOST_TEST((c == '\n' || (c >= 0x20 && c < 0x7f)));
}

BOOST_AUTO_TEST_CASE(each_failure_has_the_cause_its_exit_code_is_made_of) {
  using enum AlertDescription;
  BOOST_TEST((cause_of(certificate_failure(Verdict::unknown_ca, unknown_ca)) == Cause::unknown_ca));
  BOOST_TEST((cause_of(certificate_failure(Verdict::expired, certificate_expired)) == Cause::expired));
  BOOST_TEST((cause_of(certificate_failure(Verdict::not_yet_valid, certificate_expired)) == Cause::expired));
  BOOST_TEST((cause_of(certificate_failure(Verdict::name_mismatch, bad_certificate)) == Cause::name_mismatch));
  BOOST_TEST((cause_of(certificate_failure(Verdict::weak_key, bad_certificate)) == Cause::other_certificate));
  BOOST_TEST((cause_of({peer, handshake_failure, "", "", {}}) == Cause::peer_alert));
  BOOST_TEST((cause_of({peer, bad_record_mac, "", "", {}}) == Cause::record_authentication));
  BOOST_TEST((cause_of({ours, bad_record_mac, "5.2", "", {}}) == Cause::record_authentication));
  BOOST_TEST((cause_of({ours, decode_error, "6", "", {}}) == Cause::protocol_violation));
  BOOST_TEST((cause_of({ours, internal_error, "6.2", "", {}}) == Cause::internal));
  BOOST_TEST((cause_of({truncated, close_notify, "6.1", "", {}}) == Cause::truncated));
}

BOOST_AUTO_TEST_CASE(a_server_that_wants_a_certificate_is_told_line_by_line) {
  const std::vector<std::string> expected{
      "Not connected: the server lets in nobody without a certificate, and I showed none.",
      "  It told me: certificate_required (116), §6.2. At fault: the configuration, there or here.",
      "  Where its CA is:  vitrine-pki issue client NICK   then   vitrine --cert NICK.pem --key NICK.key "
      "127.0.0.1:4444",
  };
  BOOST_TEST(explain_failure({peer, AlertDescription::certificate_required, "", "", {}}, client()) == expected,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_certificate_of_ours_that_is_refused_is_named_with_its_file) {
  Circumstances around = client();
  around.established = true;
  around.own_certificate = certificate("good");
  around.own_certificate_file = "~/good.pem";
  const std::vector<std::string> expected{
      "Not connected: the server refused your certificate \"good\" (~/good.pem).",
      "  It is signed by \"Test Root\", whom the server does not trust.",
      "  It told me: unknown_ca (48), §6.2. At fault: the configuration, there or here.",
      "  Is it the right one?  vitrine-pki show ~/good.pem   Without any:  vitrine 127.0.0.1:4444",
  };
  BOOST_TEST(explain_failure({peer, AlertDescription::unknown_ca, "", "", {}}, around) == expected,
             boost::test_tools::per_element());
  around.now = sys_days(2076y / 1 / 3) + 1h;
  BOOST_TEST(contains(all_of(explain_failure({peer, AlertDescription::certificate_expired, "", "", {}}, around)),
                      "It ended 2076-01-01 00:00 UTC, 2 days ago"));
}

BOOST_AUTO_TEST_CASE(every_alert_about_a_certificate_of_ours_has_its_words) {
  for (const tls::Entry<AlertDescription>& alert : tls::entries<AlertDescription>()) {
    Circumstances around = client();
    around.own_certificate = certificate("good");
    around.own_certificate_file = "good.pem";
    check_form({peer, alert.value, "", "", {}}, around);
  }
}

BOOST_AUTO_TEST_CASE(the_daemon_says_why_it_refused_a_certificate) {
  Circumstances around = server();
  around.client_ca_file = "ca.pem";
  const Failure none{ours, AlertDescription::certificate_required, "4.5.1.3", "the client sent a certificate", {}};
  BOOST_TEST(explain_failure(none, around).front() ==
             "✘ session 5: the client showed no certificate, and nobody gets in without; sent "
             "certificate_required (116), §4.5.1.3.");
  around.certificate = certificate("good");
  BOOST_TEST(explain_failure(certificate_failure(Verdict::unknown_ca, AlertDescription::unknown_ca), around).front() ==
             "✘ session 5: the client's certificate \"good\" is by no CA that we trust; sent unknown_ca (48), §6.2.");
  for (int verdict = 0; verdict <= static_cast<int>(Verdict::malformed); ++verdict)
    check_form(certificate_failure(static_cast<Verdict>(verdict), AlertDescription::bad_certificate), around);
}

BOOST_AUTO_TEST_SUITE_END()
