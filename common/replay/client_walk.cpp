// Our client in a trace. Read before: walk.hpp, scenes.hpp.
#include "replay/client_replay.hpp"
#include "replay/resumption.hpp"
#include "replay/scenes.hpp"
#include "replay/walk.hpp"

namespace vitrine::replay {
namespace {

using Act = Scene::Act;

class ClientWalk {
 public:
  explicit ClientWalk(const Walk& walk) : walk_(walk), v_(walk.trace), replay_(v_, walk.events) {}

  void run() {
    if (v_.has("server.CertificateVerify"))
      walk_.remark(
          "The server's certificate is of its time and signs itself. Nobody judges it here; its signature is checked.");
    walk_.step("The client makes a key pair and says ClientHello");
    if (v_.has("client.ClientHello1")) {
      say_two_hellos();
    } else {
      say_hello();
    }
    for (const Scene& scene : scenes_of(v_)) play(scene);
  }

 private:
  void say_hello() {
    hold_key_pair();
    if (v_.has("binder")) {
      replay_.resume(v_, ticket_of_section_3(v_));
    } else {
      replay_.enter(v_);
      replay_.say_hello(v_["client.ClientHello"]);
    }
    start();
    hold_sent({1});
  }

  /// What a HelloRetryRequest makes our client say is not what the trace has: so another goes on with the trace's.
  void say_two_hellos() {
    ClientReplay first(v_, walk_.events, v_["client.secp256r1.private"]);
    client::Offer offer{decoded<tls::ClientHello>(v_["client.ClientHello1"]), {}};
    first.context.offered = types_of(offer.hello.extensions);
    first.context.transcript.add(v_["client.ClientHello1"]);
    first.enter(client::WaitSh{std::move(offer)});
    first.say_hello(v_["client.ClientHello1"]);
    start();
    walk_.comparison.hold("client.record.1", first.sent());
    walk_.step("The server wants a share of another group: HelloRetryRequest");
    const base::View retry = v_["server.HelloRetryRequest"];
    walk_.events([&] { return tls::MessageReceived{event_of(retry)}; });
    first.machine->receive(raw_message(retry));
    walk_.remark(
        "Ours would order its extensions differently now, and pad nothing: the trace's second ClientHello goes on.");
    walk_.step("ClientHello again, with that share");
    hold_key_pair();
    replay_.enter(v_);
    replay_.say_hello(v_["client.ClientHello2"]);
    hold_sent({2});
  }

  void start() const {
    walk_.events([] { return tls::Transition{"START", "", "WAIT_SH"}; });
  }

  void hold_key_pair() const {
    walk_.comparison.hold("client." + tls::name_of(group_of(v_)) + ".public", key_share(v_, "client").key_exchange());
  }

  /// Our client answers a server's flight at once.
  void play(const Scene& scene) {
    if (scene.act == Act::flight && scene.side == tls::Role::client) return hold_answer(scene);
    if (scene.act == Act::flight && v_.has("client.Certificate")) expect_another_answer();
    walk_.step(scene.words);
    for (const int number : scene.records) {
      const std::string record = record_name(scene.side, number);
      scene.side == tls::Role::server ? hear(record) : say(record);
    }
    if (scene.side == tls::Role::client) hold_sent(scene.records);
  }

  void expect_another_answer() const {
    walk_.remark(
        "The RFC does not print the key of this client: ours shows no certificate, and its answer is not compared.");
    walk_.comparison.set_apart(
        {"finished.client", "computed.finished.client.transcript_hash", "secret.resumption", "secret.resumption.hash"});
  }

  void hold_answer(const Scene& scene) {
    if (v_.has("client.Certificate")) {
      replay_.sent();  // ours, and not the trace's
      return;
    }
    walk_.step(scene.words);
    hold_sent(scene.records);
  }

  void hear(const std::string& record) {
    replay_.receive(v_[record]);
    walk_.comparison.hold(record + ".payload", replay_.last_content);
    if (replay_.last_type != tls::ContentType::alert) return;
    walk_.events([&] { return tls::AlertReceived{alert_of(replay_.last_content)}; });
  }

  void say(const std::string& record) {
    const base::View payload = v_[record + ".payload"];
    const tls::ContentType type = content_type(v_, record);
    if (type == tls::ContentType::alert) walk_.events([&] { return tls::AlertSent{alert_of(payload)}; });
    replay_.send(type, payload);
  }

  /// What was sent, cut as the trace's records are.
  void hold_sent(const std::vector<int>& records) { walk_.hold_sent(tls::Role::client, records, replay_.sent()); }

  const Walk& walk_;
  const Vectors& v_;
  ClientReplay replay_;
};

}  // namespace

void walk_client(const Walk& walk) { ClientWalk(walk).run(); }

}  // namespace vitrine::replay
