// See resumption.hpp.
#include "support/resumption.hpp"

#include <boost/test/unit_test.hpp>

namespace tests {

Setup setup_with_tickets() {
  Setup setup;
  SeededRandom random(77);
  setup.server.ticket_keys = std::make_shared<tls::TicketKeys>(tls::TicketKeys::fresh(random, setup.now));
  return setup;
}

Setup setup_with_early_data(std::uint32_t max_early_data_size) {
  Setup setup = setup_with_tickets();
  setup.server.max_early_data_size = max_early_data_size;
  const auto window = setup.server.limits.early_data_window;
  setup.server.replay_store = std::make_shared<tls::ReplayStore>(setup.now - 3 * window, window, 1000);
  return setup;
}

std::vector<tls::ClientTicket> tickets_of(const Setup& setup) {
  Pair pair(setup);
  pair.run();
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  return pair.client.take_tickets();
}

tls::ClientTicket copy_of(const tls::ClientTicket& ticket) {
  return {.ticket = ticket.ticket,
          .psk = ticket.psk.clone(),
          .cipher_suite = ticket.cipher_suite,
          .lifetime = ticket.lifetime,
          .ticket_age_add = ticket.ticket_age_add,
          .max_early_data_size = ticket.max_early_data_size,
          .received = ticket.received,
          .server_name = ticket.server_name,
          .alpn = ticket.alpn,
          .peer_chain = ticket.peer_chain,
          .own_certificate = ticket.own_certificate};
}

tls::ServerIdentity with_ticket(const Setup& setup) {
  std::vector<tls::ClientTicket> tickets = tickets_of(setup);
  BOOST_TEST_REQUIRE(!tickets.empty());
  return {setup.identity.host, setup.identity.server_name, std::move(tickets.front())};
}

std::unique_ptr<Pair> met_again(Setup setup, tls::ServerIdentity identity) {
  setup.seed += 100;
  auto pair = std::make_unique<Pair>(std::move(setup), std::move(identity));
  pair->run();
  return pair;
}

}  // namespace tests
