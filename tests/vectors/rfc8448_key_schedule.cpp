// RFC 8448, every number of every key schedule: first each derivation by its own inputs, then the schedule as a whole,
// from the key pairs and the messages alone.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "rfc8448_trace.hpp"
#include "support/endpoints.hpp"
#include "tls/schedule/hkdf_label.hpp"
#include "tls/schedule/key_schedule.hpp"

namespace {

using namespace tests::rfc8448;
using tests::Recorder;

const auto every_trace = boost::unit_test::data::make(all);

void equal(base::View ours, const Vectors& v, const std::string& name) { same_bytes(ours, v[name], name); }

/// Entries whose name ends so, without that ending.
Names stems(const Vectors& v, std::string_view ending) {
  Names found;
  for (const std::string& name : v.names()) {
    if (name.ends_with(ending)) found.push_back(name.substr(0, name.size() - ending.size()));
  }
  return found;
}

/// A finished key has its value under another name than its inputs.
std::string value_name(const Vectors& v, const std::string& stem) {
  return v.has(stem + ".key") ? stem + ".key" : stem;
}

crypto::Secret psk(const Vectors& v) { return crypto::Secret(base::View(v["secret.early.ikm"])); }

tls::HandshakeSecret handshake_secret(const Vectors& v, Recorder& sink) {
  const tls::Derivation derivation{suite, tls::Trace(&sink)};
  if (!v.has("binder")) return tls::EarlySecret::without_psk(derivation).handshake_secret(shared_secret(v));
  return tls::EarlySecret::with_psk(derivation, psk(v)).handshake_secret(shared_secret(v));
}

void equal_keys(const tls::TrafficSecret& secret, const Vectors& v, const std::string& name) {
  const tls::TrafficKeys keys = secret.traffic_keys(tls::Trace(nullptr));
  equal(keys.key.expose(), v, "key." + name + ".key");
  equal(keys.iv.expose(), v, "key." + name + ".iv");
}

void equal_finished(const tls::TrafficSecret& secret, const tls::Transcript& before, const Vectors& v,
                    const std::string& side) {
  Recorder sink;
  equal(before.hash(), v, "computed.finished." + side + ".transcript_hash");
  equal(secret.verify_data(before.hash(), tls::Trace(&sink)), v, "finished." + side);
  equal(sink.secret("finished_key"), v, "finished." + side + ".key");
}

/// Adds all of these messages but the last, which is Finished.
void add_before_finished(tls::Transcript& transcript, const Vectors& v, Names flight) {
  flight.pop_back();
  for (const std::string& name : flight) transcript.add(v[name]);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rfc8448_key_schedule)

BOOST_DATA_TEST_CASE(F15_every_labelled_derivation_gives_the_value_of_the_trace, every_trace, trace) {
  const Vectors v = load(trace);
  const Names labelled = stems(v, ".label");
  BOOST_TEST(labelled.size() >= 10U);
  for (const std::string& name : labelled) {
    const std::string_view label = base::text_of(v[name + ".label"]);
    BOOST_TEST_REQUIRE(label.starts_with("tls13 "));
    const base::Bytes& value = v[value_name(v, name)];
    const auto secret =
        tls::hkdf_expand_label(hash, v[name + ".prk"], {label.substr(6), v[name + ".hash"]}, value.size());
    equal(secret.expose(), v, value_name(v, name));
  }
}

BOOST_DATA_TEST_CASE(every_extraction_gives_the_value_of_the_trace, every_trace, trace) {
  const Vectors v = load(trace);
  BOOST_TEST(stems(v, ".salt").size() >= 3U);
  for (const std::string name : {"secret.early", "secret.handshake", "secret.main"}) {
    equal(crypto::hkdf_extract(hash, v[name + ".salt"], v[name + ".ikm"]).expose(), v, name);
  }
}

BOOST_DATA_TEST_CASE(F15_every_traffic_secret_gives_key_and_iv_of_the_trace, every_trace, trace) {
  const Vectors v = load(trace);
  BOOST_TEST(stems(v, ".key.info").size() >= 4U);
  for (const std::string& stem : stems(v, ".key.info")) {
    const tls::TrafficSecret secret(tls::SecretKind::client_handshake_traffic_secret, suite,
                                    crypto::Secret(v[stem + ".prk"]));
    equal_keys(secret, v, stem.substr(4));
  }
}

BOOST_DATA_TEST_CASE(the_key_pairs_of_the_trace_agree, every_trace, trace) {
  const Vectors v = load(trace);
  for (const std::string side : {"client", "server"}) {
    equal(key_share(v, side).key_exchange(), v, side + "." + tls::name_of(group_of(v)) + ".public");
  }
  equal(shared_secret(v).expose(), v, "secret.handshake.ikm");
}

BOOST_DATA_TEST_CASE(F15_H26_the_whole_schedule_follows_from_key_pairs_and_messages, every_trace, trace) {
  const Vectors v = load(trace);
  Recorder sink;
  tls::HandshakeSecret handshake = handshake_secret(v, sink);
  tls::Transcript transcript = after_hellos(v);
  const auto client = handshake.client_handshake_traffic_secret(transcript.hash());
  const auto server = handshake.server_handshake_traffic_secret(transcript.hash());
  equal(sink.secret("handshake_secret"), v, "secret.handshake");
  equal(client.value().expose(), v, "secret.client_handshake_traffic");
  equal(server.value().expose(), v, "secret.server_handshake_traffic");
  equal_keys(client, v, "client_handshake");
  equal_keys(server, v, "server_handshake");

  add_before_finished(transcript, v, server_flight(v));
  equal_finished(server, transcript, v, "server");
  transcript.add(v["server.Finished"]);

  const tls::MainSecret main = std::move(handshake).main_secret();
  equal(sink.secret("main_secret"), v, "secret.main");
  const auto client_application = main.client_application_traffic_secret_0(transcript.hash());
  const auto server_application = main.server_application_traffic_secret_0(transcript.hash());
  equal(client_application.value().expose(), v, "secret.client_application_traffic_0");
  equal(server_application.value().expose(), v, "secret.server_application_traffic_0");
  equal_keys(client_application, v, "client_application");
  equal_keys(server_application, v, "server_application");
  equal(main.exporter_secret(transcript.hash()).expose(), v, "secret.exporter");

  add_before_finished(transcript, v, client_flight(v));
  equal_finished(client, transcript, v, "client");
  transcript.add(v["client.Finished"]);
  equal(main.resumption_secret(transcript.hash()).expose(), v, "secret.resumption");
}

BOOST_AUTO_TEST_CASE(an_early_secret_without_psk_is_the_one_of_the_traces) {
  for (const std::string trace :
       {"simple_1rtt", "hello_retry_request", "client_authentication", "compatibility_mode"}) {
    Recorder sink;
    (void)tls::EarlySecret::without_psk({suite, tls::Trace(&sink)});
    equal(sink.secret("early_secret"), load(trace), "secret.early");
  }
}

BOOST_AUTO_TEST_CASE(an_early_secret_with_psk_gives_the_binder_and_the_early_secrets_of_the_trace) {
  const Vectors v = load("resumed_0rtt");
  Recorder sink;
  const auto early = tls::EarlySecret::with_psk({suite, tls::Trace(&sink)}, psk(v));
  equal(sink.secret("early_secret"), v, "secret.early");
  const auto binder_key = early.binder_key(tls::PskKind::resumption);
  equal(binder_key.value().expose(), v, "binder.prk");
  equal(binder_key.verify_data(v["binder.transcript_hash"], tls::Trace(nullptr)), v, "binder");
  const base::Bytes client_hello = crypto::digest(hash, v["computed.client.ClientHello"]);
  const auto traffic = early.client_early_traffic_secret(client_hello);
  equal(traffic.value().expose(), v, "secret.client_early_traffic");
  equal_keys(traffic, v, "client_early");
  equal(early.early_exporter_secret(client_hello).expose(), v, "secret.early_exporter");
}

BOOST_AUTO_TEST_CASE(a_resumption_secret_and_a_nonce_give_the_psk_of_the_ticket) {
  const Vectors v = load("simple_1rtt");
  const crypto::Secret resumption{base::View(v["secret.resumption"])};
  const auto of_ticket =
      tls::resumption_psk({suite, tls::Trace(nullptr)}, resumption, v["computed.NewSessionTicket.ticket_nonce"]);
  equal(of_ticket.expose(), v, "secret.psk");
  equal(of_ticket.expose(), load("resumed_0rtt"), "secret.early.ikm");
}

BOOST_AUTO_TEST_CASE(the_message_hash_of_a_first_hello_is_the_one_of_the_trace) {
  const Vectors v = load("hello_retry_request");
  tls::Transcript retried;
  retried.add(v["client.ClientHello1"]);
  retried.replace_client_hello(hash);
  retried.choose(hash);
  BOOST_TEST(base::to_hex(retried.hash()) == base::to_hex(crypto::digest(hash, v["computed.message_hash"])));
}

BOOST_AUTO_TEST_SUITE_END()
