// See run_connection.hpp.
#include "shim/run_connection.hpp"

#include "shim/conversation.hpp"
#include "shim/credentials.hpp"

namespace shim {
namespace {

vitrine::crypto::Time now(const Memory& memory) {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + memory.clock_offset;
}

tls::Connection connection(const Settings& settings, Memory& memory, Observer& observer) {
  auto& random = vitrine::crypto::system_random();
  if (settings.server) return tls::Connection::server(server_config(settings, memory), random, now(memory), &observer);
  return tls::Connection::client(client_config(settings, memory), server_identity(settings), random, now(memory),
                                 &observer);
}

/// TLS 1.3 is all that we have; without it only an error is left to give.
void check_versions(const Settings& settings) {
  expect(settings.versions_off != all_versions, "NO_VERSION_LEFT");
  if ((settings.versions_off & tls13) != 0) throw Unsupported("TLS 1.3 is the only version here");
}

/// A client that is left by its server has got a ticket before.
void check_session(const Settings& settings, const Observer& observer) {
  if (settings.server || settings.shim_shuts_down) return;
  expect(settings.expect_no_session || observer.got_ticket, "MISSED_SESSION");
  expect(!settings.expect_no_session || !observer.got_ticket, "UNEXPECTED_SESSION");
}

}  // namespace

void run_connection(const Runner& runner, const Settings& settings, Which which, Memory& memory) {
  check_versions(settings);
  Observer observer;
  tls::Connection engine = connection(settings, memory, observer);
  Socket socket(runner);
  Link link(socket, engine, settings.async ? Link::Pace::one_byte : Link::Pace::as_they_come);
  Conversation conversation(settings, link, engine, observer);

  if (!settings.implicit_handshake) {
    conversation.handshake();
    if (observer.peer_signature) memory.peer_signature = observer.peer_signature;
    check_handshake(settings, {engine.session(), observer, memory, which});
  }
  conversation.say_first();
  if (settings.send_alert) return;
  if (!settings.shim_shuts_down) conversation.echo();
  check_session(settings, observer);
  conversation.close();
}

}  // namespace shim
