// RFC 8448 with our client in the client's place: its state machine enters with the trace's own ClientHello and key
// pair, reads the server's recorded bytes, and has to answer with the client's.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "rfc8448_replays.hpp"
#include "support/thrown.hpp"

namespace {

using namespace tests::rfc8448;
using tests::Recorder;
namespace data = boost::unit_test::data;

const auto every_full_handshake =
    data::make({"simple_1rtt", "hello_retry_request", "client_authentication", "compatibility_mode"});
/// The client of §6 has a certificate, and ours has none to answer with.
const auto every_handshake_without_client_certificate =
    data::make({"simple_1rtt", "hello_retry_request", "compatibility_mode"});

/// The records of the server, from ServerHello to Finished.
base::Bytes server_bytes(const Vectors& v) {
  const bool retried = v.has("client.ClientHello2");
  base::Bytes bytes = v[retried ? "server.record.2" : "server.record.1"];
  base::append(bytes, v[retried ? "server.record.3" : "server.record.2"]);
  if (v.has("computed.client.legacy_session_id")) base::append(bytes, v["server.record.3"]);
  return bytes;
}

/// The records of the client that answer them: change_cipher_spec, if any, and Finished.
base::Bytes client_bytes(const Vectors& v) {
  if (v.has("client.ClientHello2")) return v["client.record.3"];
  if (!v.has("computed.client.legacy_session_id")) return v["client.record.2"];
  return base::concat({v["client.record.2"], v["client.record.3"]});
}

void equal_secrets(const Recorder& events, const Vectors& v) {
  same_bytes(events.secret("handshake_secret"), v["secret.handshake"], "handshake");
  same_bytes(events.secret("main_secret"), v["secret.main"], "main");
  for (const std::string side : {"client_", "server_"}) {
    same_bytes(events.secret(side + "handshake_traffic_secret"), v["secret." + side + "handshake_traffic"], side);
    same_bytes(events.secret(side + "application_traffic_secret"), v["secret." + side + "application_traffic_0"], side);
  }
}

/// A hello as comparable pieces: everything before the extensions, and these by type without padding.
std::vector<std::string> pieces(tls::ClientHello hello) {
  std::vector<std::string> all_pieces;
  for (const auto& extension : hello.extensions) {
    if (extension.extension_type == tls::ExtensionType::padding) continue;
    all_pieces.push_back(tls::name_of(extension.extension_type) + " " + base::to_hex(extension.extension_data));
  }
  hello.extensions.clear();
  all_pieces.push_back(base::to_hex(tls::encode(hello)));
  std::ranges::sort(all_pieces);
  return all_pieces;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rfc8448_client)

BOOST_DATA_TEST_CASE(the_server_flight_is_accepted_and_gives_the_secrets_of_the_trace, every_full_handshake, trace) {
  const Vectors v = load(trace);
  WatchedClient replay(v);
  replay.enter(v);
  replay.receive(server_bytes(v));
  BOOST_TEST_REQUIRE(replay.machine->name() == "CONNECTED");
  BOOST_TEST(replay.established);
  equal_secrets(replay.events, v);
  same_bytes(replay.session.peer_chain.front().der(), v["computed.server.certificate"], "certificate");
  BOOST_TEST((replay.session.cipher_suite == suite));
  BOOST_TEST((replay.session.group == group_of(v)));
}

BOOST_DATA_TEST_CASE(the_answer_is_the_one_of_the_trace_to_the_byte, every_handshake_without_client_certificate,
                     trace) {
  const Vectors v = load(trace);
  WatchedClient replay(v);
  replay.enter(v);
  for (const std::uint8_t byte : server_bytes(v)) replay.receive({&byte, 1});
  BOOST_TEST_REQUIRE(replay.machine->name() == "CONNECTED");
  same_bytes(replay.sent(), client_bytes(v), "Finished");
}

BOOST_AUTO_TEST_CASE(a_message_with_one_bit_changed_is_refused_at_once) {
  using enum tls::AlertDescription;
  const std::pair<std::string, tls::AlertDescription> alerts[] = {{"server.ServerHello", illegal_parameter},
                                                                  {"server.EncryptedExtensions", decode_error},
                                                                  {"server.Certificate", decode_error},
                                                                  {"server.CertificateVerify", decrypt_error},
                                                                  {"server.Finished", decrypt_error}};
  const Vectors v = load("simple_1rtt");
  for (const auto& [changed, expected] : alerts) {
    WatchedClient replay(v);
    replay.enter(v);
    for (const auto& [name, alert] : alerts) {
      if (name == changed) break;
      replay.machine->receive(raw_message(v[name]));
    }
    base::Bytes raw = v[changed];
    raw.back() ^= 1U;
    const auto abort = tests::thrown<tls::Abort>([&] { replay.machine->receive(raw_message(raw)); });
    BOOST_TEST(tls::name_of(abort.alert) == tls::name_of(expected), changed << ": " << abort.text);
    BOOST_TEST(replay.machine->name() == "Failed");
  }
}

BOOST_AUTO_TEST_CASE(the_conversation_after_the_handshake_goes_on_as_in_the_trace) {
  const Vectors v = load("simple_1rtt");
  WatchedClient replay(v);
  replay.enter(v);
  replay.receive(server_bytes(v));
  replay.sent();
  replay.receive(v["server.record.3"]);
  same_bytes(replay.last_content, v["server.NewSessionTicket"], "the message");
  same_bytes(replay.ticket.value().ticket, v["computed.NewSessionTicket.ticket"], "the ticket");
  replay.send(tls::ContentType::application_data, v["client.record.3.payload"]);
  same_bytes(replay.sent(), v["client.record.3"], "our data");
  replay.receive(v["server.record.4"]);
  BOOST_TEST((replay.last_type == tls::ContentType::application_data));
  same_bytes(replay.last_content, v["server.record.4.payload"], "their data");
  replay.send(tls::ContentType::alert, v["client.record.4.payload"]);
  same_bytes(replay.sent(), v["client.record.4"], "our close_notify");
  replay.receive(v["server.record.5"]);
  BOOST_TEST((replay.last_type == tls::ContentType::alert));
  same_bytes(replay.last_content, v["server.record.5.payload"], "their close_notify");
}

BOOST_AUTO_TEST_CASE(a_hello_retry_request_is_answered_with_the_second_hello_but_for_order_and_padding) {
  const Vectors v = load("hello_retry_request");
  WatchedClient replay(v, v["client.secp256r1.private"]);
  client::Offer offer{decoded<tls::ClientHello>(v["client.ClientHello1"]), {}};
  replay.context.offered = types_of(offer.hello.extensions);
  replay.context.transcript.add(v["client.ClientHello1"]);
  replay.enter(client::WaitSh{std::move(offer)});
  replay.receive(v["server.record.1"]);
  BOOST_TEST_REQUIRE(replay.machine->name() == "WAIT_SH_2");
  BOOST_TEST(replay.session.hello_retry_request);

  const base::Bytes ours = replay.sent();
  BOOST_TEST_REQUIRE(ours.size() > 5U);
  const auto hello = decoded<tls::ClientHello>(base::View(ours).subspan(5));
  BOOST_TEST(pieces(hello) == pieces(decoded<tls::ClientHello>(v["client.ClientHello2"])),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_certificate_request_of_the_trace_is_answered_with_an_empty_certificate) {
  const Vectors v = load("client_authentication");
  WatchedClient replay(v);
  replay.enter(v);
  replay.receive(server_bytes(v));
  tls::RecordReader peer{tls::Trace(nullptr)};
  peer.change_key(traffic_keys(v, "client_handshake"));
  const base::Bytes ours = replay.sent();
  std::ranges::copy(ours, peer.prepare(ours.size()).begin());
  peer.commit(ours.size());
  const auto opened = peer.next();
  BOOST_TEST_REQUIRE(opened.has_value());
  same_bytes(opened->content.first(8), base::Bytes{11, 0, 0, 4, 0, 0, 0, 0}, "Certificate");
}

BOOST_AUTO_TEST_SUITE_END()
