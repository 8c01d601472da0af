// See machines.hpp.
#include "machine/machines.hpp"

#include "support/resumption.hpp"

namespace tests {

namespace {

std::shared_ptr<const tls::TicketKeys> ticket_keys() {
  SeededRandom random(9);
  return std::make_shared<const tls::TicketKeys>(tls::TicketKeys::fresh(random, now()));
}

tls::ServerConfig config_of_server(Way way) {
  tls::ServerConfig config = server_config();
  config.ticket_keys = ticket_keys();
  if (way == Way::retried) config.preferences.groups = {tls::NamedGroup::secp256r1};
  if (way == Way::client_certificate) {
    config.client_authentication = tls::ClientAuthentication::required;
    config.verify_client_chain = [](const crypto::ChainToVerify&) {
      return crypto::ChainResult{crypto::Verdict::good, "", {}};
    };
  }
  if (way == Way::resumed) return config;
  const auto window = config.limits.early_data_window;
  config.max_early_data_size = 1000;
  config.replay_store = std::make_shared<tls::ReplayStore>(now() - 3 * window, window, 10);
  return config;
}

Exchange run(const Roles& roles) {
  const auto& [client, server] = roles;
  Exchange exchange;
  while (client->machine.name() != "CONNECTED" || server->machine.name() != "CONNECTED") {
    for (const base::Bytes& raw : client->sends()) {
      exchange.from_client.push_back(raw);
      server->receive(raw);
    }
    for (const base::Bytes& raw : server->sends()) {
      exchange.from_server.push_back(raw);
      client->receive(raw);
    }
  }
  client->sends();
  return exchange;
}

/// Of a plain handshake with new_server(). It is there for all who ask, though a client may use it once.
tls::ClientTicket a_ticket() {
  static const tls::ClientTicket first = [] {
    const Roles roles{new_client(), new_server()};
    run(roles);
    return std::move(roles.client->tickets.at(0));
  }();
  tls::ClientTicket ticket = copy_of(first);
  ticket.received = now();
  return ticket;
}

}  // namespace

std::unique_ptr<ClientRole> new_client(Way way) {
  tls::ClientConfig config = client_config();
  if (way == Way::client_certificate) config.credentials = server_config().credentials;
  tls::ServerIdentity server{"localhost", ""};
  if (way == Way::resumed || way == Way::early_data) server.ticket = a_ticket();
  server.offer_early_data = way == Way::early_data;
  return std::make_unique<ClientRole>(7, std::make_shared<tls::ClientConfig>(std::move(config)), std::move(server));
}

std::unique_ptr<ServerRole> new_server(Way way) {
  return std::make_unique<ServerRole>(8, std::make_shared<tls::ServerConfig>(config_of_server(way)));
}

Roles after_handshake(Way way) {
  Roles roles{new_client(way), new_server(way)};
  run(roles);
  return roles;
}

Exchange whole_handshake(Way way) { return run({new_client(way), new_server(way)}); }

std::vector<base::Bytes> one_of_each_message() {
  const Exchange mutual = whole_handshake(Way::client_certificate);
  std::vector<base::Bytes> all = mutual.from_client;
  all.insert(all.end(), mutual.from_server.begin(), mutual.from_server.end());
  all.push_back(whole_handshake(Way::retried).from_server.front());
  all.push_back(tls::encode(tls::CompressedCertificate{tls::CertificateCompressionAlgorithm::zlib, {4}, {0}}));
  all.push_back(tls::encode(tls::EndOfEarlyData{}));
  all.push_back(tls::encode(tls::KeyUpdate{}));
  for (unsigned type = 0; type < 256; ++type) {
    if (tls::find_entry(static_cast<tls::HandshakeType>(type)) == nullptr || type == 254) {
      all.push_back({static_cast<std::uint8_t>(type), 0, 0, 0});
    }
  }
  return all;
}

}  // namespace tests
