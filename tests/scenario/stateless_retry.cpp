// A server that keeps nothing between the two ClientHellos: RFC 9846 §4.3.2. Its cookie is all it has to go by.
#include <boost/test/unit_test.hpp>

#include "support/evil_client.hpp"
#include "support/resumption.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;

Setup stateless() {
  Setup setup = setup_with_tickets();
  setup.server.stateless_retry = true;
  return setup;
}

/// A first hello, and the answer to it.
struct Retried {
  explicit Retried(const tls::ServerConfig& config) : evil(config), hello(evil.hello()) {
    evil.say(hello);
    BOOST_TEST_REQUIRE(evil.retry.has_value());
    cookie = *evil.retry->extensions.get<tls::Cookie>();
  }
  EvilClient evil;
  tls::ClientHello hello;
  tls::Cookie cookie;
};

void is_refused(Retried& retried, tls::AlertDescription alert) {
  retried.evil.send(retried.hello);
  expect_refusal(retried.evil, {alert});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stateless_retry)

BOOST_AUTO_TEST_CASE(every_client_comes_twice_and_connects) {
  for (const auto group : {tls::NamedGroup::x25519, tls::NamedGroup::secp384r1}) {
    Setup setup = stateless();
    setup.server.preferences.groups = {group};
    Pair pair(setup);
    pair.run();
    BOOST_TEST(pair.connected(), pair.describe());
    BOOST_TEST(pair.client.session().hello_retry_request);
    BOOST_TEST(pair.server.session().hello_retry_request);
  }
}

BOOST_AUTO_TEST_CASE(a_second_hello_is_understood_by_a_connection_that_never_saw_the_first) {
  Setup setup = stateless();
  Pair first(setup);
  first.give(first.server, Pair::take(first.client));
  first.give(first.client, Pair::take(first.server));
  setup.seed = 50;
  Pair second(setup);
  const base::Bytes flight = Pair::take(first.client);  // with a change_cipher_spec in front: §4.3.2
  second.give(second.server, flight);
  first.give(first.client, Pair::take(second.server));
  second.give(second.server, Pair::take(first.client));
  BOOST_TEST((first.client.status() == tls::Status::established), first.describe());
  BOOST_TEST((second.server.status() == tls::Status::established), second.describe());
}

BOOST_AUTO_TEST_CASE(a_resumption_goes_through_a_stateless_retry) {
  const Setup setup = stateless();
  const auto pair = met_again(setup, with_ticket(setup));
  BOOST_TEST_REQUIRE(pair->connected(), pair->describe());
  BOOST_TEST(pair->server.session().resumed);
}

BOOST_AUTO_TEST_CASE(H24_a_missing_cookie_is_missing_extension) {
  Retried retried(stateless().server);
  is_refused(retried, missing_extension);
}

BOOST_AUTO_TEST_CASE(H24_a_cookie_with_any_byte_changed_is_illegal_parameter) {
  const std::size_t size = Retried(stateless().server).cookie.cookie.size();
  for (std::size_t at = 0; at < size; at += 5) {
    Retried retried(stateless().server);
    retried.cookie.cookie[at] ^= 1U;
    retried.hello.extensions.add(retried.cookie);
    is_refused(retried, illegal_parameter);
  }
}

BOOST_AUTO_TEST_CASE(H24_a_ticket_is_no_cookie) {
  const Setup setup = stateless();
  Retried retried(setup.server);
  retried.cookie.cookie = wire::Opaque<1, 65535>(base::View(with_ticket(setup).ticket->ticket));
  retried.hello.extensions.add(retried.cookie);
  is_refused(retried, illegal_parameter);
}

BOOST_AUTO_TEST_CASE(H24_a_cookie_of_another_address_or_of_long_ago_is_illegal_parameter) {
  const Setup setup = stateless();
  const auto config = std::make_shared<tls::ServerConfig>(setup.server);
  const auto answer_to_second = [&](tls::Time then, const std::string& address) {
    Pair pair(setup);
    SeededRandom random(3);
    auto server = tls::Connection::server(config, random, setup.now, nullptr, {"192.0.2.1"});
    server.receive(Pair::take(pair.client));
    pair.give(pair.client, Pair::take(server));
    auto other = tls::Connection::server(config, random, then, nullptr, {address});
    const base::Bytes flight = Pair::take(pair.client);
    return other.receive(base::View(flight).subspan(6));
  };
  BOOST_TEST((answer_to_second(setup.now, "192.0.2.1") == tls::Status::handshaking));
  BOOST_TEST((answer_to_second(setup.now, "192.0.2.2") == tls::Status::failed));
  BOOST_TEST((answer_to_second(setup.now + std::chrono::hours(1), "192.0.2.1") == tls::Status::failed));
  BOOST_TEST((answer_to_second(setup.now - std::chrono::hours(1), "192.0.2.1") == tls::Status::failed));
}

BOOST_AUTO_TEST_CASE(a_second_hello_that_takes_its_share_back_is_illegal_parameter) {
  Retried retried(stateless().server);
  retried.hello.extensions.set(tls::KeyShareClientHello{});
  retried.hello.extensions.add(retried.cookie);
  is_refused(retried, illegal_parameter);
}

BOOST_AUTO_TEST_CASE(a_second_hello_that_changes_what_it_may_not_is_illegal_parameter) {
  Retried retried(stateless().server);
  retried.hello.random[0] ^= 1U;
  retried.hello.extensions.add(retried.cookie);
  is_refused(retried, illegal_parameter);
}

BOOST_AUTO_TEST_CASE(a_client_that_wants_no_key_exchange_comes_twice_too) {
  Setup setup = stateless();
  setup.client.psk_modes = {tls::PskKeyExchangeMode::psk_ke};
  setup.server.psk_modes = {tls::PskKeyExchangeMode::psk_ke};
  const auto pair = met_again(setup, with_ticket(setup));
  BOOST_TEST_REQUIRE(pair->connected(), pair->describe());
  BOOST_TEST(pair->server.session().resumed);
  BOOST_TEST(pair->client.session().hello_retry_request);
}

BOOST_AUTO_TEST_SUITE_END()
