// The arrows that whole handshakes take, in order, as the trace reports them.
#include <set>

#include <boost/test/unit_test.hpp>

#include "machine/machines.hpp"
#include "tls/state_tables.hpp"

namespace {

using namespace tests;
using Arrows = std::vector<std::string>;

void expect(const Arrows& taken, const Arrows& wanted) {
  BOOST_CHECK_EQUAL_COLLECTIONS(taken.begin(), taken.end(), wanted.begin(), wanted.end());
}

const base::Bytes key_update = tls::encode(tls::KeyUpdate{});

/// Without those of RFC 8879, for which some builds have no algorithm: tests/scenario/compressed_certificates.cpp.
std::set<std::string> names_of(std::span<const tls::Edge> table) {
  std::set<std::string> names;
  for (const tls::Edge& edge : table) {
    if (edge.message == "CompressedCertificate") continue;
    names.insert(std::string(edge.from) + " --" + std::string(edge.message) + "--> " + std::string(edge.to));
  }
  return names;
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

BOOST_AUTO_TEST_CASE(a_client_that_is_asked_for_its_certificate_takes_the_other_way_through_the_figure) {
  const Roles roles = after_handshake(Way::client_certificate);
  expect(roles.client->events.arrows,
         {"START ----> WAIT_SH", "WAIT_SH --ServerHello--> WAIT_EE", "WAIT_EE --EncryptedExtensions--> WAIT_CERT_CR",
          "WAIT_CERT_CR --CertificateRequest--> WAIT_CERT", "WAIT_CERT --Certificate--> WAIT_CV",
          "WAIT_CV --CertificateVerify--> WAIT_FINISHED", "WAIT_FINISHED --Finished--> CONNECTED",
          "CONNECTED --NewSessionTicket--> CONNECTED", "CONNECTED --NewSessionTicket--> CONNECTED"});
  expect(roles.server->events.arrows,
         {"START --ClientHello--> RECVD_CH", "RECVD_CH ----> NEGOTIATED", "NEGOTIATED ----> WAIT_FLIGHT2",
          "WAIT_FLIGHT2 ----> WAIT_CERT", "WAIT_CERT --Certificate--> WAIT_CV",
          "WAIT_CV --CertificateVerify--> WAIT_FINISHED", "WAIT_FINISHED --Finished--> CONNECTED"});
}

BOOST_AUTO_TEST_CASE(a_client_without_a_certificate_answers_a_request_with_an_empty_one) {
  Setup setup;
  setup.server.client_authentication = tls::ClientAuthentication::requested;
  setup.server.verify_client_chain = [](const crypto::ChainToVerify&) { return crypto::ChainResult{}; };
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  const Arrows& server = pair.server_events.arrows;
  expect({server.end() - 2, server.end()},
         {"WAIT_CERT --Certificate--> WAIT_FINISHED", "WAIT_FINISHED --Finished--> CONNECTED"});
}

BOOST_AUTO_TEST_CASE(a_resumed_handshake_passes_the_certificates_by) {
  const Roles roles = after_handshake(Way::resumed);
  expect(roles.client->events.arrows,
         {"START ----> WAIT_SH", "WAIT_SH --ServerHello--> WAIT_EE", "WAIT_EE --EncryptedExtensions--> WAIT_FINISHED",
          "WAIT_FINISHED --Finished--> CONNECTED", "CONNECTED --NewSessionTicket--> CONNECTED",
          "CONNECTED --NewSessionTicket--> CONNECTED"});
  expect(roles.server->events.arrows,
         {"START --ClientHello--> RECVD_CH", "RECVD_CH ----> NEGOTIATED", "NEGOTIATED ----> WAIT_FLIGHT2",
          "WAIT_FLIGHT2 ----> WAIT_FINISHED", "WAIT_FINISHED --Finished--> CONNECTED"});
}

BOOST_AUTO_TEST_CASE(a_server_that_takes_early_data_waits_for_its_end) {
  const Roles roles = after_handshake(Way::early_data);
  expect(roles.server->events.arrows, {"START --ClientHello--> RECVD_CH", "RECVD_CH ----> NEGOTIATED",
                                       "NEGOTIATED ----> WAIT_EOED", "WAIT_EOED --EndOfEarlyData--> WAIT_FLIGHT2",
                                       "WAIT_FLIGHT2 ----> WAIT_FINISHED", "WAIT_FINISHED --Finished--> CONNECTED"});
  BOOST_TEST((roles.client->session.early_data == tls::EarlyData::accepted));
}

BOOST_AUTO_TEST_CASE(every_arrow_of_both_tables_is_taken_on_some_way) {
  std::set<std::string> client;
  std::set<std::string> server;
  for (const Way way : {Way::plain, Way::retried, Way::client_certificate, Way::resumed, Way::early_data}) {
    Roles roles = after_handshake(way);
    roles.client->receive(key_update);
    roles.server->receive(key_update);
    client.insert(roles.client->events.arrows.begin(), roles.client->events.arrows.end());
    server.insert(roles.server->events.arrows.begin(), roles.server->events.arrows.end());
  }
  server.insert("WAIT_CERT --Certificate--> WAIT_FINISHED");  // above, by a client without a certificate
  BOOST_TEST(client == names_of(tls::client_transitions()), boost::test_tools::per_element());
  BOOST_TEST(server == names_of(tls::server_transitions()), boost::test_tools::per_element());
}
