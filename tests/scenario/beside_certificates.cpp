// OCSP responses and certificate timestamps beside a certificate, in memory: RFC 9846 §4.5.1.1. Nobody verifies them.
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/endpoints.hpp"

namespace {

using namespace tests;

const base::Bytes ocsp = base::from_hex("30030a0100");
const base::Bytes timestamps = base::from_hex("00070002abcd000101");

crypto::ChainResult good(const crypto::ChainToVerify& /*question*/) { return {crypto::Verdict::good, "", {}}; }

/// Two certificates, of which the first is the end entity's.
tls::Credentials with_both() {
  auto chain = crypto::Certificate::all_from_pem(endpoint_file("p256.pem"));
  chain.push_back(chain.front());
  return {std::make_shared<tls::Credential>(
      tls::Credential{chain, crypto::PrivateKey::from_pem(endpoint_file("p256.key")), ocsp, timestamps})};
}

Setup asking(const tls::AskFor& what) {
  Setup setup;
  setup.server.credentials = with_both();
  setup.client.ask_for = what;
  return setup;
}

void expect(const tls::Session& session, const base::Bytes& response, const base::Bytes& list) {
  BOOST_TEST(base::to_hex(session.ocsp_response) == base::to_hex(response));
  BOOST_TEST(base::to_hex(session.signed_certificate_timestamps) == base::to_hex(list));
}

void client_gets(Setup setup, const base::Bytes& response, const base::Bytes& list) {
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  expect(pair.client.session(), response, list);
  expect(pair.server.session(), {}, {});
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_client_gets_what_it_asks_for_and_nothing_else) {
  client_gets(asking({}), {}, {});
  client_gets(asking({.ocsp_response = true, .signed_certificate_timestamps = false}), ocsp, {});
  client_gets(asking({.ocsp_response = false, .signed_certificate_timestamps = true}), {}, timestamps);
  client_gets(asking({.ocsp_response = true, .signed_certificate_timestamps = true}), ocsp, timestamps);
}

BOOST_AUTO_TEST_CASE(by_default_nobody_asks) {
  BOOST_TEST(!tls::ClientConfig().ask_for.ocsp_response);
  BOOST_TEST(!tls::ServerConfig().ask_for.signed_certificate_timestamps);
}

BOOST_AUTO_TEST_CASE(a_server_that_has_nothing_sends_nothing) {
  Setup setup = asking({.ocsp_response = true, .signed_certificate_timestamps = true});
  setup.server.credentials = {credential("p256")};
  client_gets(std::move(setup), {}, {});
}

BOOST_AUTO_TEST_CASE(it_comes_out_of_a_compressed_certificate_too) {
  Setup setup = asking({.ocsp_response = true, .signed_certificate_timestamps = true});
  setup.client.certificate_compression = tls::available_compression();
  setup.server.certificate_compression = tls::available_compression();
  client_gets(std::move(setup), ocsp, timestamps);
}

BOOST_AUTO_TEST_CASE(a_server_gets_what_it_asks_of_a_client) {
  for (const bool asks : {true, false}) {
    Setup setup;
    setup.client.credentials = with_both();
    setup.server.client_authentication = tls::ClientAuthentication::required;
    setup.server.verify_client_chain = good;
    setup.server.ask_for = {.ocsp_response = asks, .signed_certificate_timestamps = asks};
    Pair pair(std::move(setup));
    pair.run();
    BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
    expect(pair.server.session(), asks ? ocsp : base::Bytes{}, asks ? timestamps : base::Bytes{});
  }
}
