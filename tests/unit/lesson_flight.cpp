// What waits to be sent, as the events tell it. Tests common/lesson/flight.hpp.
#include "lesson/flight.hpp"

#include <boost/test/unit_test.hpp>

#include "support/endpoints.hpp"

using namespace tests;

namespace {

/// A client whose flights are looked at, and a server that answers it.
struct Fixture {
  explicit Fixture(tls::ServerConfig server_configuration = server_config())
      : server(tls::Connection::server(std::make_shared<const tls::ServerConfig>(std::move(server_configuration)),
                                       server_random, now())) {}

  /// The client's flight goes out, and the server's comes, `piece` bytes at a time.
  void exchange(std::size_t piece = 100'000) {
    server.receive(Pair::take(client));
    flight.sent();
    base::Bytes answer = Pair::take(server);
    for (base::View rest = answer; !rest.empty(); rest = rest.subspan(std::min(piece, rest.size())))
      client.receive(rest.first(std::min(piece, rest.size())));
  }

  vitrine::lesson::Flight flight;
  SeededRandom client_random{1};
  SeededRandom server_random{2};
  tls::Connection client = tls::Connection::client(std::make_shared<const tls::ClientConfig>(client_config()),
                                                   {"localhost", ""}, client_random, now(), &flight);
  tls::Connection server;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(lesson_flight)

BOOST_AUTO_TEST_CASE(the_first_flight_is_a_client_hello_and_answers_nothing) {
  const Fixture fixture;
  BOOST_TEST(fixture.flight.has_messages());
  BOOST_TEST(fixture.flight.first() == "ClientHello");
  BOOST_TEST(fixture.flight.answers().empty());
  const std::string size = std::to_string(fixture.client.output().size() - 1000);
  BOOST_TEST(fixture.flight.shown() == "ClientHello (1 " + size + " bytes in 1 record)");
  BOOST_TEST(fixture.flight.sentences().front() == "ClientHello         what the client can do, and its key shares");
}

BOOST_AUTO_TEST_CASE(the_second_answers_what_the_server_sent) {
  Fixture fixture;
  fixture.exchange();
  BOOST_TEST(fixture.flight.answers() == "ServerHello, EncryptedExtensions, Certificate, CertificateVerify, Finished");
  BOOST_TEST(fixture.flight.shown() == "Finished (64 bytes in 2 records)");
  BOOST_TEST(fixture.client.output().size() == 64U);
}

BOOST_AUTO_TEST_CASE(a_change_cipher_spec_alone_is_nothing_to_stop_for) {
  Fixture fixture;
  fixture.server.receive(Pair::take(fixture.client));
  fixture.flight.sent();
  const base::Bytes answer = Pair::take(fixture.server);
  const std::size_t server_hello = 5U + answer[3] * 256U + answer[4];
  fixture.client.receive(base::View(answer).first(server_hello));
  BOOST_TEST(fixture.client.output().size() == 6U);
  BOOST_TEST(!fixture.flight.has_messages());
  Pair::take(fixture.client);
  fixture.flight.sent();
  fixture.client.receive(base::View(answer).subspan(server_hello));
  BOOST_TEST(fixture.flight.shown() == "Finished (58 bytes in 1 record)");
  BOOST_TEST(fixture.flight.answers().starts_with("ServerHello, EncryptedExtensions"));
}

BOOST_AUTO_TEST_CASE(several_messages_of_one_flight_are_told_in_their_order) {
  tls::ServerConfig asking = server_config();
  asking.client_authentication = tls::ClientAuthentication::requested;
  asking.client_trust = client_config().trust;
  Fixture fixture(std::move(asking));
  fixture.exchange();
  BOOST_TEST(fixture.flight.first() == "Certificate");
  BOOST_TEST(fixture.flight.shown().starts_with("Certificate, Finished ("));
  BOOST_TEST(fixture.flight.sentences().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
