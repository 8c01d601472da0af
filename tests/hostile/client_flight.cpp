// Hostile rows F, C14 to C17 and Q09 for servers: what clients send last. RFC 9846 §4.5.3.
#include <boost/test/unit_test.hpp>

#include "support/evil_client.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;
using tls::ContentType;

void refused(const std::function<void(EvilClient&)>& deed, const Alerts& alerts) {
  EvilClient evil;
  evil.say(evil.hello());
  deed(evil);
  expect_refusal(evil, alerts);
  BOOST_TEST(evil.got.empty());
}

}  // namespace

BOOST_AUTO_TEST_CASE(F01_F09_each_bit_of_the_clients_verify_data_counts) {
  for (std::size_t bit = 0; bit < 256; ++bit) {
    refused(
        [bit](EvilClient& evil) {
          tls::Finished finished = evil.finished();
          finished.verify_data[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
          evil.send(finished);
          evil.change_to_application_keys();
          evil.send_data("let me in");
        },
        {decrypt_error});
  }
}

BOOST_AUTO_TEST_CASE(F02_a_client_finished_of_another_length_is_decode_error) {
  for (const std::size_t size : {0U, 1U, 31U, 33U, 48U, 65536U, 196608U}) {
    refused(
        [size](EvilClient& evil) {
          tls::Finished finished = evil.finished();
          finished.verify_data.resize(size);
          evil.send(finished);
        },
        {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(F03_the_servers_own_finished_reflected_is_decrypt_error) {
  refused([](EvilClient& evil) { evil.send_message(base::Bytes(evil.heard.back())); }, {decrypt_error});
}

BOOST_AUTO_TEST_CASE(F04_a_client_finished_in_the_clear_is_unexpected_message) {
  refused([](EvilClient& evil) { evil.deliver(raw_record(ContentType::handshake, tls::encode(evil.finished()))); },
          {unexpected_message});
}

BOOST_AUTO_TEST_CASE(F06_a_second_client_finished_is_unexpected_message) {
  EvilClient evil;
  evil.say(evil.hello());
  const tls::Finished finished = evil.finished();
  evil.say_finished();
  evil.send(finished);
  expect_refusal(evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(F07_bytes_behind_the_clients_finished_are_unexpected_message) {
  for (const base::Bytes& more : {base::Bytes{24}, tls::encode(tls::KeyUpdate{})}) {
    refused(
        [&](EvilClient& evil) {
          evil.send_record(ContentType::handshake, base::concat({tls::encode(evil.finished()), more}));
        },
        {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(C14_C15_C16_C17_Q09_S01_any_other_message_in_place_of_finished_is_unexpected_message) {
  for (unsigned type = 0; type < 256; ++type) {
    if (type == 20) continue;
    refused([type](EvilClient& evil) { evil.send_message(raw_message(type, base::Bytes(4, 0))); },
            {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(C15_data_in_place_of_finished_is_never_delivered) {
  refused([](EvilClient& evil) { evil.send_data("under handshake keys"); }, {unexpected_message});
  refused(
      [](EvilClient& evil) {
        evil.change_to_application_keys();
        evil.send_data("under application keys");
      },
      {bad_record_mac});
}

BOOST_AUTO_TEST_CASE(F18_a_client_whose_finished_is_lost_is_a_failed_handshake) {
  EvilClient evil;
  evil.say(evil.hello());
  evil.victim.received_end();
  expect_end_without_alert(evil, tls::Failure::Origin::truncated);
  BOOST_TEST(!evil.victim.send(base::view_of("secret")));
}

BOOST_AUTO_TEST_CASE(F18_a_client_whose_finished_is_lost_reports_a_truncation_of_its_own) {
  Pair pair;
  pair.give(pair.server, Pair::take(pair.client));
  pair.give(pair.client, Pair::take(pair.server));
  BOOST_TEST_REQUIRE((pair.client.status() == tls::Status::established), pair.describe());
  for (tls::Connection* one : {&pair.client, &pair.server}) {
    BOOST_TEST((one->received_end() == tls::Status::failed));
    BOOST_TEST((one->failure()->origin == tls::Failure::Origin::truncated));
  }
}

BOOST_AUTO_TEST_CASE(F09_the_server_sends_no_data_before_the_clients_finished) {
  EvilClient evil;
  evil.say(evil.hello());
  BOOST_TEST(!evil.victim.send(base::view_of("secret")));
  evil.listen();
  BOOST_TEST(evil.data.empty());
}
