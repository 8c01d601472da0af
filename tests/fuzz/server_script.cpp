// A server of ours against a client that goes by a script; see client_script.cpp. The client may bring a pre-shared key
// with right binders, early data, and a certificate.
#include "fuzz/victim.hpp"
#include "tls/primitives.hpp"

namespace fuzz {
namespace {

using tls::HandshakeType;

crypto::ChainResult believe_everybody(const crypto::ChainToVerify& /*question*/) {
  return {crypto::Verdict::good, "", {}};
}

void take_early_data(tls::ServerConfig& config) {
  const auto window = config.limits.early_data_window;
  config.max_early_data_size = 100;
  config.replay_store = std::make_shared<tls::ReplayStore>(tests::now() - 3 * window, window, 10);
}

tls::ServerConfig config_from(std::uint8_t flags) {
  tls::ServerConfig config = cached_server_config();
  config.ticket_keys = ticket_keys();
  config.tickets.count = 1;
  config.external_psks = {external_psk()};
  config.verify_client_chain = believe_everybody;
  if ((flags & 1U) != 0) config.client_authentication = tls::ClientAuthentication::requested;
  if ((flags & 3U) == 3U) config.client_authentication = tls::ClientAuthentication::required;
  if ((flags & 4U) != 0) take_early_data(config);
  if ((flags & 8U) != 0) config.alpn = {"vitrine/1", "other"};
  if ((flags & 16U) != 0) config.stateless_retry = true;
  if ((flags & 32U) != 0) config.certificate_compression = tls::available_compression();
  if ((flags & 64U) != 0) config.preferences.groups = {tls::NamedGroup::secp256r1};
  return config;
}

class Script {
 public:
  explicit Script(std::uint8_t flags) : config_(config_from(flags)), evil_(config_) {}

  void run(Input& script) {
    while (!script.empty() && evil_.victim.status() != tls::Status::failed) step(script);
    hear(evil_);
    check();
  }

 private:
  enum class Next : std::uint8_t { hello, certificate, certificate_verify, finished };

  void step(Input& script) {
    const unsigned choice = script.byte() % 9U;
    switch (choice) {
      case 0:
      case 1:
      case 2:
        return say(static_cast<Change>(choice), script);
      case 3: {
        const unsigned type = script.byte();
        return say_besides(tests::raw_message(type, script.piece()));
      }
      case 4: {
        const auto type = static_cast<tls::ContentType>(script.byte());
        return evil_.send_record(type, script.piece());
      }
      case 5:
        return move_on();
      case 6:
        evil_.deliver(tests::raw_record(static_cast<tls::ContentType>(script.byte()), script.piece()));
        return;
      case 7:
        return bring_keys(script.byte());
      default:
        return say_early(script);
    }
  }

  tls::CertificateVerify proof() const {
    return EvilPeer::signed_by("p256", tests::scheme_for("p256"), evil_.signed_content(tests::client_context));
  }

  /// The first ClientHello, or the second, with what a HelloRetryRequest asked for.
  tls::ClientHello hello() {
    if (!first_hello_) first_hello_ = evil_.hello();
    tls::ClientHello hello = *first_hello_;
    if (!evil_.retry) return hello;
    const auto share = evil_.retry->extensions.get<tls::KeyShareHelloRetryRequest>();
    if (share) evil_.offer_share(hello, share->selected_group);
    if (const auto cookie = evil_.retry->extensions.get<tls::Cookie>()) hello.extensions.add(*cookie);
    return hello;
  }

  base::Bytes honest() {
    switch (next_) {
      case Next::hello:
        return tls::encode(hello());
      case Next::certificate:
        return tls::encode(EvilServer::certificate_of("p256"));
      case Next::certificate_verify:
        return tls::encode(proof());
      default:
        return evil_.client_handshake ? tls::encode(evil_.finished()) : tests::raw_message(20, base::Bytes(32, 0));
    }
  }

  void say(Change how, Input& script) {
    const base::Bytes right = honest();
    const base::Bytes raw = changed(right, how, script);
    if (next_ == Next::hello) return say_hello(raw);
    said_.push_back({static_cast<HandshakeType>(raw.front()), raw == right});
    const bool last = next_ == Next::finished;
    const bool good = said_.back().honest && evil_.exporter;
    move_on();
    if (last && good) return evil_.say_finished();
    evil_.send_message(raw);
  }

  void say_besides(const base::Bytes& raw) {
    if (static_cast<HandshakeType>(raw.front()) == HandshakeType::client_hello) return say_hello(raw);
    const bool expected = next_ != Next::hello && raw == honest();
    said_.push_back({static_cast<HandshakeType>(raw.front()), expected});
    evil_.send_message(raw);
  }

  /// With right binders, where there are keys to offer and the hello is one.
  void say_hello(const base::Bytes& raw) {
    try {
      tls::ClientHello hello = tls::decode<tls::ClientHello>({HandshakeType::client_hello, raw});
      if (psks_.empty() || evil_.client_handshake) throw wire::DecodeError("as it stands");
      tests::offer_psks(hello, psks_);
      tests::add_binders(hello, psks_, evil_.transcript);
      evil_.send_hello(hello, psks_);
    } catch (const tls::Abort&) {
      evil_.send_message(raw);
    } catch (const wire::DecodeError&) {
      evil_.send_message(raw);
    }
    hear(evil_);
    if (evil_.server_hello) move_on();
  }

  void move_on() {
    if (next_ == Next::finished) return;
    const bool asked = std::ranges::any_of(evil_.heard, [](const base::Bytes& raw) { return raw.front() == 13; });
    next_ = next_ == Next::hello && !asked ? Next::finished : static_cast<Next>(static_cast<unsigned>(next_) + 1);
  }

  void bring_keys(std::uint8_t which) {
    psks_.clear();
    if (which % 3U != 0) psks_.push_back(evil_ticket());
    if (which % 3U != 1) psks_.push_back(evil_psk());
  }

  /// Announced before the ClientHello; sent and ended after it.
  void say_early(Input& script) {
    if (!evil_.early) {
      if (!first_hello_) first_hello_ = evil_.hello();
      first_hello_->extensions.set(tls::EarlyDataIndication{});
      return;
    }
    const base::View text = script.piece();
    if (text.empty()) return evil_.end_early_data();
    base::append(early_, text);
    evil_.send_early(base::text_of(text));
  }

  void check() {
    check_manners(evil_);
    const tls::Session& session = evil_.victim.session();
    const base::Bytes& got = evil_.got_early;
    ensure(got.size() <= 100, "no more early data than allowed");
    ensure(got.size() <= early_.size() && std::equal(got.begin(), got.end(), early_.begin()), "and what was sent");
    ensure(got.empty() || session.early_data == tls::EarlyData::accepted, "early data was accepted");
    ensure(!session.resumed || !psks_.empty(), "nobody resumes without a key");
    if (!was_connected(evil_)) return;
    ensure(said_honestly(said_, HandshakeType::finished), "nobody is believed without a Finished");
    const bool shown = session.resumed || !session.peer_chain.empty();
    ensure(shown || config_.client_authentication != tls::ClientAuthentication::required, "a certificate was required");
    ensure(session.resumed || session.peer_chain.empty() || said_honestly(said_, HandshakeType::certificate_verify),
           "nobody is believed without proof");
  }

  tls::ServerConfig config_;
  EvilClient evil_;
  Next next_ = Next::hello;
  std::optional<tls::ClientHello> first_hello_;
  tests::EvilPsks psks_;
  std::vector<Said> said_;
  base::Bytes early_;  // sent as early data
};

}  // namespace

void on::server_messages(base::View input) {
  Input script(input);
  Script(script.byte()).run(script);
}

}  // namespace fuzz
