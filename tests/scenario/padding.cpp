// Padding of protected records by a policy of ours: RFC 9846 §5.4. The lengths are measured on the wire.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/evil_conversation.hpp"
#include "support/evil_records.hpp"

namespace {

using namespace tests;

constexpr std::size_t around = 5 + 1 + 16;  // header, type and tag of a protected record

Setup padded(std::size_t client, std::size_t server) {
  Setup setup = plain_setup();
  setup.client.record_padding = client;
  setup.server.record_padding = server;
  return setup;
}

/// Content with its padding, of each protected record.
std::vector<std::size_t> padded_lengths(base::View wire) {
  std::vector<std::size_t> lengths;
  for (const base::Bytes& record : records_of(wire)) {
    if (record.front() == 23) lengths.push_back(record.size() - around);
  }
  return lengths;
}

std::vector<std::size_t> lengths_of(tls::Connection& from, std::size_t size) {
  BOOST_TEST(from.send(base::Bytes(size, 'x')));
  return padded_lengths(from.output());
}

/// What RecordSent says of the records that went out.
struct Paddings final : tls::EventSink {
  void on(const tls::Event& event) override {
    const auto* sent = std::get_if<tls::RecordSent>(&event);
    if (sent == nullptr) return;
    if (sent->is_protected) BOOST_TEST(sent->wire_length == sent->content.size() + sent->padding + around);
    list.push_back(sent->padding);
  }
  std::vector<std::size_t> list;
};

}  // namespace

BOOST_AUTO_TEST_CASE(every_protected_record_of_a_conversation_is_a_multiple_long) {
  for (const std::size_t multiple : {2U, 16U, 256U, 1000U}) {
    Pair pair(padded(multiple, multiple));
    std::size_t seen = 0;
    converse(pair, [&](std::size_t, Flight& flight) {
      for (const std::size_t length : padded_lengths(flight.bytes)) {
        BOOST_TEST(length % multiple == 0U);
        ++seen;
      }
    });
    expect_success(pair);
    BOOST_TEST(seen >= 8U);
  }
}

BOOST_AUTO_TEST_CASE(each_side_pads_as_it_likes) {
  Pair pair(padded(0, 512));
  pair.run();
  BOOST_TEST((lengths_of(pair.client, 5) == std::vector<std::size_t>{5}));
  BOOST_TEST((lengths_of(pair.server, 5) == std::vector<std::size_t>{512}));
  pair.run();
  BOOST_TEST(pair.client_got.size() == 5U);
}

BOOST_AUTO_TEST_CASE(zero_and_one_pad_nothing) {
  for (const std::size_t multiple : {0U, 1U}) {
    Pair pair(padded(multiple, multiple));
    pair.run();
    BOOST_TEST((lengths_of(pair.client, 7) == std::vector<std::size_t>{7}));
  }
}

BOOST_AUTO_TEST_CASE(padding_never_makes_a_record_longer_than_it_may_be) {
  Pair pair(padded(16384, 10000));
  pair.run();
  BOOST_TEST((lengths_of(pair.client, 1) == std::vector<std::size_t>{16384}));
  BOOST_TEST((lengths_of(pair.server, 10001) == std::vector<std::size_t>{16384}));
  pair.run();
  BOOST_TEST((lengths_of(pair.client, 16384) == std::vector<std::size_t>{16384}));
  pair.run();
  BOOST_TEST((lengths_of(pair.client, 16385) == std::vector<std::size_t>{16384, 16384}));
  pair.run();
  BOOST_TEST(pair.server_got.size() == 1U + 16384 + 16385);
  BOOST_TEST(pair.client_got.size() == 10001U);
}

BOOST_AUTO_TEST_CASE(padding_keeps_to_the_record_size_limit) {
  Setup setup = padded(50, 1000);
  setup.client.record_size_limit = setup.server.record_size_limit = 64;
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  BOOST_TEST((lengths_of(pair.client, 5) == std::vector<std::size_t>{50}));
  BOOST_TEST((lengths_of(pair.server, 5) == std::vector<std::size_t>{63}));
  pair.run();
  BOOST_TEST((lengths_of(pair.client, 51) == std::vector<std::size_t>{63}));
}

BOOST_AUTO_TEST_CASE(a_record_that_was_sent_tells_its_padding) {
  Paddings sent;
  SeededRandom random(3);
  tls::ClientConfig config = client_config();
  config.record_padding = 100;
  auto client =
      tls::Connection::client(std::make_shared<tls::ClientConfig>(config), {"localhost", ""}, random, now(), &sent);
  auto server = tls::Connection::server(std::make_shared<tls::ServerConfig>(server_config()), random, now());
  for (int round = 0; round < 3; ++round) {
    server.receive(Pair::take(client));
    client.receive(Pair::take(server));
  }
  BOOST_TEST(client.send(base::Bytes(30, 'x')));
  client.close();
  const std::vector<std::size_t> expected{0, 0, 64, 70, 98};  // ClientHello, change_cipher_spec, Finished, data, alert
  BOOST_TEST(sent.list == expected, boost::test_tools::per_element());
}
