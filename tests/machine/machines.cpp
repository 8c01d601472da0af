// See machines.hpp.
#include "machine/machines.hpp"

namespace tests {

std::unique_ptr<ClientRole> new_client() {
  return std::make_unique<ClientRole>(7, std::make_shared<tls::ClientConfig>(client_config()),
                                      tls::ServerIdentity{"localhost", ""});
}

std::unique_ptr<ServerRole> new_server(Retry retry) {
  tls::ServerConfig config = server_config();
  if (retry == Retry::yes) config.preferences.groups = {tls::NamedGroup::secp256r1};
  return std::make_unique<ServerRole>(8, std::make_shared<tls::ServerConfig>(std::move(config)));
}

Exchange whole_handshake(Retry retry) {
  const auto client = new_client();
  const auto server = new_server(retry);
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
  return exchange;
}

base::Bytes a_certificate_request() {
  tls::CertificateRequest request;
  request.extensions.add(tls::SignatureSchemeList{{}, {tls::SignatureScheme::ed25519}});
  return tls::encode(request);
}

std::vector<base::Bytes> one_of_each_message() {
  const Exchange plain = whole_handshake(Retry::no);
  const Exchange retried = whole_handshake(Retry::yes);
  std::vector<base::Bytes> all = plain.from_client;                           // ClientHello, Finished
  all.insert(all.end(), plain.from_server.begin(), plain.from_server.end());  // ServerHello ... Finished
  all.push_back(retried.from_server.front());                                 // HelloRetryRequest
  all.push_back(a_certificate_request());
  all.push_back(tls::encode(tls::CompressedCertificate{tls::CertificateCompressionAlgorithm::zlib, {4}, {0}}));
  all.push_back(tls::encode(tls::EndOfEarlyData{}));
  all.push_back(tls::encode(tls::KeyUpdate{}));
  tls::NewSessionTicket ticket;
  ticket.ticket = vitrine::wire::Opaque<1, 65535>(base::view_of("ticket"));
  all.push_back(tls::encode(ticket));
  for (unsigned type = 0; type < 256; ++type) {
    if (tls::find_entry(static_cast<tls::HandshakeType>(type)) == nullptr || type == 254) {
      all.push_back({static_cast<std::uint8_t>(type), 0, 0, 0});
    }
  }
  return all;
}

}  // namespace tests
