// Early data in memory: RFC 9846 §2.3, §4.3.10, §8. It arrives once or not at all, and a refusal costs a round trip.
#include <boost/test/unit_test.hpp>

#include "support/resumption.hpp"

namespace {

using namespace tests;
using std::chrono::seconds;
using tls::EarlyData;

tls::ServerIdentity offering(const Setup& setup) {
  tls::ServerIdentity identity = with_ticket(setup);
  identity.offer_early_data = true;
  return identity;
}

/// A second connection that says `text` at once.
std::unique_ptr<Pair> early(Setup setup, tls::ServerIdentity identity, std::string_view text = "replay me") {
  setup.seed += 100;
  auto pair = std::make_unique<Pair>(std::move(setup), std::move(identity));
  BOOST_TEST(pair->client.send_early(base::view_of(text)));
  pair->run();
  BOOST_TEST(pair->connected(), pair->describe());
  return pair;
}

void is_taken(const Pair& pair) {
  BOOST_TEST((pair.client.session().early_data == EarlyData::accepted));
  BOOST_TEST((pair.server.session().early_data == EarlyData::accepted));
  BOOST_TEST(base::text_of(pair.server_got_early) == "replay me");
}

void is_refused(Pair& pair, EarlyData reason) {
  BOOST_TEST((pair.client.session().early_data == EarlyData::declined ||
              pair.client.session().early_data == EarlyData::retried));
  BOOST_TEST(static_cast<int>(pair.server.session().early_data) == static_cast<int>(reason));
  BOOST_TEST(pair.server_got_early.empty());
  BOOST_TEST(pair.client.send(base::view_of("after")));
  pair.run();
  BOOST_TEST(base::text_of(pair.server_got) == "after");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(early_data)

BOOST_AUTO_TEST_CASE(early_data_arrives_before_the_handshake_is_over_and_the_conversation_goes_on) {
  const Setup setup = setup_with_early_data();
  const auto pair = early(setup, offering(setup));
  is_taken(*pair);
  BOOST_TEST(pair->client.send(base::view_of("after")));
  pair->run();
  BOOST_TEST(base::text_of(pair->server_got) == "after");
}

BOOST_AUTO_TEST_CASE(early_data_is_not_held_to_a_record_size_limit_that_its_sender_does_not_know_yet) {
  Setup setup = setup_with_early_data();
  setup.client.record_size_limit = setup.server.record_size_limit = 64;
  const auto pair = early(setup, offering(setup), std::string(1000, 'x'));
  BOOST_TEST(pair->server_got_early.size() == 1000U);
  BOOST_TEST((pair->client.session().early_data == EarlyData::accepted));
  BOOST_TEST(pair->client.send(base::Bytes(1000, 'y')));
  pair->run();
  BOOST_TEST(pair->server_got.size() == 1000U);
}

BOOST_AUTO_TEST_CASE(early_data_that_was_on_its_way_for_long_is_stale) {
  const Setup setup = setup_with_early_data();
  for (const int seconds : {9, 11}) {
    Setup second = setup;
    second.seed = 101;
    Pair pair(second, offering(setup));
    BOOST_TEST(pair.client.send_early(base::view_of("late")));
    pair.server.time_is(second.now + std::chrono::seconds(seconds));
    pair.run();
    BOOST_TEST(pair.connected(), pair.describe());
    BOOST_TEST((pair.client.session().early_data == EarlyData::accepted) == (seconds == 9));
  }
}

BOOST_AUTO_TEST_CASE(Z13_early_data_is_off_until_both_sides_ask_for_it) {
  const Setup off = setup_with_tickets();
  Pair without_server(off, offering(off));
  BOOST_TEST(!without_server.client.send_early(base::view_of("x")));
  const Setup on = setup_with_early_data();
  Pair without_client(on, with_ticket(on));
  BOOST_TEST(!without_client.client.send_early(base::view_of("x")));
}

BOOST_AUTO_TEST_CASE(early_data_needs_a_ticket_that_still_fits) {
  const Setup setup = setup_with_early_data();
  const auto may_send = [](Setup now_wanted, tls::ServerIdentity identity) {
    Pair pair(std::move(now_wanted), std::move(identity));
    const bool may = pair.client.send_early(base::view_of("x"));
    pair.run();
    BOOST_TEST(pair.connected(), pair.describe());
    return may;
  };
  BOOST_TEST(may_send(setup, offering(setup)));
  tls::ServerIdentity nobody{"localhost", ""};
  nobody.offer_early_data = true;
  BOOST_TEST(!may_send(setup, std::move(nobody)));

  Setup with_key = setup;
  with_key.client.external_psks = with_key.server.external_psks = {std::make_shared<tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("ana")), crypto::Secret(base::Bytes(32, 1))})};
  tls::ServerIdentity without_ticket{"localhost", ""};
  without_ticket.offer_early_data = true;
  BOOST_TEST(!may_send(with_key, std::move(without_ticket)));

  Setup other_suite = setup;  // of the same hash, so that it still resumes
  other_suite.client.preferences.cipher_suites = {tls::CipherSuite::TLS_CHACHA20_POLY1305_SHA256};
  BOOST_TEST(!may_send(other_suite, offering(setup)));

  Setup with_protocol = setup;
  with_protocol.client.alpn = with_protocol.server.alpn = {"one"};
  BOOST_TEST(may_send(with_protocol, offering(with_protocol)));
  BOOST_TEST(!may_send(setup, offering(with_protocol)));
}

BOOST_AUTO_TEST_CASE(no_early_data_follows_a_goodbye) {
  const Setup setup = setup_with_early_data();
  Pair pair(setup, offering(setup));
  pair.client.close();
  BOOST_TEST(!pair.client.send_early(base::view_of("x")));
}

BOOST_AUTO_TEST_CASE(early_data_needs_no_change_cipher_spec) {
  Setup setup = setup_with_early_data();
  setup.client.compatibility_mode = false;
  is_taken(*early(setup, offering(setup)));
}

BOOST_AUTO_TEST_CASE(early_data_cannot_be_sent_beyond_what_the_ticket_allows) {
  const Setup setup = setup_with_early_data(10);
  Pair pair(setup, offering(setup));
  BOOST_TEST(pair.client.send_early(base::Bytes(10)));
  BOOST_TEST(!pair.client.send_early(base::Bytes(1)));
}

BOOST_AUTO_TEST_CASE(early_data_may_follow_until_the_server_has_finished) {
  const Setup setup = setup_with_early_data();
  Setup second = setup;
  second.seed = 101;
  Pair pair(second, offering(setup));
  pair.give(pair.server, Pair::take(pair.client));
  BOOST_TEST(pair.server.state() == "WAIT_EOED");
  BOOST_TEST(pair.client.send_early(base::view_of("later")));
  pair.run();
  BOOST_TEST(pair.connected(), pair.describe());
  BOOST_TEST(base::text_of(pair.server_got_early) == "later");
  BOOST_TEST(!pair.client.send_early(base::view_of("too late")));
}

BOOST_AUTO_TEST_CASE(a_server_may_answer_early_data_before_the_client_has_finished) {
  const Setup setup = setup_with_early_data();
  Setup second = setup;
  second.seed = 101;
  Pair pair(second, offering(setup));
  BOOST_TEST(pair.client.send_early(base::view_of("question")));
  pair.give(pair.server, Pair::take(pair.client));
  BOOST_TEST(base::text_of(pair.server_got_early) == "question");
  BOOST_TEST(pair.server.send_early(base::view_of("answer")));
  pair.run();
  BOOST_TEST(pair.connected(), pair.describe());
  BOOST_TEST(base::text_of(pair.client_got) == "answer");
}

BOOST_AUTO_TEST_CASE(Z02_a_client_hello_that_comes_a_second_time_has_its_early_data_refused) {
  const Setup setup = setup_with_early_data();
  Setup second = setup;
  second.seed = 101;
  Pair pair(second, offering(setup));
  BOOST_TEST(pair.client.send_early(base::view_of("replay me")));
  const base::Bytes flight = Pair::take(pair.client);
  pair.give(pair.server, flight);
  BOOST_TEST(base::text_of(pair.server_got_early) == "replay me");

  Pair again(second, with_ticket(setup));
  again.give(again.server, flight);
  BOOST_TEST(again.server_got_early.empty());
  BOOST_TEST(again.server.state() == "WAIT_FINISHED");
}

BOOST_AUTO_TEST_CASE(Z03_no_early_data_is_taken_while_a_replay_from_before_the_start_would_count_as_fresh) {
  Setup setup = setup_with_early_data();
  const auto window = setup.server.limits.early_data_window;
  setup.server.replay_store = std::make_shared<tls::ReplayStore>(setup.now, window, 1000);
  is_refused(*early(setup, offering(setup)), EarlyData::replayed);
  Setup later = setup;
  later.now += window + seconds(1);
  is_taken(*early(later, offering(setup)));
}

BOOST_AUTO_TEST_CASE(Z04_a_ticket_whose_age_is_off_by_more_than_the_window_has_its_early_data_refused) {
  const Setup setup = setup_with_early_data();
  for (const auto& [off, outcome] : {std::pair(seconds(9), EarlyData::accepted),
                                     {seconds(-9), EarlyData::accepted},
                                     {seconds(11), EarlyData::stale},
                                     {seconds(-11), EarlyData::stale}}) {
    Setup later = setup;
    later.now += seconds(60);
    tls::ServerIdentity identity = offering(setup);
    identity.ticket->received += off;
    const auto pair = early(later, std::move(identity));
    BOOST_TEST((pair->server.session().early_data == outcome), off.count());
    BOOST_TEST((pair->server.session().ticket_age_skew == -off));
  }
}

BOOST_AUTO_TEST_CASE(Z01_early_data_is_taken_only_under_the_parameters_of_the_session_before) {
  Setup before = setup_with_early_data();
  before.server.alpn = {"a", "b"};
  before.client.alpn = {"a", "b"};
  Setup other_protocol = before;
  other_protocol.server.alpn = {"b"};
  is_refused(*early(other_protocol, offering(before)), EarlyData::other_protocol);

  Setup other_suite = before;
  other_suite.server.preferences.cipher_suites = {tls::CipherSuite::TLS_CHACHA20_POLY1305_SHA256};
  is_refused(*early(other_suite, offering(before)), EarlyData::other_suite);

  Setup retried = before;
  retried.server.preferences.groups = {tls::NamedGroup::secp384r1};
  is_refused(*early(retried, offering(before)), EarlyData::retried);

  Setup no_ticket = before;
  no_ticket.server.ticket_keys = setup_with_tickets().server.ticket_keys;
  SeededRandom random(80);
  no_ticket.server.ticket_keys = std::make_shared<tls::TicketKeys>(tls::TicketKeys::fresh(random, before.now));
  is_refused(*early(no_ticket, offering(before)), EarlyData::no_ticket);

  Setup disabled = before;
  disabled.server.max_early_data_size = 0;
  is_refused(*early(disabled, offering(before)), EarlyData::disabled);
}

BOOST_AUTO_TEST_CASE(Z10_refused_early_data_is_not_sent_again_by_itself) {
  Setup before = setup_with_early_data();
  Setup after = before;
  after.server.max_early_data_size = 0;
  const auto pair = early(after, offering(before));
  BOOST_TEST(pair->server_got.empty());
}

BOOST_AUTO_TEST_CASE(a_full_replay_store_refuses_and_does_not_grow) {
  Setup setup = setup_with_early_data();
  const auto window = setup.server.limits.early_data_window;
  setup.server.replay_store = std::make_shared<tls::ReplayStore>(setup.now - 3 * window, window, 1);
  is_taken(*early(setup, offering(setup)));
  is_refused(*early(setup, offering(setup)), EarlyData::replayed);
  Setup later = setup;
  later.now += 3 * window;
  is_taken(*early(later, offering(later)));
}

BOOST_AUTO_TEST_CASE(early_data_and_every_message_may_come_a_byte_at_a_time) {
  const Setup setup = setup_with_early_data();
  Setup second = setup;
  second.seed = 101;
  Pair pair(second, offering(setup));
  BOOST_TEST(pair.client.send_early(base::view_of("replay me")));
  pair.run(1);
  BOOST_TEST(pair.connected(), pair.describe());
  is_taken(pair);
}

BOOST_AUTO_TEST_CASE(Z15_early_data_stops_where_its_key_is_used_up) {
  Setup setup = setup_with_early_data();
  Setup second = setup;
  second.client.limits.records_per_key = 3;
  Pair pair(second, offering(setup));
  BOOST_TEST(pair.client.send_early(base::view_of("one")));
  BOOST_TEST(pair.client.send_early(base::view_of("two")));
  BOOST_TEST(!pair.client.send_early(base::view_of("three")));
}

BOOST_AUTO_TEST_CASE(both_sides_export_the_same_early_and_late_and_not_before) {
  const Setup setup = setup_with_early_data();
  const auto pair = early(setup, offering(setup));
  const base::View context = base::view_of("context");
  const auto ours = pair->client.export_keying_material("EXPORTER-test", context, 40);
  const auto theirs = pair->server.export_keying_material("EXPORTER-test", context, 40);
  BOOST_TEST_REQUIRE((ours && theirs));
  BOOST_TEST(std::ranges::equal(ours->expose(), theirs->expose()));
  const auto our_early = pair->client.export_early_keying_material("EXPORTER-test", context, 40);
  const auto their_early = pair->server.export_early_keying_material("EXPORTER-test", context, 40);
  BOOST_TEST_REQUIRE((our_early && their_early));
  BOOST_TEST(std::ranges::equal(our_early->expose(), their_early->expose()));
  BOOST_TEST(!std::ranges::equal(ours->expose(), our_early->expose()));
  Pair unfinished;
  BOOST_TEST(!unfinished.client.export_keying_material("EXPORTER-test", context, 40));
}

BOOST_AUTO_TEST_SUITE_END()
