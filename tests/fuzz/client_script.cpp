// A client of ours against a server that goes by a script: at each point the honest message, or that with some bytes
// changed or cut, or any message at all; each sealed under the key that is right by then, so that the fuzzer needs to
// break no cryptography to come to WAIT_FINISHED and beyond. What must hold: whoever is believed was honest.
#include "fuzz/victim.hpp"

namespace fuzz {
namespace {

using tls::HandshakeType;

tls::ClientConfig config_from(std::uint8_t flags) {
  tls::ClientConfig config = cached_client_config();
  if ((flags & 1U) != 0) config.alpn = {"vitrine/1", "other"};
  if ((flags & 2U) != 0) config.external_psks = {external_psk()};
  if ((flags & 4U) != 0) config.credentials = cached_server_config().credentials;
  if ((flags & 8U) != 0) config.certificate_compression = tls::available_compression();
  if ((flags & 16U) != 0) config.record_size_limit = 1000;
  if ((flags & 32U) != 0) config.ask_for = {true, true};
  return config;
}

class Script {
 public:
  explicit Script(std::uint8_t flags) : evil_(config_from(flags)), with_psk_((flags & 66U) == 66U) {
    if (with_psk_) evil_.psk = evil_psk();
  }

  void run(Input& script) {
    while (!script.empty() && evil_.victim.status() != tls::Status::failed) step(script);
    hear(evil_);
    check();
  }

 private:
  void step(Input& script) {
    const unsigned choice = script.byte() % 8U;
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
        ++step_;
        return;
      case 6:
        return ask_again();
      default:
        evil_.deliver(tests::raw_record(static_cast<tls::ContentType>(script.byte()), script.piece()));
    }
  }

  HandshakeType next() const {
    constexpr std::array order{HandshakeType::server_hello, HandshakeType::encrypted_extensions,
                               HandshakeType::certificate, HandshakeType::certificate_verify, HandshakeType::finished};
    constexpr std::array short_order{order[0], order[1], order[4], order[4], order[4]};
    return (with_psk_ ? short_order : order)[std::min(step_, order.size() - 1)];
  }

  base::Bytes honest(HandshakeType type) {
    switch (type) {
      case HandshakeType::server_hello:
        return tls::encode(with_psk_ ? evil_.server_hello_with_psk() : evil_.server_hello());
      case HandshakeType::certificate:
        return tls::encode(evil_.certificate());
      case HandshakeType::certificate_verify:
        return tls::encode(evil_.certificate_verify());
      case HandshakeType::finished:
        return evil_.server_handshake ? tls::encode(evil_.finished()) : tests::raw_message(20, base::Bytes(32, 0));
      default:
        return tls::encode(tls::EncryptedExtensions{});
    }
  }

  /// In the place of the next message. Keys change where they should.
  void say(Change how, Input& script) {
    const HandshakeType type = next();
    const base::Bytes right = honest(type);
    const base::Bytes raw = changed(right, how, script);
    ++step_;
    if (type == HandshakeType::server_hello) return say_hello(raw);
    const bool good = raw == right;
    said_.push_back({type, good});
    if (type == HandshakeType::finished && good && evil_.server_handshake && !finished_) return finish();
    evil_.send_message(raw);
  }

  void say_besides(const base::Bytes& raw) {
    const auto type = static_cast<HandshakeType>(raw.front());
    if (type == HandshakeType::server_hello && !evil_.server_handshake) return say_hello(raw);
    if (type != HandshakeType::server_hello) said_.push_back({type, raw == honest(type)});
    evil_.send_message(raw);
  }

  void finish() {
    finished_ = true;
    evil_.say_finished();
  }

  /// With its keys, where it is one that the peer itself can follow.
  void say_hello(const base::Bytes& raw) {
    const tls::RawMessage message{HandshakeType::server_hello, raw};
    try {
      if (!tls::is<tls::ServerHello>(message)) return evil_.send_message(raw);
      const auto hello = tls::decode<tls::ServerHello>(message);
      if (tls::find_entry(hello.cipher_suite) != nullptr) evil_.suite = hello.cipher_suite;
      (void)hello.extensions.get<tls::PreSharedKeyServerHello>();
      evil_.say(hello);
    } catch (const tls::Abort&) {
      evil_.send_message(raw);
    } catch (const wire::DecodeError&) {
      evil_.send_message(raw);
    }
  }

  void ask_again() {
    if (evil_.server_handshake) return;
    evil_.group = tls::NamedGroup::secp256r1;
    evil_.say(evil_.retry(evil_.group));
  }

  void check() {
    check_manners(evil_);
    if (!was_connected(evil_)) return;
    const tls::Session& session = evil_.victim.session();
    ensure(said_honestly(said_, HandshakeType::finished), "nobody is believed without a Finished");
    ensure(session.resumed == with_psk_, "a session is resumed if its key was selected");
    ensure(with_psk_ || said_honestly(said_, HandshakeType::certificate_verify), "nobody is believed without proof");
    ensure(with_psk_ ||
               session.peer_chain.front().der() == cached_server_config().credentials.front()->chain.front().der(),
           "nobody else's certificate is believed");
    ensure(session.alpn.empty() || session.alpn == "vitrine/1" || session.alpn == "other", "ALPN is what was offered");
  }

  EvilServer evil_;
  bool with_psk_;
  bool finished_ = false;
  std::size_t step_ = 0;
  std::vector<Said> said_;
};

}  // namespace

void on::client_messages(base::View input) {
  Input script(input);
  Script(script.byte()).run(script);
}

}  // namespace fuzz
