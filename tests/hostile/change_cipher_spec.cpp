// Hostile rows X: change_cipher_spec, the peer's and ours. RFC 9846 §5, Appendix E.4.
#include <boost/test/unit_test.hpp>

#include "support/evil_stages.hpp"
#include "support/waiting_states.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;
using tls::ContentType;

void deliver_change_cipher_spec(EvilPeer& evil, const base::Bytes& body = {1}) {
  evil.deliver(raw_record(ContentType::change_cipher_spec, body));
}

}  // namespace

BOOST_AUTO_TEST_CASE(X01_change_cipher_spec_before_the_first_client_hello_is_unexpected_message) {
  EvilClient evil;
  deliver_change_cipher_spec(evil);
  expect_refusal(evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(X02_X08_change_cipher_spec_during_the_handshake_changes_nothing) {
  EvilServer server;
  deliver_change_cipher_spec(server);  // even before ServerHello
  server.run(EvilServer::Up::to_certificate);
  deliver_change_cipher_spec(server);
  server.run(EvilServer::Up::to_certificate, EvilServer::Up::to_the_end);
  expect_acceptance(server);

  EvilClient client;
  client.say(client.hello());
  deliver_change_cipher_spec(client);
  client.say_finished();
  expect_acceptance(client);
}

BOOST_AUTO_TEST_CASE(X03_change_cipher_spec_with_another_body_is_unexpected_message) {
  for (const base::Bytes& body :
       {base::Bytes{0}, base::Bytes{2}, base::Bytes{}, base::Bytes{1, 1}, base::Bytes(16384, 1)}) {
    in_every_state([&body](EvilPeer& evil) {
      deliver_change_cipher_spec(evil, body);
      expect_refusal(evil, {unexpected_message});
    });
  }
}

BOOST_AUTO_TEST_CASE(X05_change_cipher_spec_after_the_handshake_is_unexpected_message) {
  against_both(Stage::established, [](EvilPeer& evil) {
    deliver_change_cipher_spec(evil);
    expect_refusal(evil, {unexpected_message});
  });
}

BOOST_AUTO_TEST_CASE(X06_the_third_change_cipher_spec_is_unexpected_message) {
  against_both(Stage::during_handshake, [](EvilPeer& evil) {
    deliver_change_cipher_spec(evil);
    deliver_change_cipher_spec(evil);
    BOOST_TEST((evil.victim.status() == tls::Status::handshaking));
    deliver_change_cipher_spec(evil);
    expect_refusal(evil, {unexpected_message});
  });
}

BOOST_AUTO_TEST_CASE(X07_change_cipher_spec_between_fragments_is_unexpected_message) {
  against_both(Stage::during_handshake, [](EvilPeer& evil) {
    evil.send_record(ContentType::handshake, base::Bytes{8, 0, 0});
    deliver_change_cipher_spec(evil);
    expect_refusal(evil, {unexpected_message});
  });
}

BOOST_AUTO_TEST_CASE(X09_a_session_id_is_answered_by_exactly_one_change_cipher_spec) {
  for (const std::size_t size : {0U, 1U, 32U}) {
    EvilClient evil;
    tls::ClientHello hello = evil.hello();
    hello.legacy_session_id.assign(size, 0x77);
    evil.say(hello);
    BOOST_TEST((evil.server_hello->legacy_session_id_echo == hello.legacy_session_id));
    BOOST_TEST(evil.change_cipher_specs == (size == 0 ? 0U : 1U));
    evil.say_finished();
    expect_acceptance(evil);
  }
}

BOOST_AUTO_TEST_CASE(X09_change_cipher_spec_stands_right_behind_the_first_message_of_the_server) {
  for (const bool retried : {false, true}) {
    EvilClient evil;
    tls::ClientHello hello = evil.hello();
    if (retried) hello.extensions.set(tls::KeyShareClientHello{});
    evil.send(hello);
    const std::vector<base::Bytes> records = records_of(evil.victim.output());
    BOOST_TEST_REQUIRE(records.size() >= 2U);
    BOOST_TEST(records[0].front() == 22);
    BOOST_TEST((records[1] == base::Bytes{20, 3, 3, 0, 1, 1}));
    for (std::size_t i = 2; i < records.size(); ++i) BOOST_TEST(records[i].front() == 23);
  }
}

BOOST_AUTO_TEST_CASE(X09_after_a_hello_retry_request_there_is_still_one_change_cipher_spec) {
  EvilClient evil;
  tls::ClientHello hello = evil.hello();
  hello.extensions.set(tls::KeyShareClientHello{});
  evil.say(hello);
  BOOST_TEST_REQUIRE(evil.retry.has_value());
  evil.offer_share(hello, tls::NamedGroup::X25519MLKEM768);
  evil.say(hello);
  evil.say_finished();
  expect_acceptance(evil);
  BOOST_TEST(evil.change_cipher_specs == 1U);
}
