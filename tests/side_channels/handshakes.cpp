// Whole handshakes, with what both sides know beforehand hidden: binders, Finished, tickets and cookies in the code
// that really uses them, and all the rest of the engine beside them.
#include <array>

#include "crypto/key_exchange.hpp"
#include "side_channels/watched.hpp"
#include "support/endpoints.hpp"

namespace side_channels {
namespace {

namespace tls = vitrine::tls;
using tests::SeededRandom;

struct Configs {
  tls::ClientConfig client;
  tls::ServerConfig server;
};

Configs plain() {
  Configs configs{tests::client_config(), tests::server_config()};
  configs.client.preferences.groups = configs.client.key_shares = {tls::NamedGroup::x25519};
  return configs;
}

std::shared_ptr<const tls::ExternalPsk> hidden_psk() {
  return std::make_shared<const tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("somebody")), hidden(32)});
}

/// What went over the network is known to everybody.
bool carry(tls::Connection& from, tls::Connection& to) {
  const base::Bytes bytes = base::copy_of(from.output());
  from.sent(bytes.size());
  reveal(bytes);
  to.receive(bytes);
  while (!to.plaintext().empty()) to.consume(to.plaintext().size());
  return !bytes.empty();
}

/// The outcome of a handshake, and the client's tickets.
struct Meeting {
  tls::Status client;
  tls::Status server;
  bool resumed;
  std::vector<tls::ClientTicket> tickets;
};

Meeting meet(const Configs& configs, std::optional<tls::ClientTicket> ticket = {}) {
  SeededRandom client_random(1);
  SeededRandom server_random(2);
  auto client = tls::Connection::client(std::make_shared<tls::ClientConfig>(configs.client),
                                        {"localhost", "", std::move(ticket)}, client_random, tests::now());
  auto server = tls::Connection::server(std::make_shared<tls::ServerConfig>(configs.server), server_random,
                                        tests::now(), nullptr, {"here"});
  while (carry(client, server) || carry(server, client)) continue;
  const crypto::Secret text = hidden(500);
  if (client.send(text.expose()) && client.update_keys(tls::KeyUpdateRequest::update_requested)) {
    (void)server.send(text.expose());
    while (carry(client, server) || carry(server, client)) continue;
  }
  return {client.status(), server.status(), server.session().resumed, client.take_tickets()};
}

void expect(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

void with_psk() {
  Configs configs = plain();
  configs.client.external_psks = configs.server.external_psks = {hidden_psk()};
  const Meeting meeting = meet(configs);
  expect(meeting.server == tls::Status::established && meeting.resumed, "a handshake with a pre-shared key");
}

void with_another_psk() {
  Configs configs = plain();
  configs.client.external_psks = {hidden_psk()};
  crypto::Secret other(32);
  other.expose().front() = 1;
  hide(other.expose());
  configs.server.external_psks = {std::make_shared<const tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("somebody")), std::move(other)})};
  expect(meet(configs).server == tls::Status::failed, "a wrong binder is refused");
}

/// Its long outputs are secret: keys. The names of ticket keys and nonces are shorter, and are not.
class RandomOfKeys final : public crypto::Random {
 public:
  void fill(base::MutableView out) override {
    source_.fill(out);
    if (out.size() == 32) hide(out);
  }

 private:
  SeededRandom source_{3};
};

std::shared_ptr<const tls::TicketKeys> hidden_ticket_keys() {
  RandomOfKeys random;
  return std::make_shared<const tls::TicketKeys>(tls::TicketKeys::fresh(random, tests::now()));
}

void with_tickets() {
  Configs configs = plain();
  configs.server.ticket_keys = hidden_ticket_keys();
  std::vector<tls::ClientTicket> tickets = meet(configs).tickets;
  expect(tickets.size() == 2, "tickets are given");
  hide(tickets[0].psk.expose());
  tickets[1].ticket.back() ^= 1U;
  expect(meet(configs, std::move(tickets[0])).resumed, "a ticket resumes");
  expect(!meet(configs, std::move(tickets[1])).resumed, "a damaged one does not");
}

void with_cookies() {
  Configs configs = plain();
  configs.server.ticket_keys = hidden_ticket_keys();
  configs.server.stateless_retry = true;
  expect(meet(configs).server == tls::Status::established, "a handshake with a cookie");
}

}  // namespace

std::span<const Piece> pieces_of_handshakes() {
  static constexpr std::array all{
      Piece{"F12_a_handshake_with_a_pre_shared_key_and_its_binders", with_psk},
      Piece{"F12_a_handshake_with_a_wrong_binder", with_another_psk},
      Piece{"F12_giving_and_taking_tickets", with_tickets},
      Piece{"F12_giving_and_taking_cookies", with_cookies},
  };
  return all;
}

}  // namespace side_channels
