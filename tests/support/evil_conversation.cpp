// See evil_conversation.hpp.
#include "support/evil_conversation.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/test/unit_test.hpp>

namespace tests {
namespace {

using tls::KeyUpdateRequest;

void end_transports(Pair& pair) {
  pair.client.received_end();
  pair.server.received_end();
}

void client_asks_for_keys(Pair& pair) { (void)pair.client.update_keys(KeyUpdateRequest::update_requested); }

}  // namespace

const Script& usual_script() {
  static const Script script{
      [](Pair& pair) { pair.say(pair.client, question); },
      client_asks_for_keys,
      [](Pair& pair) { pair.say(pair.server, answer); },
      [](Pair& pair) { pair.client.close(); },
      [](Pair& pair) { pair.server.close(); },
      end_transports,
  };
  return script;
}

const Script& rekeying_script() {
  static const Script script{
      [](Pair& pair) {
        pair.say(pair.client, question);
        client_asks_for_keys(pair);
        pair.say(pair.client, "and where?");
      },
      [](Pair& pair) {
        pair.say(pair.server, answer);
        (void)pair.server.update_keys(KeyUpdateRequest::update_not_requested);
        pair.say(pair.server, "under two keys");
      },
      [](Pair& pair) {
        client_asks_for_keys(pair);
        pair.say(pair.client, "I talk");
        (void)pair.server.update_keys(KeyUpdateRequest::update_requested);
        pair.say(pair.server, "so do I");
      },
      [](Pair& pair) {
        pair.client.close();
        pair.server.close();
      },
      end_transports,
  };
  return script;
}

std::vector<Flight> converse(Pair& pair, const Script& script, const Meddle& meddle, std::size_t piece) {
  std::vector<Flight> flights;
  const auto carry = [&](tls::Connection& from, tls::Connection& to) {
    Flight flight{&to == &pair.server, Pair::take(from)};
    if (flight.bytes.empty()) return false;
    flights.push_back(flight);
    if (meddle) meddle(flights.size() - 1, flight);
    pair.give(to, flight.bytes, piece);
    return true;
  };
  for (std::size_t step = 0; flights.size() < 100;) {
    const bool moved = carry(pair.client, pair.server);
    if (carry(pair.server, pair.client) || moved) continue;
    if (step == script.size()) break;
    script[step++](pair);
  }
  return flights;
}

std::vector<Flight> converse(Pair& pair, const Meddle& meddle, std::size_t piece) {
  return converse(pair, usual_script(), meddle, piece);
}

void expect_agreement(Pair& pair) {
  const Complaints found = complaints(pair);
  BOOST_TEST(found.empty(), boost::join(found, "; ") << " (" << pair.describe() << ")");
}

void expect_success(Pair& pair) {
  expect_agreement(pair);
  BOOST_TEST((pair.client.status() == tls::Status::peer_closed), pair.describe());
  BOOST_TEST((pair.server.status() == tls::Status::peer_closed), pair.describe());
  BOOST_TEST((!pair.client_got.empty() && !pair.server_got.empty()));
}

const Setup& plain_setup() {
  static const Setup setup = [] {
    Setup classic;
    classic.client.preferences.groups = {tls::NamedGroup::x25519, tls::NamedGroup::secp256r1};
    classic.client.key_shares = {tls::NamedGroup::x25519};
    return classic;
  }();
  return setup;
}

const Setup& hybrid_setup() {
  static const Setup setup;
  return setup;
}

const Setup& retry_setup() {
  static const Setup setup = [] {
    Setup retried = plain_setup();
    retried.client.key_shares = {};
    return retried;
  }();
  return setup;
}

}  // namespace tests
