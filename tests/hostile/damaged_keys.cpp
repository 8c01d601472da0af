// Hostile rows F03, F10: both sides did everything right, but not with the same secret. RFC 9846 §4.5.3, §5.2.
#include <boost/test/unit_test.hpp>

#include "support/evil_client.hpp"
#include "support/evil_server.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;
using Up = EvilServer::Up;

/// A secret of the same kind that differs in this bit.
tls::TrafficSecret damaged(const tls::TrafficSecret& secret, std::size_t bit) {
  crypto::Secret value = secret.value().clone();
  value.expose()[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
  return {secret.kind(), tls::CipherSuite::TLS_AES_128_GCM_SHA256, std::move(value)};
}

EvilKey damaged_key(const tls::TrafficSecret& secret, std::size_t bit) {
  return {tls::CipherSuite::TLS_AES_128_GCM_SHA256, damaged(secret, bit).value().expose()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(F10_a_damaged_secret_of_the_server_is_noticed_by_the_client) {
  for (std::size_t bit = 0; bit < 256; bit += 5) {
    EvilServer records;
    records.run(Up::to_encrypted_extensions);
    records.listen();
    records.sending = damaged_key(*records.server_handshake, bit);
    records.send(tls::EncryptedExtensions{});
    expect_refusal(records, {bad_record_mac});

    EvilServer finished;
    finished.run(Up::to_finished);
    finished.listen();
    finished.send(finished.finished_under(damaged(*finished.server_handshake, bit)));
    expect_refusal(finished, {decrypt_error});
  }
}

BOOST_AUTO_TEST_CASE(F10_a_damaged_secret_of_the_client_is_noticed_by_the_server) {
  for (std::size_t bit = 0; bit < 256; bit += 5) {
    EvilClient records;
    records.say(records.hello());
    records.sending = damaged_key(*records.client_handshake, bit);
    records.send(records.finished());
    expect_refusal(records, {bad_record_mac});

    EvilClient finished;
    finished.say(finished.hello());
    finished.send(finished.finished_under(damaged(*finished.client_handshake, bit)));
    expect_refusal(finished, {decrypt_error});
  }
}

BOOST_AUTO_TEST_CASE(F10_a_damaged_generation_after_the_handshake_is_bad_record_mac) {
  EvilServer server;
  server.run(Up::to_the_end);
  server.listen();
  server.sending = damaged_key(*server.server_handshake, 0);
  server.send_data("who is this?");
  expect_refusal(server, {bad_record_mac});
  EvilClient client;
  client.run();
  client.sending = damaged_key(*client.client_handshake, 0);
  client.send_data("who is this?");
  expect_refusal(client, {bad_record_mac});
}

BOOST_AUTO_TEST_CASE(F03_a_finished_under_the_victims_own_key_is_decrypt_error) {
  EvilServer server;
  server.run(Up::to_finished);
  server.listen();
  server.send(server.finished_under(*server.client_handshake));
  expect_refusal(server, {decrypt_error});
}
