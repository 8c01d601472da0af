// A TLS 1.3 client that takes as little of the machine as it can, so that a bench measures the server beside it. Its
// private key is the number one: its share is then the base point itself, and the secret that both ends agree on is the
// server's own share. It verifies nothing. The server notices no difference, and has all its work.
// Read next: visitor.hpp.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "tls/record/handshake_reader.hpp"
#include "tls/record/record_reader.hpp"
#include "tls/record/record_writer.hpp"
#include "tls/schedule/key_schedule.hpp"
#include "tls/schedule/transcript.hpp"

namespace load {

namespace base = vitrine::base;
namespace tls = vitrine::tls;

class CheapClient {
 public:
  /// `alpn`: the one protocol to ask for; empty: none. The ClientHello waits in output().
  explicit CheapClient(std::string_view alpn);

  /// Takes what came from the server. Throws tls::Abort or std::runtime_error for anything that is no good handshake.
  void receive(base::View bytes);
  base::View output() const { return writer_.output(); }
  void sent(std::size_t count) { writer_.sent(count); }

  /// Our Finished waits in output(), or was sent.
  bool established() const { return established_; }
  /// The server said close_notify.
  bool dismissed() const { return dismissed_; }
  void say(std::string_view text) { writer_.write(tls::ContentType::application_data, base::view_of(text)); }
  void say_goodbye();

  /// What was said to us; whoever reads it takes it out.
  std::string heard;

 private:
  void take(const tls::Record& record);
  void take_alert(base::View content);
  void learn(const tls::RawMessage& message);
  void learn_server_hello(const tls::RawMessage& message);
  void finish();

  tls::RecordReader reader_{tls::Trace(nullptr)};
  tls::RecordWriter writer_{tls::Trace(nullptr)};
  tls::HandshakeReader messages_{tls::max_plaintext};
  tls::Transcript transcript_;
  std::optional<tls::HandshakeSecret> handshake_secret_;
  std::optional<tls::TrafficSecret> client_handshake_;
  bool established_ = false;
  bool dismissed_ = false;
};

}  // namespace load
