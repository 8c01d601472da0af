// How the two sides knew each other, in words.
#include "trace/resumption_words.hpp"

#include <boost/test/unit_test.hpp>

#include "support/endpoints.hpp"

using namespace tests;
using namespace vitrine;
using namespace std::chrono_literals;

namespace {

tls::Session by(const tls::SessionPsk& psk) {
  tls::Session session;
  session.resumed = true;
  session.psk = psk;
  return session;
}

const tls::Session by_ticket = by({tls::PskKind::resumption, "", now()});
const tls::Session by_key = by({tls::PskKind::external, "ana", {}});

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_resumption_words)

BOOST_AUTO_TEST_CASE(a_full_handshake_has_nothing_to_tell) {
  BOOST_TEST(trace::how_server_is_known({}, now()) == "verified");
  BOOST_TEST(trace::resumption_words({}, now()).empty());
}

BOOST_AUTO_TEST_CASE(a_ticket_has_an_age) {
  BOOST_TEST(trace::how_server_is_known(by_ticket, now() + 12'500ms) ==
             "known by the ticket of 12 s ago (verified then; certificate still good today)");
  BOOST_TEST(trace::how_server_is_known(by_ticket, now() + 5min).find("5 minutes ago") != std::string::npos);
  BOOST_TEST(trace::how_server_is_known(by_ticket, now() + 10ms).find("a moment ago") != std::string::npos);
  BOOST_TEST(trace::resumption_words(by_ticket, now() + 3h).front() ==
             "resumed by a ticket of 3 hours ago; no certificate was needed");
}

BOOST_AUTO_TEST_CASE(a_shared_key_has_a_name) {
  BOOST_TEST(trace::how_server_is_known(by_key, now()) == "known by the shared key \"ana\", no certificate");
  BOOST_TEST(trace::resumption_words(by({tls::PskKind::imported, "ana", {}}), now()).front() ==
             "the client knows the shared key \"ana\" (imported); no certificate was needed");
}

BOOST_AUTO_TEST_CASE(each_key_that_was_not_taken_has_its_reason_and_one_that_was_silences_it) {
  std::vector<std::string> all;
  for (int value = 0; value <= static_cast<int>(tls::PskRefusal::other_hash); ++value) {
    tls::Session session;
    session.psk_refusal = static_cast<tls::PskRefusal>(value);
    const std::string words = trace::resumption_words(session, now()).at(0);
    BOOST_TEST(words.starts_with("not resumed by what the client has from before: "), words);
    BOOST_TEST((std::ranges::find(all, words) == all.end()), words);
    all.push_back(words);
    session.psk = by_key.psk;
    BOOST_TEST(trace::resumption_words(session, now()).size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(each_end_of_early_data_has_words_of_its_own) {
  std::vector<std::string> all;
  for (int value = 0; value <= static_cast<int>(tls::EarlyData::replayed); ++value) {
    tls::Session session = by_ticket;
    session.early_data = static_cast<tls::EarlyData>(value);
    const std::string words = trace::early_data_words(session);
    BOOST_TEST((std::ranges::find(all, words) == all.end()), words);
    all.push_back(words);
    if (session.early_data == tls::EarlyData::not_offered) continue;
    BOOST_TEST(trace::resumption_words(session, now()).back() == "early data " + words);
    BOOST_TEST((words == "taken" || words.starts_with("refused: ")), words);
  }
}

BOOST_AUTO_TEST_SUITE_END()
