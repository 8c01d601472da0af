// Ends of all kinds: goodbye in either order, half closed, and cut off at every byte. RFC 9846 §6.1.
#include <boost/test/unit_test.hpp>

#include "support/deep.hpp"
#include "support/evil_conversation.hpp"
#include "support/evil_records.hpp"

namespace {

using namespace tests;
using tls::Status;

std::vector<std::string> lines() { return {"one", "", "three and more", std::string(300, '4'), "5"}; }

/// Records of application data from one to the other, then its close_notify.
std::vector<base::Bytes> goodbye(tls::Connection& from) {
  for (const std::string& line : lines()) (void)from.send(base::view_of(line));
  from.close();
  return records_of(Pair::take(from));
}

/// What a reader has after the first `size` bytes: whole records alone.
std::string delivered(const std::vector<base::Bytes>& records, std::size_t size) {
  std::string text;
  std::size_t line = 0;
  for (const base::Bytes& record : records) {
    if (record.size() > size) break;
    size -= record.size();
    while (line < lines().size() && lines()[line].empty()) ++line;
    if (line < lines().size()) text += lines()[line++];
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(R27_A11_a_stream_cut_at_any_byte_delivers_whole_records_and_is_truncation) {
  for (const bool to_server : {true, false}) {
    Pair measure(plain_setup());
    measure.run();
    const std::vector<base::Bytes> records = goodbye(to_server ? measure.client : measure.server);
    const base::Bytes stream = concat(records);
    for (std::size_t size = 0; size <= stream.size(); ++size) {
      Pair pair(plain_setup());
      pair.run();
      tls::Connection& reader = to_server ? pair.server : pair.client;
      pair.give(reader, base::View(stream).first(size));
      reader.received_end();
      BOOST_TEST(base::text_of(to_server ? pair.server_got : pair.client_got) == delivered(records, size));
      BOOST_TEST((reader.status() == (size == stream.size() ? Status::peer_closed : Status::failed)));
      if (size < stream.size()) BOOST_TEST((reader.failure()->origin == tls::Failure::Origin::truncated));
      BOOST_TEST((to_server ? pair.server_events : pair.client_events).alerts_sent.empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(A11_a_handshake_cut_at_any_byte_is_truncation) {
  for (const Setup* setup : {&plain_setup(), &retry_setup()}) {
    Pair measure(*setup);
    const std::vector<Flight> flights = converse(measure);
    for (std::size_t number = 0; number < 3; ++number) {
      for (std::size_t size = 0; size < flights[number].bytes.size(); size += deep() ? 1 : 1 + size / 100) {
        Pair pair(*setup);
        tls::Connection& reader = flights[number].to_server ? pair.server : pair.client;
        for (std::size_t i = 0; i < number; ++i) {
          if (flights[i].to_server == flights[number].to_server) pair.give(reader, flights[i].bytes);
        }
        pair.give(reader, base::View(flights[number].bytes).first(size));
        reader.received_end();
        BOOST_TEST((reader.status() == Status::failed));
        BOOST_TEST((reader.failure()->origin == tls::Failure::Origin::truncated));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(A12_after_the_peers_goodbye_the_other_half_stays_open) {
  for (const bool client_first : {true, false}) {
    Pair pair(plain_setup());
    pair.run();
    tls::Connection& first = client_first ? pair.client : pair.server;
    tls::Connection& second = client_first ? pair.server : pair.client;
    first.close();
    pair.run();
    BOOST_TEST((second.status() == Status::peer_closed));
    BOOST_TEST((first.status() == Status::established));
    BOOST_TEST(!first.send(base::view_of("no")));
    for (int i = 0; i < 100; ++i) BOOST_TEST(second.send(base::view_of("still talking. ")));
    BOOST_TEST(second.update_keys(tls::KeyUpdateRequest::update_requested));
    BOOST_TEST(second.send(base::view_of("done")));
    pair.run();
    BOOST_TEST((client_first ? pair.client_got : pair.server_got).size() == 1504U);
    second.close();
    pair.run();
    BOOST_TEST((first.status() == Status::peer_closed));
    BOOST_TEST((first.received_end() == Status::peer_closed));
    BOOST_TEST((second.received_end() == Status::peer_closed));
  }
}

BOOST_AUTO_TEST_CASE(both_say_goodbye_at_once) {
  Pair pair(plain_setup());
  pair.run();
  BOOST_TEST(pair.client.send(base::view_of("bye")));
  BOOST_TEST(pair.server.send(base::view_of("adieu")));
  pair.client.close();
  pair.server.close();
  pair.run();
  BOOST_TEST(base::text_of(pair.server_got) == "bye");
  BOOST_TEST(base::text_of(pair.client_got) == "adieu");
  BOOST_TEST((pair.client.status() == Status::peer_closed && pair.server.status() == Status::peer_closed));
}

BOOST_AUTO_TEST_CASE(a_client_that_changes_its_mind_says_so) {
  Pair pair(plain_setup());
  pair.client.close();
  pair.run();
  BOOST_TEST((pair.server.status() == Status::failed));
  BOOST_TEST((pair.server.failure()->alert == tls::AlertDescription::close_notify));
  BOOST_TEST((pair.server.failure()->origin == tls::Failure::Origin::peer));
}

BOOST_AUTO_TEST_CASE(an_application_that_cannot_go_on_says_so_with_an_alert_and_nothing_after_it) {
  Pair pair(plain_setup());
  pair.run();
  pair.client.abort(tls::AlertDescription::access_denied);
  BOOST_TEST((pair.client.status() == Status::failed));
  BOOST_TEST((pair.client.failure()->origin == tls::Failure::Origin::ours));
  BOOST_TEST(!pair.client.send(base::view_of("too late")));
  pair.run();
  BOOST_TEST_REQUIRE(pair.server.failure().has_value());
  BOOST_TEST((pair.server.failure()->origin == tls::Failure::Origin::peer));
  BOOST_TEST((pair.server.failure()->alert == tls::AlertDescription::access_denied));
}

BOOST_AUTO_TEST_CASE(what_came_before_a_truncation_is_read_before_it_is_told) {
  Pair pair(plain_setup());
  pair.run();
  BOOST_TEST(pair.server.send(base::view_of("last words")));
  const base::Bytes bytes = Pair::take(pair.server);
  (void)pair.client.receive(bytes);
  BOOST_TEST((pair.client.received_end() == Status::established));
  pair.client.give_back_buffers();
  BOOST_TEST(base::text_of(pair.client.plaintext()) == "last words");
  BOOST_TEST((pair.client.consume(10) == Status::failed));
  BOOST_TEST((pair.client.failure()->origin == tls::Failure::Origin::truncated));
}

BOOST_AUTO_TEST_CASE(keys_can_be_exported_after_the_peers_goodbye_and_not_after_a_failure) {
  Pair pair(plain_setup());
  pair.run();
  pair.server.close();
  pair.run();
  BOOST_TEST((pair.client.status() == Status::peer_closed));
  BOOST_TEST(pair.client.export_keying_material("label", {}, 32).has_value());
  pair.client.abort(tls::AlertDescription::internal_error);
  BOOST_TEST(!pair.client.export_keying_material("label", {}, 32).has_value());
}
