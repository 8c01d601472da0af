// What comes back from outside and was ours once: a server's tickets and cookies, a client's saved tickets, the file of
// ticket keys. Whatever is not ours gives nothing; what reads is written again as what it says, and serves a handshake
// that ends in nothing worse than a refusal. Cookies and tickets are sealed here, so that their insides are reached.
#include "fuzz/target.hpp"
#include "fuzz/victim.hpp"
#include "support/resumption.hpp"
#include "tls/saved_ticket.hpp"
#include "tls/server/ticket.hpp"

namespace fuzz {
namespace {

namespace server = tls::server;

base::Bytes sealed(base::View contents) {
  tests::SeededRandom random(4);
  return ticket_keys()->seal(contents, random);
}

/// What the insides say, when they are written by us.
base::Bytes written(const server::TicketContents& contents) {
  tests::SeededRandom random(4);
  return server::seal(contents, *ticket_keys(), random);
}

tls::ServerConfig server_with_tickets() {
  tls::ServerConfig config = cached_server_config();
  config.ticket_keys = ticket_keys();
  config.stateless_retry = true;
  const auto window = config.limits.early_data_window;
  config.max_early_data_size = 1000;
  config.replay_store = std::make_shared<tls::ReplayStore>(tests::now() - 3 * window, window, 10);
  return config;
}

/// A client comes to our server with it, knowing the key that it says.
void resume_with(const base::Bytes& ticket, const crypto::Secret& key) {
  tls::ServerConfig config = server_with_tickets();
  config.stateless_retry = false;
  EvilClient evil(config);
  auto psk = std::make_shared<tests::EvilPsk>(ticket, key.expose());
  psk->kind = tls::PskKind::resumption;
  evil.say(evil.hello(), {psk});
  check_manners(evil);
}

void check_sealed(base::View contents) {
  const base::Bytes ticket = sealed(contents);
  const auto opened = server::open_ticket(ticket, *ticket_keys());
  base::Bytes damaged = ticket;
  damaged.back() ^= 1U;
  ensure(!server::open_ticket(damaged, *ticket_keys()), "a damaged ticket is none");
  if (!opened) return resume_with(ticket, crypto::Secret(32));
  const base::Bytes again = written(*opened);
  const auto reopened = server::open_ticket(again, *ticket_keys());
  ensure(reopened && written(*reopened) == again, "a ticket says the same when it is written again");
  resume_with(ticket, opened->psk);
}

void check_foreign(base::View ticket) {
  ensure(!server::open_ticket(ticket, *ticket_keys()), "a ticket of nobody's is none");
}

void check_cookie(base::View contents) {
  const tls::ServerConfig config = server_with_tickets();
  EvilClient evil(config);
  tls::ClientHello hello = evil.hello();
  const base::Bytes cookie = sealed(contents);
  hello.extensions.add(tls::Cookie{{}, wire::Opaque<1, 65535>(base::View(cookie))});
  evil.deliver(tests::raw_record(tls::ContentType::handshake, tls::encode(hello)));
  check_manners(evil);
}

base::Bytes bytes_of(const tls::ClientTicket& ticket) { return base::copy_of(tls::to_bytes(ticket).expose()); }

void check_saved(base::View bytes) {
  std::optional<tls::ClientTicket> ticket = tls::ticket_from(bytes);
  if (!ticket) return;
  const base::Bytes saved = bytes_of(*ticket);
  const auto again = tls::ticket_from(saved);
  ensure(again && bytes_of(*again) == saved, "a saved ticket says the same when it is saved again");
  tls::ServerIdentity identity{"localhost", "", std::move(ticket), true};
  EvilServer evil(cached_client_config(), std::move(identity));
  check_manners(evil);
  ensure(evil.heard.size() == 1, "a client with any ticket says hello");
}

void check_keys(std::string_view text) {
  try {
    const crypto::Secret again = tls::TicketKeys::from_text(text).to_text();
    const crypto::Secret twice = tls::TicketKeys::from_text(base::text_of(again.expose())).to_text();
    ensure(std::ranges::equal(again.expose(), twice.expose()), "ticket keys are read as they were written");
  } catch (const std::invalid_argument& error) {
    ensure(!std::string_view(error.what()).empty(), "a refusal has words");
  }
}

}  // namespace

void on::tickets(base::View input) {
  Input parts(input);
  const std::uint8_t how = parts.byte();
  const base::View bytes = parts.rest();
  switch (how % 5) {
    case 0:
      return check_sealed(bytes);
    case 1:
      return check_foreign(bytes);
    case 2:
      return check_cookie(bytes);
    case 3:
      return check_saved(bytes);
    default:
      return check_keys(base::text_of(bytes));
  }
}

}  // namespace fuzz
