// Our server in a trace. Its own EncryptedExtensions differ from the trace's, and with them whatever hashes them; so
// one answers the ClientHello, and another goes on behind the trace's flight. Read before: walk.hpp, scenes.hpp.
#include "replay/resumption.hpp"
#include "replay/scenes.hpp"
#include "replay/server_flight.hpp"
#include "replay/walk.hpp"
#include "tls/record/handshake_reader.hpp"
#include "tls/record/record_reader.hpp"
#include "tls/record/record_writer.hpp"
#include "tls/server/second_hello.hpp"

namespace vitrine::replay {
namespace {

using Act = Scene::Act;

/// Lets pass what a server tells up to its ServerHello; what it says behind that is not the trace's.
class UpToServerHello : public tls::EventSink {
 public:
  explicit UpToServerHello(const tls::Trace& to) : to_(to) {}

  void on(const tls::Event& event) override {
    const auto* secret = std::get_if<tls::SecretDerived>(&event);
    const auto* arrow = std::get_if<tls::Transition>(&event);
    const bool early = !over_ || (arrow != nullptr && arrow->from == "NEGOTIATED");
    if (early) to_([&] { return event; });
    over_ = over_ || (secret != nullptr && secret->kind == tls::SecretKind::server_handshake_traffic_secret);
  }
  bool wants_secrets() const override { return to_.secrets(); }

 private:
  tls::Trace to_;
  bool over_ = false;
};

class ServerWalk {
 public:
  explicit ServerWalk(const Walk& walk)
      : walk_(walk),
        v_(walk.trace),
        gate_(walk.events),
        before_(config(), tls::Trace(&gate_), secrets_of_server(v_)),
        behind_(config(), walk.events),
        reader_(walk.events),
        writer_(walk.events) {}

  void run() {
    walk_.step("The client says ClientHello");
    if (v_.has("binder")) {
      hear_hello_with_ticket();
    } else if (v_.has("client.ClientHello1")) {
      hear_two_hellos();
    } else {
      before_.begin(server::Start{});
      hear("client.record.1", before_);
    }
    for (const Scene& scene : scenes_of(v_)) play(scene);
  }

 private:
  tls::ServerConfig config() const {
    tls::ServerConfig config = with_early_data(server_of(v_));
    config.verify_client_chain = [](const crypto::ChainToVerify&) {
      return crypto::ChainResult{crypto::Verdict::good, "", {}};
    };
    return config;
  }

  void hear_hello_with_ticket() {
    walk_.remark("The ticket is another server's: ours does not open it, and has its key from the trace.");
    const base::View hello = v_["computed.client.ClientHello"];
    walk_.events([&] { return tls::MessageReceived{event_of(hello)}; });
    before_.context.transcript.add(hello);
    server::Negotiated negotiated = negotiated_resumption(v_, tls::Trace(&gate_));
    const tls::TrafficSecret binder_key = negotiated.selection.psk->early_secret.binder_key(tls::PskKind::resumption);
    (void)binder_key.verify_data(v_["binder.transcript_hash"], walk_.events);
    arrow({"START", "ClientHello", "RECVD_CH"});
    arrow({"RECVD_CH", "", "NEGOTIATED"});
    before_.begin(std::move(negotiated));
    reader_.change_key(early_keys());
  }

  tls::TrafficKeys early_keys() const {
    return traffic_secret(v_, "client_early_traffic", tls::SecretKind::client_early_traffic_secret)
        .traffic_keys(walk_.events);
  }

  void hear_two_hellos() {
    const base::View first = v_["client.ClientHello1"];
    const base::View retry = v_["server.HelloRetryRequest"];
    walk_.events([&] { return tls::MessageReceived{event_of(first)}; });
    arrow({"START", "ClientHello", "RECVD_CH"});
    walk_.remark("Ours would take the x25519 share that is there: the trace's HelloRetryRequest goes on.");
    walk_.step("The server wants a share of another group: HelloRetryRequest");
    arrow({"RECVD_CH", "", "START_2"});
    say(retry);
    hold_sent({1});
    before_.context.transcript.add(first);
    before_.context.transcript.add(retry);
    before_.context.transcript.replace_client_hello(hash);
    before_.context.session.hello_retry_request = true;
    const server::Retry asked{.cipher_suite = suite, .group = tls::NamedGroup::secp256r1, .asked_for_share = true};
    const auto hello = decoded<tls::ClientHello>(first);
    before_.begin(server::Start2{server::FirstHello{asked, server::hash_of_unchangeable(hello)}});
    walk_.step("ClientHello again, with that share");
    hear("client.record.2", before_);
  }

  void arrow(const tls::Transition& transition) const {
    walk_.events([&] { return transition; });
  }

  void play(const Scene& scene) {
    walk_.step(scene.words);
    if (scene.side == tls::Role::client) {
      for (const int number : scene.records) hear(record_name(scene.side, number), behind_);
      return;
    }
    if (scene.act == Act::hello) say_hello();
    if (scene.act == Act::flight) say_flight();
    if (scene.act == Act::ticket) say_ticket();
    if (scene.act == Act::content) say_content(record_name(scene.side, scene.records.front()));
    hold_sent(scene.records);
  }

  void say_hello() {
    for (const tls::Effect& effect : before_.answer()) {
      const auto* message = std::get_if<tls::SendMessage>(&effect);
      if (message != nullptr && message->raw.front() != static_cast<std::uint8_t>(tls::HandshakeType::server_hello))
        break;
      if (message != nullptr) say(message->raw);
      if (std::holds_alternative<tls::SendChangeCipherSpec>(effect))
        writer_.write(tls::ContentType::change_cipher_spec, base::Bytes{1});
    }
  }

  void say_flight() {
    walk_.remark("Our EncryptedExtensions differ from the trace's, and what follows hashes them: the trace's go on.");
    ServerFlight flight(walk_);
    writer_.change_key(flight.handshake_keys());
    base::Bytes together;
    for (const std::string& name : server_flight(v_)) {
      flight.prepare(name);
      walk_.events([&] { return tls::MessageSent{event_of(v_[name])}; });
      base::append(together, v_[name]);
    }
    writer_.write(tls::ContentType::handshake, together);
    writer_.change_key(flight.application_keys());
    go_on_behind(std::move(flight).second_flight());
  }

  void go_on_behind(server::SecondFlight second) {
    behind_.context.transcript = after_server_flight(v_);
    if (v_.has("binder")) return behind_.begin(server::WaitEoed{std::move(second)});
    reader_.change_key(traffic_secret(v_, "client_handshake_traffic", tls::SecretKind::client_handshake_traffic_secret)
                           .traffic_keys(walk_.events));
    std::optional<tls::Offered> requested;
    if (v_.has("server.CertificateRequest"))
      requested = types_of(decoded<tls::CertificateRequest>(v_["server.CertificateRequest"]).extensions);
    behind_.begin(server::WaitFlight2{std::move(second), std::move(requested)});
  }

  void say_ticket() {
    walk_.remark("The ticket is sealed with another server's key: the trace's goes out.");
    const crypto::Secret resumption{base::View(v_["secret.resumption"])};
    (void)tls::resumption_psk({suite, walk_.events}, resumption, v_["computed.NewSessionTicket.ticket_nonce"]);
    say(v_["server.NewSessionTicket"]);
  }

  void say_content(const std::string& record) {
    const base::View payload = v_[record + ".payload"];
    const tls::ContentType type = content_type(v_, record);
    if (type == tls::ContentType::alert) walk_.events([&] { return tls::AlertSent{alert_of(payload)}; });
    writer_.write(type, payload);
  }

  void say(base::View raw) {
    walk_.events([&] { return tls::MessageSent{event_of(raw)}; });
    writer_.write(tls::ContentType::handshake, raw);
  }

  void hold_sent(const std::vector<int>& records) {
    walk_.hold_sent(tls::Role::server, records, writer_.output());
    writer_.sent(writer_.output().size());
  }

  void hear(const std::string& record, ServerReplay& listener) {
    const base::Bytes& bytes = v_[record];
    std::ranges::copy(bytes, reader_.prepare(bytes.size()).begin());
    reader_.commit(bytes.size());
    while (const auto opened = reader_.next()) {
      walk_.comparison.hold(record + ".payload", opened->content);
      if (opened->type == tls::ContentType::alert)
        walk_.events([&] { return tls::AlertReceived{alert_of(opened->content)}; });
      if (opened->type != tls::ContentType::handshake) continue;
      messages_.add(opened->content);
      while (const auto message = messages_.next()) hear(*message, listener);
    }
  }

  void hear(const tls::RawMessage& message, ServerReplay& listener) {
    walk_.events([&] { return tls::MessageReceived{event_of(message.raw)}; });
    listener.machine->receive(message);
    if (&listener != &behind_) return;
    for (const tls::Effect& effect : std::exchange(behind_.context.effects, {})) {
      const auto* change = std::get_if<tls::ChangeReceivingKey>(&effect);
      if (change != nullptr) reader_.change_key(change->secret.traffic_keys(walk_.events));
    }
  }

  const Walk& walk_;
  const Vectors& v_;
  UpToServerHello gate_;
  ServerReplay before_;
  ServerReplay behind_;
  tls::RecordReader reader_;
  tls::RecordWriter writer_;
  tls::HandshakeReader messages_{1U << 16U};
};

}  // namespace

void walk_server(const Walk& walk) { ServerWalk(walk).run(); }

}  // namespace vitrine::replay
