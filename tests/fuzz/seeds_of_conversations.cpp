// See seeds.hpp. The targets that take a network's bytes, and what our own sides hand out in a conversation: tickets,
// cookies. The two sides draw the same random bytes every time, so what one of them said fits the other again.
#include "fuzz/seeds.hpp"
#include "fuzz/victim.hpp"
#include "tls/saved_ticket.hpp"

namespace fuzz {
namespace {

using tests::Pair;

const base::Bytes whole(1, 0xff);  // cut into pieces of 256 bytes

/// Carries bytes between the one that a target attacks and its peer until nobody has any. Returns the peer's.
base::Bytes stream_of(tls::Connection& peer, EvilPeer& evil, base::Bytes first) {
  base::Bytes stream;
  for (base::Bytes bytes = std::move(first); !bytes.empty(); bytes = Pair::take(evil.victim)) {
    peer.receive(bytes);
    const base::Bytes answer = Pair::take(peer);
    base::append(stream, answer);
    evil.deliver(answer);
  }
  (void)peer.send(base::view_of("hello"));
  (void)peer.update_keys();
  peer.close();
  base::append(stream, Pair::take(peer));
  return stream;
}

base::Bytes servers_stream(const tls::ServerConfig& config) {
  EvilServer evil(cached_client_config());
  tests::SeededRandom random(8);
  auto peer = tls::Connection::server(std::make_shared<tls::ServerConfig>(config), random, tests::now());
  return stream_of(peer, evil, tests::raw_record(tls::ContentType::handshake, evil.transcript));
}

base::Bytes clients_stream() {
  EvilClient evil(cached_server_config());
  tests::SeededRandom random(8);
  auto peer = tls::Connection::client(std::make_shared<tls::ClientConfig>(cached_client_config()), {"localhost", ""},
                                      random, tests::now());
  const base::Bytes hello = Pair::take(peer);
  evil.deliver(hello);
  return base::concat({hello, stream_of(peer, evil, Pair::take(evil.victim))});
}

void add_streams(const Seeds& seeds) {
  tls::ServerConfig with_tickets = cached_server_config();
  with_tickets.ticket_keys = ticket_keys();
  tls::ServerConfig retrying = with_tickets;
  retrying.stateless_retry = true;
  seeds.add("client_records", "conversation", base::concat({whole, servers_stream(with_tickets)}));
  seeds.add("client_records", "retry", base::concat({whole, servers_stream(retrying)}));
  seeds.add("client_records", "alert", std::string_view("\xff\x15\x03\x03\x00\x02\x02\x28", 8));
  const base::Bytes canceled = tests::raw_record(tls::ContentType::alert, base::Bytes{1, 90});
  seeds.add("client_records", "warnings", base::concat({whole, canceled, canceled, canceled, canceled}));
  const base::Bytes hello = tls::encode(EvilClient().hello(tls::NamedGroup::secp256r1));
  seeds.add("server_records", "secp256r1",
            base::concat({whole, tests::raw_record(tls::ContentType::handshake, hello)}));
  seeds.add("server_records", "conversation", base::concat({whole, clients_stream()}));
  for (const std::string target : {"client_records", "server_records"}) {
    seeds.add(target, "http", "\x08GET / HTTP/1.1\r\n\r\n");
    seeds.add(target, "ccs", std::string_view("\xff\x14\x03\x03\x00\x01\x01", 7));
  }
}

/// What is sealed in a ticket or cookie of ours.
base::Bytes inside(base::View sealed) { return base::copy_of(ticket_keys()->open(sealed).value().expose()); }

tls::ClientTicket kept() {
  return {.ticket = {1, 2, 3},
          .psk = crypto::Secret(32),
          .cipher_suite = tls::CipherSuite::TLS_AES_128_GCM_SHA256,
          .lifetime = std::chrono::hours(1),
          .ticket_age_add = 7,
          .max_early_data_size = 1000,
          .received = tests::now(),
          .server_name = "localhost",
          .alpn = "vitrine/1",
          .peer_chain = cached_server_config().credentials.front()->chain,
          .own_certificate = base::Bytes()};
}

base::Bytes cookie() {
  tls::ServerConfig config = cached_server_config();
  config.ticket_keys = ticket_keys();
  config.stateless_retry = true;
  EvilClient evil(config);
  evil.say(evil.hello());
  return inside(evil.retry.value().extensions.get<tls::Cookie>().value().cookie);
}

void add_tickets(const Seeds& seeds) {
  tests::SeededRandom random(4);
  const auto add = [&seeds](const std::string& name, std::uint8_t how, base::View bytes) {
    seeds.add("tickets", name, base::concat({base::Bytes{how}, bytes}));
  };
  const base::Bytes sealed = tls::server::seal(ticket_contents(), *ticket_keys(), random);
  const auto strangers_keys = tls::TicketKeys::fresh(random, tests::now());
  add("sealed", 0, inside(sealed));
  add("foreign", 1, tls::server::seal(ticket_contents(), strangers_keys, random));
  add("cookie", 2, cookie());
  add("saved", 3, tls::to_bytes(kept()).expose());
  add("keys", 4, ticket_keys()->to_text().expose());
}

}  // namespace

void add_seeds_of_conversations(const Seeds& seeds) {
  add_streams(seeds);
  add_tickets(seeds);
}

}  // namespace fuzz
