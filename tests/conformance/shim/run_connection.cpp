// See run_connection.hpp.
#include "shim/run_connection.hpp"

#include "shim/configuration.hpp"
#include "shim/conversation.hpp"

namespace shim {
namespace {

/// A connection that is under way: the engine, its watcher and its socket.
struct Running {
  Running(const Runner& runner, const Settings& settings, const MakeEngine& make)
      : engine(make(observer)),
        socket(runner),
        link(socket, engine, settings.async ? Link::Pace::one_byte : Link::Pace::as_they_come) {}

  Observer observer;
  tls::Connection engine;
  Socket socket;
  Link link;
};

/// TLS 1.3 is all that we have; without it only an error is left to give.
void check_versions(const Settings& settings) {
  expect(settings.versions_off != all_versions, "NO_VERSION_LEFT");
  if ((settings.versions_off & tls13) != 0) throw Unsupported("TLS 1.3 is the only version here");
}

/// A client that is left by its server has got a ticket before.
void take_tickets(const Settings& settings, Running& running, Memory& memory) {
  if (settings.server) return;
  std::vector<tls::ClientTicket> tickets = running.engine.take_tickets();
  const bool got_one = !tickets.empty();
  if (got_one) memory.ticket = std::move(tickets.back());
  if (settings.shim_shuts_down) return;
  expect(got_one || settings.expect_no_session, "MISSED_SESSION");
  expect(!got_one || !settings.expect_no_session, "UNEXPECTED_SESSION");
  if (!got_one) return;
  expect((memory.ticket->max_early_data_size > 0) == settings.expect_ticket_supports_early_data,
         "UNEXPECTED_EARLY_DATA_IN_TICKET");
}

/// A client whose early data is refused goes on as the flags for the retry have it.
const Settings& after_early_data(const CommandLine& line, const Settings& settings, const tls::Session& session) {
  const bool refused = !settings.server && session.early_data != tls::EarlyData::accepted;
  if (!refused) return settings;
  expect(settings.expect_reject_early_data, "EARLY_DATA_REJECTED");
  return line.retried;
}

void check(const Settings& settings, const Running& running, Which which, Memory& memory) {
  const tls::Session& session = running.engine.session();
  if (!session.resumed) {
    memory.peer_signature = running.observer.peer_signature;
    memory.ocsp_response = session.ocsp_response;
    memory.signed_certificate_timestamps = session.signed_certificate_timestamps;
  }
  check_handshake(settings, {session, running.observer, memory, which});
}

void finish(const Settings& settings, Running& running, Memory& memory) {
  if (settings.send_alert) return;
  Conversation conversation(settings, running.link, running.engine, running.observer);
  if (!settings.shim_shuts_down) conversation.echo();
  take_tickets(settings, running, memory);
  conversation.close();
}

}  // namespace

void run_connection(const CommandLine& line, Which which, Memory& memory) {
  const Settings& settings = which == Which::initial ? line.initial : line.resumed;
  check_versions(settings);
  const bool may_be_retried = which == Which::resumed && !settings.server && settings.enable_early_data;
  const Wishes wishes{settings, may_be_retried ? line.retried : settings};
  Running running(line.runner, settings, engine_maker(wishes, which, memory));
  Conversation conversation(settings, running.link, running.engine, running.observer);

  const bool early = !settings.server && running.engine.session().early_data != tls::EarlyData::not_offered;
  if (early) conversation.say_first();
  if (early || !settings.implicit_handshake) conversation.handshake();
  const Settings& from_now = early ? after_early_data(line, settings, running.engine.session()) : settings;
  if (!settings.implicit_handshake) check(from_now, running, which, memory);
  if (&from_now != &settings || !early) {
    Conversation(from_now, running.link, running.engine, running.observer).say_first();
  }
  finish(from_now, running, memory);
}

}  // namespace shim
