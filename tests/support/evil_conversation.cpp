// See evil_conversation.hpp.
#include "support/evil_conversation.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

namespace tests {
namespace {

using Step = void (*)(Pair&);

constexpr std::array<Step, 6> steps{
    [](Pair& pair) { (void)pair.client.send(base::view_of(question)); },
    [](Pair& pair) { (void)pair.client.update_keys(tls::KeyUpdateRequest::update_requested); },
    [](Pair& pair) { (void)pair.server.send(base::view_of(answer)); },
    [](Pair& pair) { pair.client.close(); },
    [](Pair& pair) { pair.server.close(); },
    [](Pair& pair) {
      pair.client.received_end();
      pair.server.received_end();
    },
};

bool is_prefix(base::View part, std::string_view whole) { return whole.starts_with(base::text_of(part)); }

void expect_sane_end(const tls::Connection& one, const Recorder& events) {
  const auto errors = std::ranges::count_if(events.alerts_sent, [](tls::AlertDescription alert) {
    return alert != tls::AlertDescription::close_notify && alert != tls::AlertDescription::user_canceled;
  });
  BOOST_TEST(errors <= 1);
  BOOST_TEST((one.status() == tls::Status::failed || one.status() == tls::Status::peer_closed));
  if (one.status() == tls::Status::failed) BOOST_TEST(one.state() == "Failed");
}

/// Taken means all of it, under the same key.
void expect_equal_early_data(const Pair& pair) {
  const std::string name = "client_early_traffic_secret";
  BOOST_TEST((pair.client_events.secret(name) == pair.server_events.secret(name)));
  BOOST_TEST(base::text_of(pair.server_got_early) == early_question);
}

void expect_equal_secrets(const Pair& pair) {
  for (const std::string name : {"early_secret", "client_handshake_traffic_secret", "server_handshake_traffic_secret",
                                 "main_secret", "exporter_secret", "resumption_secret"}) {
    BOOST_TEST((pair.client_events.secret(name) == pair.server_events.secret(name)), name);
  }
  const tls::Session& ours = pair.client.session();
  const tls::Session& theirs = pair.server.session();
  BOOST_TEST((ours.cipher_suite == theirs.cipher_suite && ours.group == theirs.group));
  BOOST_TEST((ours.signature_scheme == theirs.signature_scheme && ours.alpn == theirs.alpn));
  BOOST_TEST(ours.hello_retry_request == theirs.hello_retry_request);
  BOOST_TEST(ours.resumed == theirs.resumed);
  const bool accepted = ours.early_data == tls::EarlyData::accepted;
  BOOST_TEST(accepted == (theirs.early_data == tls::EarlyData::accepted));
  if (accepted) expect_equal_early_data(pair);
}

bool reached(const Recorder& events) {
  return !events.arrows.empty() && std::ranges::any_of(events.arrows, [](const std::string& arrow) {
    return arrow == "WAIT_FINISHED --Finished--> CONNECTED";
  });
}

}  // namespace

std::vector<Flight> converse(Pair& pair, const Meddle& meddle, std::size_t piece) {
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
    if (step == steps.size()) break;
    steps[step++](pair);
  }
  return flights;
}

void expect_agreement(Pair& pair) {
  expect_sane_end(pair.client, pair.client_events);
  expect_sane_end(pair.server, pair.server_events);
  BOOST_TEST(is_prefix(pair.server_got, question));
  BOOST_TEST(is_prefix(pair.client_got, answer));
  BOOST_TEST(is_prefix(pair.server_got_early, early_question));
  if (!reached(pair.server_events)) BOOST_TEST(pair.server_got.empty());
  if (!reached(pair.client_events)) BOOST_TEST(pair.client_got.empty());
  if (reached(pair.server_events)) BOOST_TEST(reached(pair.client_events));
  if (reached(pair.server_events) && reached(pair.client_events)) expect_equal_secrets(pair);
  if (pair.server.status() == tls::Status::peer_closed) BOOST_TEST(base::text_of(pair.server_got) == question);
  if (pair.client.status() == tls::Status::peer_closed && pair.server.status() == tls::Status::peer_closed) {
    BOOST_TEST(base::text_of(pair.client_got) == answer);
  }
}

void expect_success(Pair& pair) {
  expect_agreement(pair);
  BOOST_TEST((pair.client.status() == tls::Status::peer_closed), pair.describe());
  BOOST_TEST((pair.server.status() == tls::Status::peer_closed), pair.describe());
  BOOST_TEST(base::text_of(pair.client_got) == answer);
  BOOST_TEST(base::text_of(pair.server_got) == question);
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
