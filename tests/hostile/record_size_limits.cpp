// What a peer may do wrong with record_size_limit: RFC 8449 §4.
#include "hostile/client_hello.hpp"
#include "hostile/server_flight.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;
using tls::ExtensionType;
using Up = EvilServer::Up;

tls::ServerConfig server_with_limit(std::uint16_t limit) {
  tls::ServerConfig config = server_config();
  config.record_size_limit = limit;
  return config;
}

tls::ClientConfig client_with_limit(std::uint16_t limit) {
  tls::ClientConfig config = client_config();
  config.record_size_limit = limit;
  return config;
}

tls::ClientHello hello_with_limit(EvilClient& evil, std::uint16_t limit) {
  tls::ClientHello hello = evil.hello();
  hello.extensions.add(tls::RecordSizeLimit{{}, limit});
  return hello;
}

tls::EncryptedExtensions answer(std::uint16_t limit) {
  tls::EncryptedExtensions message;
  message.extensions.add(tls::RecordSizeLimit{{}, limit});
  return message;
}

base::Bytes padded(EvilPeer& evil, base::View message, std::size_t inner_length) {
  return evil.sending->seal(tls::ContentType::handshake, message, inner_length - 1 - message.size());
}

/// A client with a limit of 1000 bytes whose server has given this answer, in a record of `inner_length` bytes.
void answer_with(EvilServer& evil, const tls::EncryptedExtensions& message, std::size_t inner_length) {
  evil.run(Up::to_encrypted_extensions);
  const base::Bytes raw = tls::encode(message);
  base::append(evil.transcript, raw);
  evil.deliver(padded(evil, raw, inner_length));
}

void limits_refused(const std::string& hex, const Alerts& alerts) {
  client_hello::refused(client_hello::body(ExtensionType::record_size_limit, hex), alerts);
  EvilServer evil(client_with_limit(1000));
  evil.run(Up::to_encrypted_extensions);
  tls::EncryptedExtensions message;
  message.extensions.push_back(server_flight::extension<tls::In::EE>(28, hex));
  evil.send(message);
  expect_refusal(evil, alerts);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_record_size_limit_below_64_is_illegal_parameter) {
  for (const std::string hex : {"0000", "0001", "003f"}) limits_refused(hex, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(a_record_size_limit_that_is_not_two_bytes_is_decode_error) {
  for (const std::string hex : {"", "40", "000040", "00000040"}) limits_refused(hex, {decode_error});
}

BOOST_AUTO_TEST_CASE(a_servers_record_size_limit_beyond_the_protocols_is_illegal_parameter) {
  for (const std::uint16_t limit : std::vector<std::uint16_t>{16386, 65535}) {
    EvilServer evil(client_with_limit(1000));
    evil.run(Up::to_encrypted_extensions);
    evil.send(answer(limit));
    expect_refusal(evil, {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(a_clients_record_size_limit_beyond_the_protocols_counts_as_that) {
  for (const std::uint16_t limit : std::vector<std::uint16_t>{16386, 65535}) {
    EvilClient evil;
    evil.say(hello_with_limit(evil, limit));
    evil.say_finished();
    BOOST_TEST(evil.encrypted_extensions->extensions.get<tls::RecordSizeLimit>()->record_size_limit == 16385);
    BOOST_TEST(evil.victim.session().record_size_limits->sending == 16385U);
    BOOST_TEST(evil.victim.send(base::Bytes(16385, 'x')));
    BOOST_TEST(records_of(evil.victim.output()).front().size() == 5U + 16385 + 16);
    expect_acceptance(evil);
  }
}

BOOST_AUTO_TEST_CASE(a_server_answers_only_a_client_that_asks) {
  EvilClient evil;
  evil.run();
  BOOST_TEST(!evil.encrypted_extensions->extensions.has(ExtensionType::record_size_limit));
}

BOOST_AUTO_TEST_CASE(a_record_size_limit_that_was_not_asked_for_is_unsupported_extension) {
  EvilServer evil;
  evil.run(Up::to_encrypted_extensions);
  evil.send(answer(1000));
  expect_refusal(evil, {unsupported_extension});
}

BOOST_AUTO_TEST_CASE(a_second_hello_with_another_record_size_limit_is_illegal_parameter) {
  tls::ServerConfig config = server_config();
  config.preferences.groups = {tls::NamedGroup::secp256r1};
  EvilClient evil(config);
  tls::ClientHello hello = hello_with_limit(evil, 1000);
  evil.say(hello);
  evil.offer_share(hello, tls::NamedGroup::secp256r1);
  hello.extensions.set(tls::RecordSizeLimit{{}, 1001});
  evil.send(hello);
  expect_refusal(evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(a_server_holds_a_client_to_its_limit_from_the_first_protected_record) {
  for (const std::size_t length : {64U, 65U}) {
    EvilClient evil(server_with_limit(64));
    evil.say(hello_with_limit(evil, 16385));
    evil.deliver(padded(evil, tls::encode(evil.finished()), length));
    if (length == 64) {
      evil.change_to_application_keys();
      expect_acceptance(evil);
    } else {
      expect_refusal(evil, {record_overflow});
    }
  }
}

BOOST_AUTO_TEST_CASE(a_client_holds_a_server_to_its_limit_from_the_record_that_agrees_to_it) {
  EvilServer first(client_with_limit(1000));
  answer_with(first, answer(16385), 1001);
  expect_refusal(first, {record_overflow});

  EvilServer second(client_with_limit(1000));
  answer_with(second, answer(16385), 1000);
  const base::Bytes certificate = tls::encode(second.certificate());
  second.deliver(padded(second, certificate, 1001));
  expect_refusal(second, {record_overflow});
}

BOOST_AUTO_TEST_CASE(application_data_beyond_the_limit_is_record_overflow_padding_counted) {
  for (const std::size_t padding : {0U, 1U, 998U}) {
    EvilClient client(server_with_limit(1000));
    client.say(hello_with_limit(client, 16385));
    client.say_finished();
    EvilServer server(client_with_limit(1000));
    answer_with(server, answer(16385), 1000);
    server.run(Up::to_certificate, Up::to_the_end);
    server.listen();
    for (EvilPeer* evil : {static_cast<EvilPeer*>(&client), static_cast<EvilPeer*>(&server)}) {
      const base::Bytes fits(999 - padding, 'x');
      evil->deliver(evil->sending->seal(tls::ContentType::application_data, fits, padding));
      BOOST_TEST((evil->got == fits));
      expect_acceptance(*evil);
      evil->deliver(evil->sending->seal(tls::ContentType::application_data, fits, padding + 1));
      expect_refusal(*evil, {record_overflow});
    }
  }
}

BOOST_AUTO_TEST_CASE(a_limit_that_only_one_side_spoke_of_limits_nobody) {
  EvilServer server(client_with_limit(64));
  server.run(Up::to_the_end);
  server.listen();
  server.send_data(std::string(16384, 'x'));
  expect_acceptance(server);

  EvilClient client(server_with_limit(64));
  client.run();
  client.send_data(std::string(16384, 'x'));
  expect_acceptance(client);
}
