// close() before the handshake is over, sinks that throw, chains judged in every way: what the connection owes its user
// then.
#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "support/endpoints.hpp"

namespace {

using namespace tests;
using crypto::Verdict;
using tls::AlertDescription;

/// Throws at the n-th event.
class Throwing final : public tls::EventSink {
 public:
  explicit Throwing(int at) : left_(at) {}
  void on(const tls::Event& /*event*/) override {
    if (left_-- == 0) throw std::runtime_error("the watcher fell asleep");
  }
  bool fell_asleep() const { return left_ < 0; }

 private:
  int left_;
};

AlertDescription alert_for(Verdict verdict) {
  Setup setup;
  setup.client.verify_chain = [verdict](const crypto::ChainToVerify& /*question*/) {
    return crypto::ChainResult{verdict, "found wanting", {}};
  };
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.client.failure().has_value());
  BOOST_TEST((pair.client.failure()->certificate == verdict));
  BOOST_TEST((pair.server.failure()->alert == pair.client.failure()->alert), pair.describe());
  return pair.client.failure()->alert;
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_follows_a_close_notify_that_came_before_the_end_of_the_handshake) {
  Pair pair;
  pair.give(pair.server, Pair::take(pair.client));
  const base::Bytes flight = Pair::take(pair.server);
  pair.client.close();
  BOOST_TEST(!Pair::take(pair.client).empty());
  pair.give(pair.client, flight);
  BOOST_TEST(Pair::take(pair.client).empty());
  BOOST_TEST((pair.client.status() == tls::Status::handshaking));
  BOOST_TEST(!pair.client.send(base::view_of("too late")));
}

BOOST_AUTO_TEST_CASE(a_server_that_closes_after_its_flight_takes_no_finished_and_sends_nothing_more) {
  Pair pair;
  pair.give(pair.server, Pair::take(pair.client));
  pair.give(pair.client, Pair::take(pair.server));
  pair.server.close();
  BOOST_TEST(!Pair::take(pair.server).empty());
  pair.give(pair.server, Pair::take(pair.client));
  BOOST_TEST((pair.server.status() == tls::Status::handshaking));
  BOOST_TEST(Pair::take(pair.server).empty());
}

BOOST_AUTO_TEST_CASE(each_verdict_on_a_chain_has_its_alert) {
  BOOST_TEST((alert_for(Verdict::unknown_ca) == AlertDescription::unknown_ca));
  BOOST_TEST((alert_for(Verdict::expired) == AlertDescription::certificate_expired));
  BOOST_TEST((alert_for(Verdict::not_yet_valid) == AlertDescription::certificate_expired));
  BOOST_TEST((alert_for(Verdict::wrong_usage) == AlertDescription::unsupported_certificate));
  BOOST_TEST((alert_for(Verdict::unsupported) == AlertDescription::unsupported_certificate));
  for (const Verdict verdict :
       {Verdict::bad_signature, Verdict::not_a_ca, Verdict::weak_key, Verdict::name_mismatch, Verdict::malformed}) {
    BOOST_TEST((alert_for(verdict) == AlertDescription::bad_certificate));
  }
}

BOOST_AUTO_TEST_CASE(a_watcher_that_throws_ends_its_connection_and_nothing_else) {
  for (int at = 0;; ++at) {
    Setup setup;
    SeededRandom client_random(1);
    SeededRandom server_random(2);
    Throwing sink(at);
    auto client = tls::Connection::client(std::make_shared<tls::ClientConfig>(client_config()), {"localhost", ""},
                                          client_random, now());
    auto server =
        tls::Connection::server(std::make_shared<tls::ServerConfig>(server_config()), server_random, now(), &sink);
    for (int turn = 0; turn < 4; ++turn) {
      server.receive(Pair::take(client));
      client.receive(Pair::take(server));
    }
    if (!sink.fell_asleep()) {
      BOOST_TEST((server.status() == tls::Status::established));
      BOOST_TEST(at > 20);
      return;
    }
    BOOST_TEST((server.status() == tls::Status::failed));
    BOOST_TEST(server.state() == "Failed");
  }
}

BOOST_AUTO_TEST_CASE(answers_to_our_own_requests_are_no_flood) {
  Pair pair;
  pair.run();
  for (int i = 0; i < 100; ++i) {
    BOOST_TEST_REQUIRE(pair.client.update_keys(tls::KeyUpdateRequest::update_requested));
    BOOST_TEST_REQUIRE(pair.server.send(base::view_of("x")));
    pair.run();
    BOOST_TEST_REQUIRE(pair.connected(), i << ": " << pair.describe());
    if (i % 20 == 19) BOOST_TEST_REQUIRE(pair.client.send(base::view_of("y")));
  }
}

BOOST_AUTO_TEST_CASE(buffers_are_given_back_and_come_again) {
  Pair pair;
  pair.run();
  for (auto* one : {&pair.client, &pair.server}) one->give_back_buffers();
  BOOST_TEST(pair.client.send(base::view_of("after the rest")));
  pair.run();
  BOOST_TEST(base::text_of(pair.server_got) == "after the rest");
}
