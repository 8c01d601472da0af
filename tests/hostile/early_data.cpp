// Hostile rows Z for servers: early data that was accepted, and what may not come with it or in its place. Z00, early
// data that was not, is in hello_retry.cpp. RFC 9846 §4.3.10, §4.6.
#include "hostile/psk.hpp"

using namespace tests;
using namespace tests::psk;
using tls::ContentType;

namespace {

constexpr std::uint32_t allowed = 100;

/// A client in the middle of its early data, which the server has accepted.
struct Early {
  explicit Early(const tls::ServerConfig& config = setup_with_early_data(allowed).server) : evil(config) {
    const Psk ticket = a_ticket(config);
    ClientHello hello = evil.hello();
    hello.extensions.add(tls::EarlyDataIndication{});
    evil.say(hello, {ticket});
    BOOST_TEST_REQUIRE((evil.victim.session().early_data == tls::EarlyData::accepted), evil.victim.state());
  }
  EvilClient evil;
};

/// Another handshake message under the key of early data.
void refused_among_early_data(const base::Bytes& message, const Alerts& alerts) {
  Early early;
  early.evil.send_early("some");
  early.evil.deliver(early.evil.early->seal(ContentType::handshake, message));
  expect_refusal(early.evil, alerts);
}

}  // namespace

BOOST_AUTO_TEST_CASE(Z_early_data_within_its_limits_is_delivered_and_the_handshake_goes_on) {
  Early early;
  early.evil.send_early(std::string(allowed - 1, 'x'));
  early.evil.send_early("y");
  early.evil.end_early_data();
  early.evil.say_finished();
  expect_acceptance(early.evil);
  BOOST_TEST(base::text_of(early.evil.got_early) == std::string(allowed - 1, 'x') + "y");
}

BOOST_AUTO_TEST_CASE(Z05_one_byte_more_than_max_early_data_size_is_unexpected_message) {
  for (const bool at_once : {true, false}) {
    Early early;
    if (!at_once) early.evil.send_early(std::string(allowed, 'x'));
    early.evil.send_early(std::string(at_once ? allowed + 1 : 1, 'y'));
    expect_refusal(early.evil, {unexpected_message});
    BOOST_TEST(early.evil.got_early.size() == (at_once ? 0U : allowed));
  }
}

BOOST_AUTO_TEST_CASE(Z05_padding_is_not_early_data) {
  Early early;
  early.evil.deliver(early.evil.early->seal(ContentType::application_data, base::view_of("x"), 1000));
  BOOST_TEST(base::text_of(early.evil.got_early) == "x");
}

BOOST_AUTO_TEST_CASE(Z06_early_data_with_any_bit_changed_is_bad_record_mac) {
  const std::size_t size = 5 + 2 + 1 + 16;
  for (std::size_t bit = 5 * 8; bit < size * 8; bit += 3) {
    Early early;
    base::Bytes record = early.evil.early->seal(ContentType::application_data, base::view_of("ok"));
    record[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    early.evil.deliver(record);
    expect_refusal(early.evil, {bad_record_mac});
    BOOST_TEST(early.evil.got_early.empty());
  }
}

BOOST_AUTO_TEST_CASE(Z06_early_data_under_another_key_is_bad_record_mac) {
  Early early;
  early.evil.send_data("under the handshake key");
  expect_refusal(early.evil, {bad_record_mac});
}

BOOST_AUTO_TEST_CASE(Z07_finished_without_end_of_early_data_is_bad_record_mac) {
  Early early;
  early.evil.send_early("some");
  early.evil.send(early.evil.finished());
  expect_refusal(early.evil, {bad_record_mac});
}

BOOST_AUTO_TEST_CASE(Z07_early_data_behind_end_of_early_data_is_bad_record_mac) {
  Early early;
  early.evil.end_early_data();
  early.evil.send_early("more");
  expect_refusal(early.evil, {bad_record_mac});
}

BOOST_AUTO_TEST_CASE(Z07_end_of_early_data_that_does_not_end_its_record_is_unexpected_message) {
  Early early;
  const base::Bytes end = tls::encode(tls::EndOfEarlyData{});
  early.evil.deliver(early.evil.early->seal(ContentType::handshake, base::concat({end, base::Bytes{20}})));
  expect_refusal(early.evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(Z08_end_of_early_data_with_a_body_is_decode_error) {
  refused_among_early_data(raw_message(5, base::Bytes(1)), {decode_error});
  refused_among_early_data(raw_message(5, base::Bytes(300)), {decode_error});
}

BOOST_AUTO_TEST_CASE(Z09_any_other_handshake_message_among_early_data_is_unexpected_message) {
  for (unsigned type = 0; type < 256; ++type) {
    if (type != 5) refused_among_early_data(raw_message(type, base::Bytes(3)), {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(Z09_a_good_finished_under_the_key_of_early_data_is_unexpected_message) {
  Early early;
  const base::Bytes finished = tls::encode(early.evil.finished());
  early.evil.deliver(early.evil.early->seal(ContentType::handshake, finished));
  expect_refusal(early.evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(Z14_early_data_never_comes_out_where_confirmed_data_does) {
  Early early;
  const base::Bytes record = early.evil.early->seal(ContentType::application_data, base::view_of("/nick admin"));
  early.evil.victim.receive(record);
  BOOST_TEST(early.evil.victim.plaintext().empty());
  BOOST_TEST((early.evil.victim.status() == tls::Status::handshaking));
  BOOST_TEST(base::text_of(early.evil.victim.early_data().bytes) == "/nick admin");
  early.evil.victim.consume(early.evil.victim.early_data().bytes.size());
  early.evil.end_early_data();
  early.evil.say_finished();
  expect_acceptance(early.evil);
  BOOST_TEST(base::text_of(early.evil.got) == "still here?");
}

BOOST_AUTO_TEST_CASE(Z14_a_client_that_dies_after_its_early_data_was_never_there) {
  Early early;
  early.evil.send_early("/nick admin");
  BOOST_TEST((early.evil.victim.received_end() == tls::Status::failed));
  BOOST_TEST((early.evil.victim.failure()->origin == tls::Failure::Origin::truncated));
  BOOST_TEST(early.evil.got.empty());
}

BOOST_AUTO_TEST_CASE(Z02_the_same_first_flight_again_is_answered_but_its_early_data_is_not_taken) {
  const tls::ServerConfig config = setup_with_early_data(allowed).server;
  Early first(config);
  EvilClient again(config);
  const base::Bytes hello(
      first.evil.transcript.begin(),
      first.evil.transcript.begin() + static_cast<std::ptrdiff_t>(messages_of(first.evil.transcript).front().size()));
  EvilKey key = *first.evil.early;
  again.deliver(raw_record(ContentType::handshake, hello));
  again.deliver(key.seal(ContentType::application_data, base::view_of("again")));
  BOOST_TEST(again.got_early.empty());
  BOOST_TEST((again.victim.session().early_data == tls::EarlyData::replayed));
  BOOST_TEST(again.victim.state() == "WAIT_FINISHED");
}

BOOST_AUTO_TEST_CASE(P29_end_of_early_data_that_was_not_accepted_is_unexpected_message) {
  for (const bool offered : {false, true}) {
    EvilClient evil;
    ClientHello hello = evil.hello();
    if (offered) hello.extensions.add(tls::EarlyDataIndication{});
    evil.say(hello);
    evil.send(tls::EndOfEarlyData{});
    expect_refusal(evil, {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(Z01_early_data_of_the_second_key_is_not_taken) {
  const tls::ServerConfig config = setup_with_early_data(allowed).server;
  const Psk ticket = a_ticket(config);
  EvilClient evil(config);
  ClientHello hello = evil.hello();
  hello.extensions.add(tls::EarlyDataIndication{});
  evil.say(hello, {a_stranger(), ticket});
  evil.send_early("dropped");
  BOOST_TEST(resumes(evil));
  BOOST_TEST((evil.victim.session().early_data == tls::EarlyData::not_first));
  BOOST_TEST(evil.got_early.empty());
}

BOOST_AUTO_TEST_CASE(Z00_early_data_that_an_older_ticket_allows_is_skipped_whatever_we_allow_now) {
  constexpr std::size_t before = 60'000;
  const tls::ServerConfig generous = setup_with_early_data(before).server;
  const Psk ticket = a_ticket(generous);
  for (const auto group : {tls::NamedGroup::x25519, tls::NamedGroup::secp256r1}) {
    tls::ServerConfig strict = generous;
    strict.max_early_data_size = 0;
    strict.preferences.groups = {group};
    EvilClient evil(strict);
    ClientHello hello = evil.hello();
    hello.extensions.add(tls::EarlyDataIndication{});
    evil.say(hello, {ticket});
    for (std::size_t sent = 0; sent < before; sent += 10'000) evil.send_early(std::string(10'000, 'x'));
    if (evil.retry) {
      hello.extensions.remove(ExtensionType::early_data);
      evil.offer_share(hello, group);
      evil.say(hello, {ticket});
    }
    BOOST_TEST(resumes(evil));
    BOOST_TEST(evil.got_early.empty());
  }
}
