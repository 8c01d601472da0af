// No failure, but somebody will ask: why a ticket made a full handshake all the same, as the server knows it.
// Read next: trace/resumption_words.hpp.
#include <boost/test/unit_test.hpp>
#include <functional>

#include "support/resumption.hpp"
#include "trace/resumption_words.hpp"

using namespace tests;
using tls::PskRefusal;

namespace {

using Change = std::function<void(Setup& after, tls::ServerIdentity& identity)>;

/// Why the ticket of a first connection is not taken in a second one, where something has changed.
PskRefusal refusal(const Change& change) {
  const Setup before = setup_with_tickets();
  Setup after = before;
  tls::ServerIdentity identity = with_ticket(before);
  change(after, identity);
  const auto pair = met_again(after, std::move(identity));
  BOOST_TEST_REQUIRE(pair->connected(), pair->describe());
  BOOST_TEST(!pair->server.session().psk.has_value());
  BOOST_TEST(!vitrine::trace::resumption_words(pair->server.session(), after.now).empty());
  return pair->server.session().psk_refusal.value();
}

void expect(PskRefusal why, const Change& change) { BOOST_TEST((refusal(change) == why)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(tickets_not_taken)

BOOST_AUTO_TEST_CASE(one_that_our_keys_do_not_open) {
  expect(PskRefusal::unknown, [](Setup& after, tls::ServerIdentity&) {
    SeededRandom random(78);
    after.server.ticket_keys = std::make_shared<tls::TicketKeys>(tls::TicketKeys::fresh(random, after.now));
  });
}

BOOST_AUTO_TEST_CASE(one_that_is_too_old_or_stands_on_a_certificate_that_is) {
  const auto later = [](Setup& after, tls::ServerIdentity& identity) {
    after.now += std::chrono::hours(25);
    identity.ticket->received = after.now;  // or the client would not offer it
  };
  expect(PskRefusal::expired, later);
  expect(PskRefusal::certificate_too_old, [](Setup& after, tls::ServerIdentity&) {
    after.now += std::chrono::hours(1);
    after.server.limits.since_certificate = std::chrono::minutes(1);
  });
}

BOOST_AUTO_TEST_CASE(one_for_another_name_or_of_another_certificate) {
  expect(PskRefusal::other_name, [](Setup& after, tls::ServerIdentity& identity) {
    after.identity = {"127.0.0.1", ""};
    identity.host = identity.ticket->server_name = "127.0.0.1";
  });
  expect(PskRefusal::other_certificate,
         [](Setup& after, tls::ServerIdentity&) { after.server.credentials = {credential("p384")}; });
}

BOOST_AUTO_TEST_CASE(one_that_does_not_say_who_the_client_is) {
  expect(PskRefusal::client_certificate, [](Setup& after, tls::ServerIdentity&) {
    after.client.credentials = {credential("p256")};
    after.server.client_authentication = tls::ClientAuthentication::required;
    after.server.verify_client_chain = [](const crypto::ChainToVerify&) {
      return crypto::ChainResult{crypto::Verdict::good, "", {}};
    };
  });
}

BOOST_AUTO_TEST_CASE(one_of_another_hash_or_for_another_mode) {
  expect(PskRefusal::other_hash, [](Setup& after, tls::ServerIdentity&) {
    after.server.preferences.cipher_suites = {tls::CipherSuite::TLS_AES_256_GCM_SHA384};
  });
  expect(PskRefusal::no_mode,
         [](Setup& after, tls::ServerIdentity&) { after.server.psk_modes = {tls::PskKeyExchangeMode::psk_ke}; });
}

BOOST_AUTO_TEST_CASE(one_that_is_taken_needs_no_reason) {
  const Setup setup = setup_with_tickets();
  const auto pair = met_again(setup, with_ticket(setup));
  BOOST_TEST(pair->server.session().psk.has_value());
  BOOST_TEST(!pair->server.session().psk_refusal.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
