// What an idle connection holds: no buffer, whatever went through it before. RFC 9846 has nothing to say about that,
// ten thousand idle sessions have.
#include <boost/test/unit_test.hpp>
#include <iostream>

#include "allocations.hpp"
#include "support/scenes.hpp"
#include "unwatched_pair.hpp"

namespace {

using namespace tests;

struct Idle {
  std::unique_ptr<Pair> pair = plain_scene().begin();

  std::size_t bytes_held() {
    pair->client.give_back_buffers();
    pair->server.give_back_buffers();
    for (base::Bytes* kept : {&pair->client_said, &pair->server_said, &pair->client_got, &pair->server_got}) {
      base::release(*kept);
    }
    for (Recorder* kept : {&pair->client_events, &pair->server_events}) kept->sent = std::vector<SentRecord>();
    return live_bytes();
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(idle)

BOOST_AUTO_TEST_CASE(a_connection_that_waits_holds_no_more_than_before_it_had_something_to_do) {
  Idle idle;
  idle.pair->run();
  BOOST_TEST_REQUIRE(idle.pair->connected());
  const std::string text(16384, 'x');
  const std::size_t before = idle.bytes_held();
  for (tls::Connection* one : {&idle.pair->client, &idle.pair->server}) idle.pair->say(*one, text);
  idle.pair->run();
  BOOST_TEST(idle.pair->client_got.size() == text.size());
  BOOST_TEST(idle.pair->server_got.size() == text.size());
  const std::size_t events = 4096;  // what the two watchers have noted since
  BOOST_TEST(idle.bytes_held() <= before + events);
}

BOOST_AUTO_TEST_CASE(an_established_connection_that_waits_fits_into_6_KiB) {
  const auto configs = UnwatchedPair::configs(tls::CipherSuite::TLS_AES_128_GCM_SHA256);
  const UnwatchedPair warm(configs);  // what the first of all takes for ever
  UnwatchedPair pair(configs);
  for (auto* one : {&pair.client, &pair.server}) {
    (*one)->give_back_buffers();
    const std::size_t with = live_bytes();
    one->reset();
    BOOST_TEST_CONTEXT((one == &pair.client ? "the client" : "the server")) BOOST_TEST(with - live_bytes() <= 6144U);
    std::cout << "# " << (one == &pair.client ? "client" : "server") << ": " << with - live_bytes() << " bytes\n";
  }
}

BOOST_AUTO_TEST_SUITE_END()
