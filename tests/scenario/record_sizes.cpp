// Record size limits between our two roles: RFC 8449 §4. The lengths are measured on the wire.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/evil_conversation.hpp"
#include "support/evil_records.hpp"

namespace {

using namespace tests;

constexpr std::size_t around = 5 + 16;  // header and tag of a protected record

Setup limited(std::optional<std::uint16_t> client, std::optional<std::uint16_t> server) {
  Setup setup = plain_setup();
  setup.client.record_size_limit = client;
  setup.server.record_size_limit = server;
  return setup;
}

/// The longest inner plaintext of protected records to the server, and to the client.
struct Longest {
  std::size_t to_server = 0;
  std::size_t to_client = 0;
};

Meddle measuring(Longest& longest) {
  return [&longest](std::size_t, Flight& flight) {
    std::size_t& most = flight.to_server ? longest.to_server : longest.to_client;
    for (const base::Bytes& record : records_of(flight.bytes)) {
      if (record.front() == 23) most = std::max(most, record.size() - around);
    }
  };
}

Longest conversation(const Setup& setup) {
  Longest longest;
  Pair pair(setup);
  converse(pair, measuring(longest));
  expect_success(pair);
  return longest;
}

/// The longest inner plaintext of the records that carry `size` bytes from one to the other.
std::size_t sent(tls::Connection& from, tls::Connection& to, std::size_t size) {
  BOOST_TEST(from.send(base::Bytes(size, 'x')));
  const base::Bytes wire = Pair::take(from);
  std::size_t longest = 0;
  std::size_t got = 0;
  for (const base::Bytes& record : records_of(wire)) {
    longest = std::max(longest, record.size() - around);
    to.receive(record);
    got += to.plaintext().size();
    to.consume(to.plaintext().size());
  }
  BOOST_TEST(got == size);
  return longest;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_whole_conversation_fits_into_records_of_64_bytes) {
  const Longest longest = conversation(limited(64, 64));
  BOOST_TEST(longest.to_server <= 64U);
  BOOST_TEST(longest.to_client == 64U);  // the certificate fills some
}

BOOST_AUTO_TEST_CASE(so_does_one_with_a_retry_and_one_with_hybrid_shares_and_a_client_certificate) {
  Setup retried = limited(64, 64);
  retried.client.key_shares = {};
  Setup hybrid = limited(64, 64);
  hybrid.client.preferences = {};
  hybrid.client.key_shares = {tls::NamedGroup::X25519MLKEM768};
  hybrid.client.credentials = server_config("p384").credentials;
  hybrid.server.client_authentication = tls::ClientAuthentication::required;
  hybrid.server.verify_client_chain = [](const crypto::ChainToVerify&) {
    return crypto::ChainResult{crypto::Verdict::good, "", {}};
  };
  for (const Setup& setup : {retried, hybrid}) {
    const Longest longest = conversation(setup);
    BOOST_TEST(longest.to_client == 64U);
    BOOST_TEST(longest.to_server <= 64U);
  }
  BOOST_TEST(conversation(hybrid).to_server == 64U);
}

BOOST_AUTO_TEST_CASE(each_direction_has_the_limit_of_its_receiver) {
  for (const auto& [client, server] : {std::pair{64, 1000}, std::pair{1000, 64}, std::pair{16384, 16385}}) {
    Pair pair(limited(static_cast<std::uint16_t>(client), static_cast<std::uint16_t>(server)));
    pair.run();
    BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
    BOOST_TEST(sent(pair.client, pair.server, 40000) == static_cast<std::size_t>(server));
    BOOST_TEST(sent(pair.server, pair.client, 40000) == static_cast<std::size_t>(client));
    BOOST_TEST(pair.client.session().record_size_limits->sending == static_cast<std::size_t>(server));
    BOOST_TEST(pair.client.session().record_size_limits->receiving == static_cast<std::size_t>(client));
    BOOST_TEST(pair.server.session().record_size_limits->sending == static_cast<std::size_t>(client));
    BOOST_TEST(pair.server.session().record_size_limits->receiving == static_cast<std::size_t>(server));
  }
}

BOOST_AUTO_TEST_CASE(the_limits_outlive_key_updates) {
  Pair pair(limited(64, 80));
  pair.run();
  BOOST_TEST(pair.client.update_keys(tls::KeyUpdateRequest::update_requested));
  pair.run();
  BOOST_TEST(sent(pair.client, pair.server, 1000) == 80U);
  BOOST_TEST(sent(pair.server, pair.client, 1000) == 64U);
}

BOOST_AUTO_TEST_CASE(a_record_goes_under_one_key_however_short_it_must_be) {
  Setup setup = limited(std::nullopt, std::nullopt);
  setup.client.record_size_limit = 64;
  setup.server.record_size_limit = 64;
  setup.client.limits.records_per_key = 5;
  Pair pair(std::move(setup));
  pair.run();
  const auto updates = std::ranges::count(pair.client_events.messages, "> KeyUpdate");
  BOOST_TEST(pair.client.send(base::Bytes(630, 'x')));  // ten records
  pair.run();
  BOOST_TEST(pair.server_got.size() == 630U);
  BOOST_TEST(std::ranges::count(pair.client_events.messages, "> KeyUpdate") - updates == 2);
}

BOOST_AUTO_TEST_CASE(without_both_sides_asking_there_is_no_limit_but_the_protocols_own) {
  for (const Setup& setup : {limited(std::nullopt, 64), limited(64, std::nullopt), Setup{}}) {
    Pair pair(setup);
    pair.run();
    BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
    BOOST_TEST(!pair.client.session().record_size_limits.has_value());
    BOOST_TEST(!pair.server.session().record_size_limits.has_value());
    BOOST_TEST(sent(pair.client, pair.server, 40000) == 16385U);
    BOOST_TEST(sent(pair.server, pair.client, 40000) == 16385U);
  }
}
