// Hostile row H29, and how little a connection holds on to. RFC 9846 leaves it to us.
#include <malloc.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/evil_client.hpp"
#include "support/evil_conversation.hpp"

using namespace tests;

namespace {

/// The bytes that the allocator has given out; 0 where a sanitizer has taken its place.
std::size_t in_use() {
  const auto now = mallinfo2();
  return now.uordblks + now.hblkhd;
}

/// In records as long as they may be.
base::Bytes in_records(base::View message) {
  base::Bytes flight;
  for (; !message.empty(); message = message.subspan(std::min<std::size_t>(16384, message.size()))) {
    const base::View part = message.first(std::min<std::size_t>(16384, message.size()));
    base::append(flight, raw_record(tls::ContentType::handshake, part));
  }
  return flight;
}

}  // namespace

BOOST_AUTO_TEST_CASE(H29_a_server_that_asked_for_another_hello_holds_little_however_long_the_first_was) {
  constexpr std::size_t many = 50;
  const auto config = std::make_shared<tls::ServerConfig>(server_config());
  for (const std::size_t size : {0U, 60'000U}) {
    EvilClient evil;
    tls::ClientHello hello = evil.hello();
    hello.extensions.set(tls::KeyShareClientHello{});
    const base::Bytes filling(size);
    hello.extensions.push_back({static_cast<tls::ExtensionType>(1234), wire::Opaque<0, 65535>(base::View(filling))});
    const base::Bytes flight = in_records(tls::encode(hello));
    std::vector<tls::Connection> waiting;
    waiting.reserve(many);
    const std::size_t before = in_use();
    for (std::size_t i = 0; i < many; ++i) {
      waiting.push_back(tls::Connection::server(config, evil.random, now()));
      waiting.back().receive(flight);
      (void)Pair::take(waiting.back());
      waiting.back().give_back_buffers();
      BOOST_TEST(waiting.back().state() == "START_2");
    }
    const std::size_t each = (in_use() - before) / many;
    BOOST_TEST(each <= 8'192U, each << " bytes for each that was asked again");
  }
}

BOOST_AUTO_TEST_CASE(an_idle_connection_holds_no_buffers_of_what_it_sent_and_received) {
  const std::string text(1U << 20U, 'x');
  const std::size_t before = in_use();
  Pair pair(plain_setup());
  pair.run();
  BOOST_TEST(pair.client.send(base::view_of(text)));
  BOOST_TEST(pair.server.send(base::view_of(text)));
  pair.run();
  pair.client.give_back_buffers();
  pair.server.give_back_buffers();
  for (base::Bytes* kept : {&pair.client_got, &pair.server_got}) base::release(*kept);
  for (Recorder* kept : {&pair.client_events, &pair.server_events}) kept->sent = std::vector<SentRecord>();
  const std::size_t both = in_use() - before;
  BOOST_TEST(both <= 65'536U, both << " bytes for two that are idle");
}
