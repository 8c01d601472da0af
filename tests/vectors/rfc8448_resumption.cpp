// RFC 8448 §4 in both roles: the ticket that §3 gave our client is used, with early data. What the server adds to its
// EncryptedExtensions may differ from ours, so the client's second flight meets a server entered behind its own.
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "replay/resumption.hpp"
#include "rfc8448_replays.hpp"
#include "support/thrown.hpp"

namespace {

using namespace tests::rfc8448;

const Vectors& before() {
  static const Vectors v = load("simple_1rtt");
  return v;
}

const Vectors& trace() {
  static const Vectors v = load("resumed_0rtt");
  return v;
}

/// The pre-shared key of the trace as if our server had it from elsewhere: the trace's tickets are not ours to open.
std::shared_ptr<const tls::ExternalPsk> psk_of(const Vectors& v) {
  return std::make_shared<const tls::ExternalPsk>(tls::ExternalPsk{v["computed.client.psk_identity"],
                                                                   crypto::Secret(base::View(v["secret.early.ikm"])),
                                                                   hash, tls::PskKind::resumption});
}

/// The server of the trace once it has chosen, with early data allowed.
std::unique_ptr<WatchedServer> negotiated() {
  auto replay = std::make_unique<WatchedServer>(with_early_data(server_of(trace())), secrets_of_server(trace()));
  replay->context.transcript.add(trace()["computed.client.ClientHello"]);
  replay->begin(negotiated_resumption(trace(), tls::Trace(&replay->events)));
  return replay;
}

/// What one record says, opened with these keys.
base::Bytes opened(tls::RecordReader& reader, const std::string& record) {
  const base::Bytes& bytes = trace()[record];
  std::ranges::copy(bytes, reader.prepare(bytes.size()).begin());
  reader.commit(bytes.size());
  const auto content = reader.next();
  BOOST_TEST_REQUIRE(content.has_value());
  return base::copy_of(content->content);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rfc8448_resumption)

BOOST_AUTO_TEST_CASE(the_ticket_of_section_3_stands_for_the_psk_of_section_4) {
  const tls::ClientTicket ticket = ticket_of_section_3(trace());
  same_bytes(ticket.ticket, trace()["computed.client.psk_identity"], "identity");
  same_bytes(ticket.psk.expose(), trace()["secret.early.ikm"], "PSK");
  same_bytes(ticket.psk.expose(), before()["secret.psk"], "PSK as §3 has it");
}

BOOST_AUTO_TEST_CASE(the_client_says_the_hello_of_the_trace_with_its_binder_and_then_early_data_to_the_byte) {
  WatchedClient replay(trace());
  replay.resume(trace(), ticket_of_section_3(trace()));
  same_bytes(replay.sent(), trace()["client.record.1"], "ClientHello");
  same_bytes(replay.events.secret("early_secret"), trace()["secret.early"], "early");
  same_bytes(replay.events.secret("client_early_traffic_secret"), trace()["secret.client_early_traffic"], "traffic");
  same_bytes(replay.events.secret("early_exporter_secret"), trace()["secret.early_exporter"], "exporter");
  replay.send(tls::ContentType::application_data, trace()["client.record.2.payload"]);
  same_bytes(replay.sent(), trace()["client.record.2"], "early data");
}

BOOST_AUTO_TEST_CASE(the_client_ends_early_data_and_answers_the_server_as_in_the_trace) {
  const Vectors& v = trace();
  WatchedClient replay(v);
  replay.resume(v, ticket_of_section_3(trace()));
  replay.sent();
  replay.send(tls::ContentType::application_data, v["client.record.2.payload"]);
  replay.sent();
  replay.receive(v["server.record.1"]);
  BOOST_TEST(replay.machine->name() == "WAIT_EE");
  replay.receive(v["server.record.2"]);
  BOOST_TEST_REQUIRE(replay.machine->name() == "CONNECTED");
  same_bytes(replay.sent(), base::concat({v["client.record.3"], v["client.record.4"]}), "EndOfEarlyData and Finished");
  BOOST_TEST(replay.established);
  BOOST_TEST(replay.session.resumed);
  BOOST_TEST((replay.session.early_data == tls::EarlyData::accepted));
  same_bytes(replay.session.peer_chain.front().der(), before()["computed.server.certificate"], "who it is");
  for (const std::string name : {"handshake", "main", "exporter", "resumption"}) {
    same_bytes(replay.events.secret(name + "_secret"), v["secret." + name], name);
  }
}

BOOST_AUTO_TEST_CASE(the_resumed_conversation_goes_on_as_in_the_trace) {
  const Vectors& v = trace();
  WatchedClient replay(v);
  replay.resume(v, ticket_of_section_3(trace()));
  replay.sent();
  replay.send(tls::ContentType::application_data, v["client.record.2.payload"]);
  for (const std::string record : {"server.record.1", "server.record.2"}) replay.receive(v[record]);
  replay.sent();
  replay.send(tls::ContentType::application_data, v["client.record.5.payload"]);
  same_bytes(replay.sent(), v["client.record.5"], "our data");
  replay.receive(v["server.record.3"]);
  same_bytes(replay.last_content, v["server.record.3.payload"], "their data");
  replay.send(tls::ContentType::alert, v["client.record.6.payload"]);
  same_bytes(replay.sent(), v["client.record.6"], "our close_notify");
  replay.receive(v["server.record.4"]);
  same_bytes(replay.last_content, v["server.record.4.payload"], "their close_notify");
}

BOOST_AUTO_TEST_CASE(the_server_finds_the_binder_right_and_answers_with_the_server_hello_of_the_trace) {
  tls::ServerConfig config = server_of(trace());
  config.external_psks = {psk_of(trace())};
  WatchedServer replay(std::move(config), secrets_of_server(trace()));
  replay.begin(server::Start{});
  replay.machine->receive(raw_message(trace()["computed.client.ClientHello"]));
  BOOST_TEST_REQUIRE(replay.machine->name() == "WAIT_FINISHED");
  BOOST_TEST(replay.session.resumed);
  equal_hello_and_secrets(replay, trace());
}

BOOST_AUTO_TEST_CASE(a_binder_with_one_bit_changed_is_refused) {
  tls::ServerConfig config = server_of(trace());
  config.external_psks = {psk_of(trace())};
  WatchedServer replay(std::move(config), secrets_of_server(trace()));
  replay.begin(server::Start{});
  base::Bytes hello = trace()["computed.client.ClientHello"];
  hello.back() ^= 1U;
  const auto abort = tests::thrown<tls::Abort>([&] { replay.machine->receive(raw_message(hello)); });
  BOOST_TEST((abort.alert == tls::AlertDescription::decrypt_error), abort.text);
}

BOOST_AUTO_TEST_CASE(the_server_takes_early_data_under_the_key_of_the_trace) {
  const auto replay = negotiated();
  BOOST_TEST_REQUIRE(replay->machine->name() == "WAIT_EOED");
  equal_hello_and_secrets(*replay, trace());
  BOOST_TEST((replay->session.early_data == tls::EarlyData::accepted));
  BOOST_TEST(replay->session.ticket_age_skew.count() == 0);
  same_bytes(replay->events.secret("early_secret"), trace()["secret.early"], "early");
  same_bytes(replay->events.secret("early_exporter_secret"), trace()["secret.early_exporter"], "exporter");
  tls::RecordReader reader{tls::Trace(nullptr)};
  reader.change_key(replay->receiving());
  same_bytes(opened(reader, "client.record.2"), trace()["client.record.2.payload"], "early data");
  same_bytes(opened(reader, "client.record.3"), trace()["client.EndOfEarlyData"], "EndOfEarlyData");
}

BOOST_AUTO_TEST_CASE(the_second_flight_of_the_client_connects_with_the_keys_of_the_trace) {
  WatchedServer replay(server_of(trace()));
  replay.context.transcript = after_server_flight(trace());
  replay.begin(server::WaitEoed{second_flight(trace())});
  tls::RecordReader reader{tls::Trace(nullptr)};
  reader.change_key(traffic_keys(trace(), "client_early"));
  opened(reader, "client.record.2");
  replay.machine->receive(raw_message(opened(reader, "client.record.3")));
  BOOST_TEST_REQUIRE(replay.machine->name() == "WAIT_FINISHED");
  reader.change_key(replay.receiving());
  replay.machine->receive(raw_message(opened(reader, "client.record.4")));
  BOOST_TEST_REQUIRE(replay.machine->name() == "CONNECTED");
  reader.change_key(replay.receiving());
  same_bytes(opened(reader, "client.record.5"), trace()["client.record.5.payload"], "data");
  same_bytes(opened(reader, "client.record.6"), trace()["client.record.6.payload"], "close_notify");
}

BOOST_AUTO_TEST_SUITE_END()
