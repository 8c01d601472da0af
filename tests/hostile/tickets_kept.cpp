// Hostile rows P16 to P24 and K22: what a client makes of the tickets that it is sent. RFC 9846 §4.7.1.
#include <type_traits>

#include "hostile/psk.hpp"

using namespace tests;
using namespace tests::psk;

namespace {

tls::NewSessionTicket good() {
  tls::NewSessionTicket message;
  message.ticket_lifetime = 7200;
  message.ticket = wire::Opaque<1, 65535>(base::view_of("ticket"));
  return message;
}

/// What a client has of it after the conversation went on.
std::vector<tls::ClientTicket> kept_of(const tls::NewSessionTicket& message,
                                       const tls::ClientConfig& config = client_config()) {
  EvilServer evil(config);
  evil.run(EvilServer::Up::to_the_end);
  evil.send_message(tls::encode(message));
  expect_acceptance(evil);
  return evil.victim.take_tickets();
}

}  // namespace

static_assert(!std::is_copy_constructible_v<tls::ClientTicket>, "K22: a ticket is used once");

BOOST_AUTO_TEST_CASE(P16_a_ticket_is_kept_for_seven_days_at_most) {
  for (const std::uint32_t lifetime : {604'800U, 604'801U, 0xffffffffU}) {
    tls::NewSessionTicket message = good();
    message.ticket_lifetime = lifetime;
    const auto kept = kept_of(message);
    BOOST_TEST_REQUIRE(kept.size() == 1U);
    BOOST_TEST((kept.front().lifetime == tls::max_ticket_lifetime));
  }
}

BOOST_AUTO_TEST_CASE(P19_unknown_extensions_of_a_ticket_are_ignored) {
  tls::NewSessionTicket message = good();
  for (const unsigned type : {0x0a0aU, 1234U, 0xff01U})
    message.extensions.push_back({static_cast<ExtensionType>(type), {}});
  BOOST_TEST(kept_of(message).size() == 1U);
}

BOOST_AUTO_TEST_CASE(P20_a_ticket_with_lifetime_0_is_not_kept) {
  tls::NewSessionTicket message = good();
  message.ticket_lifetime = 0;
  BOOST_TEST(kept_of(message).empty());
}

BOOST_AUTO_TEST_CASE(P21_of_many_tickets_the_last_four_are_kept) {
  EvilServer evil;
  evil.run(EvilServer::Up::to_the_end);
  for (unsigned i = 0; i < 1000; ++i) {
    tls::NewSessionTicket message = good();
    message.ticket_age_add = i;
    evil.send_message(tls::encode(message));
    evil.send_data("x");
  }
  const auto kept = evil.victim.take_tickets();
  BOOST_TEST_REQUIRE(kept.size() == 4U);
  BOOST_TEST(kept.front().ticket_age_add == 996U);
  BOOST_TEST(kept.back().ticket_age_add == 999U);
}

BOOST_AUTO_TEST_CASE(P_a_tickets_age_counts_from_when_it_came) {
  EvilServer evil;
  evil.run(EvilServer::Up::to_the_end);
  const auto later = now() + std::chrono::hours(1);
  evil.victim.time_is(later);
  evil.send_message(tls::encode(good()));
  BOOST_TEST((evil.victim.take_tickets().front().received == later));
}

BOOST_AUTO_TEST_CASE(P_a_ticket_as_long_as_can_be_is_kept) {
  tls::NewSessionTicket message = good();
  message.ticket.assign(65535, 0x55);
  message.ticket_nonce.assign(255, 0xaa);
  BOOST_TEST(kept_of(message).size() == 1U);
}

BOOST_AUTO_TEST_CASE(P_the_early_data_of_a_ticket_is_four_bytes_or_decode_error) {
  for (const std::size_t size : {0U, 3U, 5U}) {
    EvilServer evil;
    evil.run(EvilServer::Up::to_the_end);
    evil.listen();
    tls::NewSessionTicket message = good();
    message.extensions.push_back({ExtensionType::early_data, wire::Opaque<0, 65535>(base::View(base::Bytes(size)))});
    evil.send_message(tls::encode(message));
    expect_refusal(evil, {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(P24_a_client_that_does_not_resume_ignores_tickets) {
  tls::ClientConfig config = client_config();
  config.psk_modes = {};
  BOOST_TEST(kept_of(good(), config).empty());
}

BOOST_AUTO_TEST_CASE(K22_tickets_are_given_out_once) {
  EvilServer evil;
  evil.run(EvilServer::Up::to_the_end);
  evil.send_message(tls::encode(good()));
  BOOST_TEST(evil.victim.take_tickets().size() == 1U);
  BOOST_TEST(evil.victim.take_tickets().empty());
}

BOOST_AUTO_TEST_CASE(K22_a_second_connection_has_no_ticket_left) {
  const Setup setup = setup_with_tickets();
  tls::ServerIdentity identity = with_ticket(setup);
  const auto first = met_again(setup, std::move(identity));
  BOOST_TEST(first->client.session().resumed);
  const auto second = met_again(setup, {"localhost", "", std::nullopt});
  BOOST_TEST(!second->client.session().resumed);
}
