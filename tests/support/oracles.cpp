// See oracles.hpp.
#include "support/oracles.hpp"

#include <algorithm>
#include <array>

namespace tests {
namespace {

using tls::Status;

/// Collects the rules that do not hold.
struct Judge {
  Complaints found;
  void must(bool holds, std::string_view words) {
    if (!holds) found.emplace_back(words);
  }
};

bool is_prefix(base::View part, base::View whole) { return base::text_of(whole).starts_with(base::text_of(part)); }
bool is_same(base::View a, base::View b) { return base::text_of(a) == base::text_of(b); }

/// §6.2: one fatal alert, nothing behind it, and none in answer to one.
void judge_alerts(Judge& judge, const End& end) {
  const auto errors = std::ranges::count_if(end.events.alerts_sent, [](tls::AlertDescription alert) {
    return alert != tls::AlertDescription::close_notify && alert != tls::AlertDescription::user_canceled;
  });
  judge.must(errors <= 1, "at most one alert");
  const auto at = end.events.records_at_fatal_alert;
  judge.must(!at || end.events.records.size() <= *at + 1, "nothing is sent behind a fatal alert");
  const auto& failure = end.connection.failure();
  judge.must(!failure || failure->origin == tls::Failure::Origin::ours || errors == 0, "an alert is not answered");
}

/// Whatever it knew is gone.
void judge_failed(Judge& judge, const End& end) {
  tls::Connection& dead = end.connection;
  judge.must(dead.failure().has_value() && dead.state() == "Failed", "a failure is terminal and has a reason");
  judge.must(!dead.export_keying_material("EXPORTER-test", {}, 16), "no keys are exported after a failure");
  judge.must(!dead.export_early_keying_material("EXPORTER-test", {}, 16), "no early keys are, either");
  judge.must(!dead.send(base::view_of("x")) && !dead.update_keys(), "nothing is sent after a failure");
  judge.must(dead.plaintext().empty() && dead.early_data().bytes.empty(), "nothing is released after a failure");
}

/// A clean end is the peer's close_notify, so everything that came before it was delivered. §6.1.
void judge_clean_end(Judge& judge, const End& end, const End& peer) {
  judge.must(reached_connected(end.events), "only a connection that was one ends cleanly");
  judge.must(peer.connection.close_sent(), "a clean end needs the peer's close_notify");
  judge.must(is_same(end.got, peer.said), "a clean end comes after everything that was said");
}

void judge_end(Judge& judge, const End& end, const End& peer) {
  judge_alerts(judge, end);
  const Status status = end.connection.status();
  judge.must(status == Status::failed || status == Status::peer_closed, "without a transport it is over");
  if (status == Status::failed) judge_failed(judge, end);
  if (status == Status::peer_closed) judge_clean_end(judge, end, peer);
  judge.must(is_prefix(end.got, peer.said), "what arrives is the beginning of what was said");
  judge.must(is_prefix(end.got_early, peer.said_early), "early data, too");
  judge.must(end.got.empty() || reached_connected(end.events), "no data is released before the peer's Finished");
}

void judge_secrets(Judge& judge, const Recorder& client, const Recorder& server) {
  static const std::array<std::string, 5> names{"client_handshake_traffic_secret", "server_handshake_traffic_secret",
                                                "main_secret", "exporter_secret", "resumption_secret"};
  for (const std::string& name : names) {
    const base::Bytes secret = client.secret(name);
    judge.must(!secret.empty() && secret == server.secret(name), "equal on both sides: " + name);
  }
}

bool is_mirrored(const std::optional<tls::RecordSizeLimits>& ours, const std::optional<tls::RecordSizeLimits>& theirs) {
  if (!ours || !theirs) return ours.has_value() == theirs.has_value();
  return ours->sending == theirs->receiving && ours->receiving == theirs->sending;
}

void judge_parameters(Judge& judge, const tls::Session& ours, const tls::Session& theirs) {
  judge.must(ours.cipher_suite && ours.cipher_suite == theirs.cipher_suite, "one cipher suite");
  judge.must(ours.group == theirs.group, "one group");
  judge.must(ours.signature_scheme == theirs.signature_scheme, "one signature scheme");
  judge.must(ours.alpn == theirs.alpn, "one application protocol");
  judge.must(ours.hello_retry_request == theirs.hello_retry_request, "one number of hellos");
  judge.must(ours.resumed == theirs.resumed, "both resume or neither does");
  judge.must(ours.psk.has_value() == theirs.psk.has_value(), "both use a pre-shared key or neither does");
  judge.must(!ours.psk || (theirs.psk && ours.psk->identity == theirs.psk->identity), "one pre-shared key");
  judge.must(is_mirrored(ours.record_size_limits, theirs.record_size_limits), "each other's record size limit");
}

/// Who they are to each other. An external key is an identity by itself.
void judge_identities(Judge& judge, const tls::Session& client, const tls::Session& server) {
  const bool by_key = client.psk && client.psk->kind != tls::PskKind::resumption;
  judge.must(by_key || !client.peer_chain.empty(), "a client knows its server's certificate");
  const bool shown = client.own_certificate && !client.own_certificate->empty();
  judge.must(shown == !server.peer_chain.empty(), "a server knows its client's certificate if one was shown");
  if (!shown || server.peer_chain.empty()) return;
  judge.must(server.peer_chain.front().fingerprint() == *client.own_certificate, "it is the one that was shown");
}

/// Taken means all of it, under the same key.
void judge_early_data(Judge& judge, const End& client, const End& server) {
  const bool accepted = client.connection.session().early_data == tls::EarlyData::accepted;
  judge.must(accepted == (server.connection.session().early_data == tls::EarlyData::accepted),
             "one fate of early data");
  judge.must(accepted || server.got_early.empty(), "early data that was not taken is not released");
  if (!accepted) return;
  const std::string name = "client_early_traffic_secret";
  judge.must(client.events.secret(name) == server.events.secret(name), "equal on both sides: " + name);
  judge.must(is_same(server.got_early, client.said_early), "early data that was taken was taken whole");
}

void judge_agreement(Judge& judge, const End& client, const End& server) {
  judge_secrets(judge, client.events, server.events);
  judge_parameters(judge, client.connection.session(), server.connection.session());
  judge_identities(judge, client.connection.session(), server.connection.session());
  judge_early_data(judge, client, server);
}

/// After two goodbyes both have followed every KeyUpdate of the other.
void judge_last_keys(Judge& judge, const End& client, const End& server) {
  for (const std::string name : {"client_application_traffic_secret", "server_application_traffic_secret"}) {
    judge.must(client.events.secret(name) == server.events.secret(name), "equal in the end: " + name);
  }
}

bool ended_cleanly(const End& end) { return end.connection.status() == Status::peer_closed; }

}  // namespace

bool reached_connected(const Recorder& events) {
  return std::ranges::find(events.arrows, "WAIT_FINISHED --Finished--> CONNECTED") != events.arrows.end();
}

End client_end(Pair& pair) {
  return {pair.client, pair.client_events, pair.client_said, pair.client_said_early, pair.client_got, {}};
}

End server_end(Pair& pair) {
  return {pair.server, pair.server_events, pair.server_said, {}, pair.server_got, pair.server_got_early};
}

Complaints complaints(const End& client, const End& server) {
  Judge judge;
  judge_end(judge, client, server);
  judge_end(judge, server, client);
  const bool server_connected = reached_connected(server.events);
  judge.must(!server_connected || reached_connected(client.events), "a server connects after its client");
  if (server_connected) judge_agreement(judge, client, server);
  if (ended_cleanly(client) && ended_cleanly(server)) judge_last_keys(judge, client, server);
  return judge.found;
}

Complaints complaints(Pair& pair) {
  Complaints found = complaints(client_end(pair), server_end(pair));
  if (pair.released_too_early) found.emplace_back("nothing is released before the peer's Finished");
  return found;
}

}  // namespace tests
