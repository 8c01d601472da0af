// Each oracle of support/oracles.hpp is shown something wrong that it has to see. They judge all the meddled-with
// conversations, so a blind one would let everything pass.
#include "support/oracles.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/scenes.hpp"

namespace {

using namespace tests;

std::unique_ptr<Pair> after(const Scene& scene) {
  auto pair = scene.begin();
  converse(*pair, scene.script);
  return pair;
}

/// Two ends that are all right, until a test says otherwise.
struct Judged {
  explicit Judged(const Scene& scene = plain_scene()) : pair(after(scene)) {}
  std::unique_ptr<Pair> pair;
  End client = client_end(*pair);
  End server = server_end(*pair);

  bool sees(const std::string& words) const {
    const Complaints found = complaints(client, server);
    return std::ranges::find(found, words) != found.end();
  }
};

/// The wire that carries no goodbyes from the server.
void swallow_goodbye(Pair& pair) {
  pair.run();
  pair.say(pair.server, answer);
  pair.run();
  pair.server.close();
  Pair::take(pair.server);
  pair.client.received_end();
  pair.server.received_end();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(oracles)

BOOST_AUTO_TEST_CASE(nothing_is_wrong_with_any_clean_conversation) {
  for (const Scene* scene : every_scene()) BOOST_TEST(complaints(*after(*scene)).empty(), scene->name);
}

/// Somebody who talks to each of the two separately: both are connected, but not with each other.
BOOST_AUTO_TEST_CASE(a_wire_that_lies_about_equality_is_caught) {
  Setup other = plain_setup();
  other.seed = 2;
  Pair elsewhere(std::move(other));
  converse(elsewhere);
  Judged judged;
  const Complaints found = complaints(judged.client, server_end(elsewhere));
  for (const std::string secret : {"main_secret", "exporter_secret", "resumption_secret"}) {
    BOOST_TEST((std::ranges::find(found, "equal on both sides: " + secret) != found.end()));
  }
}

BOOST_AUTO_TEST_CASE(other_parameters_are_seen) {
  Judged aes(plain_scene());
  Judged chacha(chacha20_scene());
  Judged retried(retry_scene());
  Judged resumed(resumed_scene());
  Judged mutual(client_certificate_scene());
  const auto between = [](const Judged& client, const Judged& server) {
    return Complaints(complaints(client.client, server.server));
  };
  const auto seen = [](const Complaints& found, const std::string& words) {
    return std::ranges::find(found, words) != found.end();
  };
  BOOST_TEST(seen(between(aes, chacha), "one cipher suite"));
  BOOST_TEST(seen(between(aes, retried), "one number of hellos"));
  BOOST_TEST(seen(between(aes, resumed), "both resume or neither does"));
  BOOST_TEST(seen(between(aes, mutual), "a server knows its client's certificate if one was shown"));
}

BOOST_AUTO_TEST_CASE(data_that_was_not_said_or_in_another_order_is_seen) {
  Judged judged;
  const base::Bytes forged = base::copy_of(base::view_of("who am I?"));
  judged.server.got = forged;
  BOOST_TEST(judged.sees("what arrives is the beginning of what was said"));
}

BOOST_AUTO_TEST_CASE(a_clean_end_with_something_missing_is_seen) {
  Judged judged;
  judged.server.got = judged.server.got.first(3);
  BOOST_TEST(judged.sees("a clean end comes after everything that was said"));
}

BOOST_AUTO_TEST_CASE(a_clean_end_without_a_goodbye_is_seen) {
  Judged judged;
  Pair silent(plain_setup());
  swallow_goodbye(silent);
  BOOST_TEST(complaints(silent).empty());
  Pair nobody(plain_setup());
  const Complaints found = complaints(judged.client, server_end(nobody));
  BOOST_TEST((std::ranges::find(found, "a clean end needs the peer's close_notify") != found.end()));
}

BOOST_AUTO_TEST_CASE(data_before_the_peers_finished_is_seen) {
  Judged judged;
  judged.pair->server_events.arrows.clear();
  BOOST_TEST(judged.sees("no data is released before the peer's Finished"));
  judged.pair->released_too_early = true;
  const Complaints found = complaints(*judged.pair);
  BOOST_TEST((std::ranges::find(found, "nothing is released before the peer's Finished") != found.end()));
}

BOOST_AUTO_TEST_CASE(a_server_that_connects_without_its_client_is_seen) {
  Judged judged;
  judged.pair->client_events.arrows.clear();
  BOOST_TEST(judged.sees("a server connects after its client"));
}

BOOST_AUTO_TEST_CASE(a_second_alert_is_seen) {
  Judged judged;
  const tls::AlertSent alert{{tls::AlertLevel::fatal, tls::AlertDescription::decode_error}};
  judged.pair->client_events.on(alert);
  BOOST_TEST(!judged.sees("at most one alert"));
  judged.pair->client_events.on(alert);
  BOOST_TEST(judged.sees("at most one alert"));
}

BOOST_AUTO_TEST_CASE(anything_behind_an_alert_is_seen) {
  Judged judged;
  judged.pair->client_events.records_at_fatal_alert = 1;
  BOOST_TEST(judged.sees("nothing is sent behind a fatal alert"));
}

BOOST_AUTO_TEST_CASE(early_data_that_was_changed_or_lost_is_seen) {
  Judged judged(early_data_scene());
  judged.server.got_early = judged.server.got_early.first(2);
  BOOST_TEST(judged.sees("early data that was taken was taken whole"));
  judged.server.got_early = base::view_of("is nobody there?");
  BOOST_TEST(judged.sees("early data, too"));
}

BOOST_AUTO_TEST_CASE(early_data_that_was_not_taken_but_released_is_seen) {
  Judged judged(refused_early_data_scene());
  judged.server.got_early = judged.client.said_early;
  BOOST_TEST(judged.sees("early data that was not taken is not released"));
}

BOOST_AUTO_TEST_CASE(keys_that_differ_in_the_end_are_seen) {
  Judged judged;
  judged.pair->server_events.secrets.emplace_back("server_application_traffic_secret", base::Bytes(32, 0));
  BOOST_TEST(judged.sees("equal in the end: server_application_traffic_secret"));
}

BOOST_AUTO_TEST_SUITE_END()
