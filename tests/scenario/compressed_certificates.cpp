// Certificates that travel compressed, in memory: RFC 8879.
#include <boost/test/unit_test.hpp>
#include <set>

#include "support/endpoints.hpp"
#include "tls/machine/compressed_certificate.hpp"
#include "tls/primitives.hpp"

namespace {

using namespace tests;
using Algorithm = tls::CertificateCompressionAlgorithm;
using Algorithms = std::vector<Algorithm>;
using Names = std::vector<std::string>;

crypto::ChainResult good(const crypto::ChainToVerify& /*question*/) { return {crypto::Verdict::good, "", {}}; }

/// A chain that can be made shorter: the same certificate three times.
tls::Credentials long_chain() {
  auto chain = crypto::Certificate::all_from_pem(endpoint_file("p256.pem"));
  chain.insert(chain.end(), 2, chain.front());
  return {std::make_shared<tls::Credential>(
      tls::Credential{chain, crypto::PrivateKey::from_pem(endpoint_file("p256.key"))})};
}

Setup compressing(const Algorithms& client, const Algorithms& server) {
  Setup setup;
  setup.client.certificate_compression = client;
  setup.server.certificate_compression = server;
  setup.server.credentials = long_chain();
  return setup;
}

bool has(const Names& messages, const std::string& name) { return std::ranges::find(messages, name) != messages.end(); }

void expect_certificate_as(Setup setup, const std::string& name) {
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  BOOST_TEST(has(pair.client_events.messages, "< " + name), "the client did not see a " << name);
  BOOST_TEST(pair.client.session().peer_chain.size() == 3U);
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_algorithm_of_this_build_carries_a_server_certificate) {
  for (const Algorithm algorithm : tls::available_compression()) {
    BOOST_TEST_CONTEXT(tls::name_of(algorithm)) {
      expect_certificate_as(compressing({algorithm}, {algorithm}), "CompressedCertificate");
      Pair pair(compressing({algorithm}, {algorithm}));
      pair.run(1);
      BOOST_TEST(pair.connected(), pair.describe());
    }
  }
}

BOOST_AUTO_TEST_CASE(by_default_both_sides_compress_with_what_they_have) {
  BOOST_TEST((tls::ClientConfig().certificate_compression == tls::available_compression()));
  BOOST_TEST((tls::ServerConfig().certificate_compression == tls::available_compression()));
}

BOOST_AUTO_TEST_CASE(the_order_of_the_sender_decides) {
  const Algorithms all = tls::available_compression();
  if (all.size() < 2) return;
  Pair pair(compressing({all[0], all[1]}, {all[1], all[0]}));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  BOOST_TEST((pair.server_events.compressions == Algorithms{all[1]}));
}

BOOST_AUTO_TEST_CASE(nothing_is_compressed_for_a_peer_that_did_not_ask_or_cannot) {
  const Algorithms all = tls::available_compression();
  expect_certificate_as(compressing({}, all), "Certificate");
  expect_certificate_as(compressing(all, {}), "Certificate");
  if (all.size() >= 2) expect_certificate_as(compressing({all[0]}, {all[1]}), "Certificate");
}

BOOST_AUTO_TEST_CASE(what_would_not_get_shorter_is_sent_as_it_is) {
  base::Remembered<base::Bytes> known(1);
  BOOST_TEST(!tls::compressed(tls::Certificate{}, tls::available_compression(), known).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_kept_of_one_message_does_not_answer_for_another_one_or_another_algorithm) {
  base::Remembered<base::Bytes> known(8);
  const auto message = [](std::uint8_t filling) {
    return tls::Certificate{{}, {{vitrine::wire::Opaque<1, 16777215>(base::View(base::Bytes(500, filling))), {}}}};
  };
  const auto body = [&](std::uint8_t filling, Algorithm algorithm) {
    return tls::compressed(message(filling), {algorithm}, known)->compressed_certificate_message;
  };
  std::set<base::Bytes> bodies;
  for (int again = 0; again < 2; ++again)
    for (const Algorithm algorithm : tls::available_compression())
      for (const std::uint8_t filling : base::Bytes{1, 2}) bodies.insert(body(filling, algorithm));
  BOOST_TEST(bodies.size() == 2 * tls::available_compression().size());
}

BOOST_AUTO_TEST_CASE(a_client_certificate_travels_compressed_too) {
  for (const Algorithm algorithm : tls::available_compression()) {
    Setup setup = compressing({algorithm}, {algorithm});
    setup.server.client_authentication = tls::ClientAuthentication::required;
    setup.server.verify_client_chain = good;
    setup.client.credentials = long_chain();
    Pair pair(std::move(setup));
    pair.run();
    BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
    BOOST_TEST(has(pair.server_events.messages, "< CompressedCertificate"));
    BOOST_TEST(pair.server.session().peer_chain.size() == 3U);
  }
}

BOOST_AUTO_TEST_CASE(an_empty_answer_is_not_compressed) {
  Setup setup = compressing(tls::available_compression(), tls::available_compression());
  setup.server.client_authentication = tls::ClientAuthentication::requested;
  setup.server.verify_client_chain = good;
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  BOOST_TEST(has(pair.server_events.messages, "< Certificate"));
}

BOOST_AUTO_TEST_CASE(a_wrong_name_inside_is_refused_as_ever) {
  Setup setup = compressing(tls::available_compression(), tls::available_compression());
  setup.identity.host = "example.org";
  Pair pair(std::move(setup));
  pair.run();
  BOOST_TEST_REQUIRE(pair.client.failure().has_value());
  BOOST_TEST((pair.client.failure()->alert == tls::AlertDescription::bad_certificate), pair.describe());
}
