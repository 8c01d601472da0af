// The arrows that whole handshakes take, in order, as the trace reports them.
#include <boost/test/unit_test.hpp>

#include "machine/machines.hpp"

namespace {

using namespace tests;
using Arrows = std::vector<std::string>;

void expect(const Arrows& taken, const Arrows& wanted) {
  BOOST_CHECK_EQUAL_COLLECTIONS(taken.begin(), taken.end(), wanted.begin(), wanted.end());
}

Pair handshake_with(tls::NamedGroup group) {
  Setup setup;
  setup.server.preferences.groups = {group};
  return Pair(std::move(setup));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_full_handshake_takes_the_arrows_of_appendix_a) {
  Pair pair = handshake_with(tls::NamedGroup::x25519);
  pair.run();
  expect(pair.client_events.arrows,
         {"START ----> WAIT_SH", "WAIT_SH --ServerHello--> WAIT_EE", "WAIT_EE --EncryptedExtensions--> WAIT_CERT_CR",
          "WAIT_CERT_CR --Certificate--> WAIT_CV", "WAIT_CV --CertificateVerify--> WAIT_FINISHED",
          "WAIT_FINISHED --Finished--> CONNECTED"});
  expect(pair.server_events.arrows,
         {"START --ClientHello--> RECVD_CH", "RECVD_CH ----> NEGOTIATED", "NEGOTIATED ----> WAIT_FLIGHT2",
          "WAIT_FLIGHT2 ----> WAIT_FINISHED", "WAIT_FINISHED --Finished--> CONNECTED"});
}

BOOST_AUTO_TEST_CASE(a_retried_handshake_begins_twice) {
  Pair pair = handshake_with(tls::NamedGroup::secp384r1);
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  const Arrows& client = pair.client_events.arrows;
  const Arrows& server = pair.server_events.arrows;
  expect({client.begin(), client.begin() + 4}, {"START ----> WAIT_SH", "WAIT_SH --HelloRetryRequest--> START_2",
                                                "START_2 ----> WAIT_SH_2", "WAIT_SH_2 --ServerHello--> WAIT_EE"});
  expect({server.begin(), server.begin() + 4}, {"START --ClientHello--> RECVD_CH", "RECVD_CH ----> START_2",
                                                "START_2 --ClientHello--> RECVD_CH", "RECVD_CH ----> NEGOTIATED"});
}

BOOST_AUTO_TEST_CASE(a_key_update_is_an_arrow_from_connected_to_itself) {
  Pair pair = handshake_with(tls::NamedGroup::x25519);
  pair.run();
  BOOST_TEST(pair.client.update_keys(tls::KeyUpdateRequest::update_requested));
  pair.run();
  BOOST_TEST(pair.client_events.arrows.back() == "CONNECTED --KeyUpdate--> CONNECTED");
  BOOST_TEST(pair.server_events.arrows.back() == "CONNECTED --KeyUpdate--> CONNECTED");
}

BOOST_AUTO_TEST_CASE(a_client_without_a_certificate_answers_a_request_with_an_empty_one) {
  const auto client = new_client();
  const Exchange plain = whole_handshake(Retry::no);
  client->receive(plain.from_server[0]);
  client->receive(plain.from_server[1]);
  client->receive(a_certificate_request());
  expect({client->events.arrows.end() - 1, client->events.arrows.end()},
         {"WAIT_CERT_CR --CertificateRequest--> WAIT_CERT"});
}
