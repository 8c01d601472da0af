// KeyUpdate in every combination with data, and by itself before a key is used up. RFC 9846 §4.7.3, §5.5.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/evil_client.hpp"

namespace {

using namespace tests;
using tls::KeyUpdateRequest;

struct Talk {
  Pair pair;
  std::string to_server;
  std::string to_client;
};

using Act = void (*)(Talk&);

template <class Text>
void say(tls::Connection& from, Text& sent) {
  const std::string text = "line " + std::to_string(sent.size()) + "\n";
  BOOST_TEST(from.send(base::view_of(text)));
  sent += text;
}

constexpr std::array<Act, 6> acts{
    [](Talk& talk) { say(talk.pair.client, talk.to_server); },
    [](Talk& talk) { say(talk.pair.server, talk.to_client); },
    [](Talk& talk) { BOOST_TEST(talk.pair.client.update_keys(KeyUpdateRequest::update_not_requested)); },
    [](Talk& talk) { BOOST_TEST(talk.pair.client.update_keys(KeyUpdateRequest::update_requested)); },
    [](Talk& talk) { BOOST_TEST(talk.pair.server.update_keys(KeyUpdateRequest::update_not_requested)); },
    [](Talk& talk) { BOOST_TEST(talk.pair.server.update_keys(KeyUpdateRequest::update_requested)); },
};

/// The acts are the digits of `number`; the bytes travel after each act, or after all of them.
void play(Talk& talk, std::size_t number, bool at_once) {
  for (int i = 0; i < 4; ++i, number /= acts.size()) {
    acts[number % acts.size()](talk);
    if (at_once) talk.pair.run();
  }
  talk.pair.run();
}

}  // namespace

BOOST_AUTO_TEST_CASE(key_updates_in_every_combination_with_data) {
  for (const bool at_once : {true, false}) {
    Talk talk;
    talk.pair.run();
    for (std::size_t number = 0; number < acts.size() * acts.size() * acts.size() * acts.size(); ++number) {
      say(talk.pair.client, talk.to_server);  // data between and time passing, so that no limit is met
      say(talk.pair.server, talk.to_client);
      const auto time = now() + std::chrono::minutes(number);
      talk.pair.client.time_is(time);
      talk.pair.server.time_is(time);
      play(talk, number, at_once);
      BOOST_TEST_REQUIRE(talk.pair.connected(), "combination " << number << ": " << talk.pair.describe());
      BOOST_TEST_REQUIRE(base::text_of(talk.pair.server_got) == talk.to_server);
      BOOST_TEST_REQUIRE(base::text_of(talk.pair.client_got) == talk.to_client);
    }
  }
}

BOOST_AUTO_TEST_CASE(R29_we_change_our_key_before_its_limit) {
  for (const std::size_t limit : {2U, 3U, 100U}) {
    tls::ServerConfig config = server_config();
    config.limits.records_per_key = limit;
    EvilClient evil(config);
    evil.run();
    evil.listen();
    std::size_t updates = 0;
    for (int i = 0; i < 500; ++i) {
      BOOST_TEST(evil.victim.send(base::view_of("x")));
      for (const base::Bytes& record : records_of(Pair::take(evil.victim))) {
        const auto opened = evil.receiving->open(record);
        BOOST_TEST_REQUIRE(opened.has_value());
        BOOST_TEST(evil.receiving->sequence <= limit);
        if (opened->type != tls::ContentType::handshake) continue;
        evil.receiving->update();
        ++updates;
      }
    }
    BOOST_TEST(updates == 499 / (limit - 1));
  }
}

BOOST_AUTO_TEST_CASE(R29_the_default_limit_is_below_that_of_aes_gcm) {
  BOOST_TEST(tls::Limits{}.records_per_key <= 23726565U);
}

BOOST_AUTO_TEST_CASE(one_long_send_changes_keys_on_the_way) {
  Setup setup;
  setup.client.limits.records_per_key = 4;
  Pair pair(std::move(setup));
  pair.run();
  const std::string text(1000000, 'm');
  BOOST_TEST(pair.client.send(base::view_of(text)));
  pair.run();
  BOOST_TEST((base::text_of(pair.server_got) == text));
  BOOST_TEST(std::ranges::count(pair.client_events.messages, "> KeyUpdate") > 15);
}

BOOST_AUTO_TEST_CASE(no_more_key_updates_are_sent_than_the_rfc_allows) {
  Setup setup;
  setup.client.limits.key_updates = 2;
  Pair pair(setup);
  pair.run();
  BOOST_TEST(pair.client.update_keys());
  BOOST_TEST(pair.client.update_keys());
  BOOST_TEST(!pair.client.update_keys());
  BOOST_TEST(pair.server.update_keys(tls::KeyUpdateRequest::update_requested));
  BOOST_TEST(pair.client.send(base::view_of("still here")));
  pair.run();
  BOOST_TEST(base::text_of(pair.server_got) == "still here");
  BOOST_TEST(std::ranges::count(pair.client_events.messages, "> KeyUpdate") == 2);
}

BOOST_AUTO_TEST_CASE(a_key_that_is_used_up_and_has_no_successor_ends_the_connection) {
  Setup setup;
  setup.client.limits.key_updates = 1;
  setup.client.limits.records_per_key = 4;
  Pair pair(setup);
  pair.run();
  int sent = 0;
  while (sent < 100 && pair.client.send(base::view_of("x"))) ++sent;
  BOOST_TEST(sent < 10);
  BOOST_TEST_REQUIRE(pair.client.failure().has_value());
  BOOST_TEST((pair.client.failure()->alert == tls::AlertDescription::internal_error));
  BOOST_TEST(pair.client.failure()->section == "5.5");
}

BOOST_AUTO_TEST_CASE(the_limit_of_key_updates_is_that_of_the_rfc) {
  BOOST_TEST(tls::Limits{}.key_updates == 281474976710655U);
}
