// RFC 8448 with our client in the client's place: its state machine enters with the trace's own ClientHello and key pair,
// reads the server's recorded bytes, and has to answer with the client's.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "rfc8448_trace.hpp"
#include "support/endpoints.hpp"
#include "support/scripted_random.hpp"
#include "tls/client/arrows.hpp"
#include "tls/record/handshake_reader.hpp"
#include "tls/record/record_reader.hpp"
#include "tls/record/record_writer.hpp"

namespace {

using namespace tests::rfc8448;
using tests::Recorder;
using tests::ScriptedRandom;
using tests::Vectors;
namespace client = tls::client;

const auto every_full_handshake = boost::unit_test::data::make({"simple_1rtt", "hello_retry_request",
                                                                "client_authentication", "compatibility_mode"});

/// The certificates sign themselves, are short of bits and out of date: they are taken as they come.
std::shared_ptr<const tls::ClientConfig> trusting(tls::Preferences preferences, bool compatible) {
  tls::ClientConfig config;
  config.preferences = std::move(preferences);
  config.compatibility_mode = compatible;
  config.verify_chain = [](const crypto::ChainToVerify&) { return crypto::ChainResult{crypto::Verdict::good, "", {}}; };
  return std::make_shared<const tls::ClientConfig>(std::move(config));
}

client::Offer offer_of(const Vectors& v, const std::string& hello) {
  client::Offer offer{decoded<tls::ClientHello>(v[hello]), {}};
  offer.shares.emplace_back(group_of(v), key_share(v, "client"));
  return offer;
}

/// What the connection does, in small: records in, messages to the machine, its effects to records out.
class Replay {
 public:
  explicit Replay(const Vectors& v, base::View random = {})
      : random_(random),
        context({random_, crypto::Time{}, tls::Trace(&events), session},
                trusting({}, v.has("computed.client.legacy_session_id")), {"server", ""}) {}

  /// Enters as one that has sent its (second) ClientHello.
  void enter(const Vectors& v) {
    const bool retried = v.has("client.ClientHello2");
    client::Offer offer = offer_of(v, retried ? "client.ClientHello2" : "client.ClientHello");
    context.offered = types_of(offer.hello.extensions);
    context.session.hello_retry_request = retried;
    for (const std::string& name : hellos(v)) {
      if (name == "server.ServerHello") break;
      context.transcript.add(v[name]);
      if (name == "server.HelloRetryRequest") context.transcript.choose_after_retry(hash);
    }
    if (retried) {
      begin(client::WaitSh2{std::move(offer), {suite, group_of(v)}});
    } else {
      begin(client::WaitSh{std::move(offer)});
    }
  }
  void begin(client::ClientMachine::State state) { machine.emplace(std::move(state), context); }

  void receive(base::View bytes) {
    std::ranges::copy(bytes, reader_.prepare(bytes.size()).begin());
    reader_.commit(bytes.size());
    while (const auto record = reader_.next()) {
      last = {record->type, base::copy_of(record->content)};
      if (record->type != tls::ContentType::handshake) continue;
      messages_.add(record->content);
      while (const auto message = messages_.next()) {
        machine->receive(*message);
        apply_effects();
      }
    }
  }
  void send(tls::ContentType type, base::View content) { writer_.write(type, content); }
  base::Bytes sent() {
    base::Bytes bytes = base::copy_of(writer_.output());
    writer_.sent(bytes.size());
    return bytes;
  }

  Recorder events;
  tls::Session session;

 private:
  ScriptedRandom random_;

 public:
  client::ClientHandshake context;
  std::optional<client::ClientMachine> machine;
  bool established = false;
  std::pair<tls::ContentType, base::Bytes> last;  // record received, decrypted

 private:
  void apply_effects() {
    for (tls::Effect& effect : std::exchange(context.effects, {})) {
      std::visit([this](auto& what) { apply(what); }, effect);
    }
  }
  void apply(const tls::SendMessage& effect) { writer_.write(tls::ContentType::handshake, effect.raw); }
  void apply(const tls::SendChangeCipherSpec& /*effect*/) {
    writer_.write(tls::ContentType::change_cipher_spec, base::Bytes{1});
  }
  void apply(const tls::ChangeSendingKey& effect) { writer_.change_key(effect.secret.traffic_keys(tls::Trace(&events))); }
  void apply(const tls::ChangeReceivingKey& effect) {
    BOOST_TEST(messages_.at_boundary());
    reader_.change_key(effect.secret.traffic_keys(tls::Trace(&events)));
  }
  void apply(const tls::ExpectRecordBoundary& /*effect*/) { BOOST_TEST(messages_.at_boundary()); }
  void apply(const tls::Established& /*effect*/) { established = true; }
  template <class Other>
  void apply(const Other& /*effect*/) {
    BOOST_ERROR("an effect that no trace has a use for");
  }

  tls::RecordReader reader_{tls::Trace(nullptr)};
  tls::RecordWriter writer_{tls::Trace(nullptr)};
  tls::HandshakeReader messages_{1U << 16U};
};

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
  const Vectors v = load_trace(trace);
  Replay replay(v);
  replay.enter(v);
  replay.receive(server_bytes(v));
  BOOST_TEST_REQUIRE(replay.machine->name() == "CONNECTED");
  BOOST_TEST(replay.established);
  equal_secrets(replay.events, v);
  same_bytes(replay.session.peer_chain.front().der(), v["computed.server.certificate"], "certificate");
  BOOST_TEST((replay.session.cipher_suite == suite));
  BOOST_TEST((replay.session.group == group_of(v)));
}

/// The client of §6 has a certificate, and ours has none to answer with.
BOOST_DATA_TEST_CASE(the_answer_is_the_one_of_the_trace_to_the_byte,
                     boost::unit_test::data::make({"simple_1rtt", "hello_retry_request", "compatibility_mode"}), trace) {
  const Vectors v = load_trace(trace);
  Replay replay(v);
  replay.enter(v);
  for (const std::uint8_t byte : server_bytes(v)) replay.receive({&byte, 1});
  BOOST_TEST_REQUIRE(replay.machine->name() == "CONNECTED");
  same_bytes(replay.sent(), client_bytes(v), "Finished");
}

BOOST_DATA_TEST_CASE(a_flight_with_one_bit_changed_does_not_connect,
                     boost::unit_test::data::make({"server.ServerHello", "server.EncryptedExtensions",
                                                   "server.Certificate", "server.CertificateVerify", "server.Finished"}),
                     changed) {
  const Vectors v = load_trace("simple_1rtt");
  Replay replay(v);
  replay.enter(v);
  const auto all_messages = [&] {
    for (const std::string name : {"server.ServerHello", "server.EncryptedExtensions", "server.Certificate",
                                   "server.CertificateVerify", "server.Finished"}) {
      base::Bytes raw = v[name];
      if (name == changed) raw.back() ^= 1U;
      replay.machine->receive(raw_message(raw));
    }
  };
  BOOST_CHECK_THROW(all_messages(), tls::Abort);
  BOOST_TEST(replay.machine->name() == "Failed");
}

BOOST_AUTO_TEST_CASE(the_conversation_after_the_handshake_goes_on_as_in_the_trace) {
  const Vectors v = load_trace("simple_1rtt");
  Replay replay(v);
  replay.enter(v);
  replay.receive(server_bytes(v));
  replay.sent();
  replay.receive(v["server.record.3"]);
  same_bytes(replay.last.second, v["server.NewSessionTicket"], "the ticket");
  replay.send(tls::ContentType::application_data, v["client.record.3.payload"]);
  same_bytes(replay.sent(), v["client.record.3"], "our data");
  replay.receive(v["server.record.4"]);
  BOOST_TEST((replay.last.first == tls::ContentType::application_data));
  same_bytes(replay.last.second, v["server.record.4.payload"], "their data");
  replay.send(tls::ContentType::alert, v["client.record.4.payload"]);
  same_bytes(replay.sent(), v["client.record.4"], "our close_notify");
  replay.receive(v["server.record.5"]);
  BOOST_TEST((replay.last.first == tls::ContentType::alert));
  same_bytes(replay.last.second, v["server.record.5.payload"], "their close_notify");
}

BOOST_AUTO_TEST_CASE(a_hello_retry_request_is_answered_with_the_second_hello_but_for_order_and_padding) {
  const Vectors v = load_trace("hello_retry_request");
  Replay replay(v, v["client.secp256r1.private"]);
  client::Offer offer{decoded<tls::ClientHello>(v["client.ClientHello1"]), {}};
  replay.context.offered = types_of(offer.hello.extensions);
  replay.context.transcript.add(v["client.ClientHello1"]);
  replay.begin(client::WaitSh{std::move(offer)});
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
  const Vectors v = load_trace("client_authentication");
  Replay replay(v);
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
