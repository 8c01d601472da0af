// A peer that does what a test tells it to, against one of our connections: what EvilClient and EvilServer share, and
// the oracle for what must come of it. Read next: support/evil_client.hpp, support/evil_server.hpp.
#pragma once
#include <functional>

#include "support/evil_records.hpp"
#include "tls/message/handshake.hpp"
#include "tls/schedule/key_schedule.hpp"

namespace tests {

class EvilPeer {
 public:
  using Make = std::function<tls::Connection(crypto::Random&, tls::EventSink*)>;
  explicit EvilPeer(const Make& make) : victim(make(victim_random, &events)) {}
  EvilPeer(const EvilPeer&) = delete;
  EvilPeer& operator=(const EvilPeer&) = delete;
  virtual ~EvilPeer() = default;

  /// Bytes as they are. Plaintext that comes out is collected in `got` and `got_early`.
  tls::Status deliver(base::View wire);
  /// One record, protected if there is a key.
  void send_record(tls::ContentType type, base::View content) { deliver(wrap(type, content)); }
  base::Bytes wrap(tls::ContentType type, base::View content);
  /// One handshake message in a record of its own; it joins the transcript.
  void send_message(base::View raw);
  template <class M>
  void send(const M& message) {
    send_message(tls::encode(message));
  }
  void send_data(std::string_view text) { send_record(tls::ContentType::application_data, base::view_of(text)); }

  /// Takes what the victim has to say, opens it, and learns from it.
  void listen();

  /// A good chain of that kind (support/endpoints.hpp), as a message.
  static tls::Certificate certificate_of(const std::string& kind);
  /// What a CertificateVerify is over at this very moment.
  base::Bytes signed_content(std::string_view context) const;
  /// What a Finished says at this very moment, with any secret as its base key.
  tls::Finished finished_under(const tls::TrafficSecret& secret) const;
  /// By the key of that kind.
  static tls::CertificateVerify signed_by(const std::string& kind, tls::SignatureScheme scheme, base::View content);

  Recorder events;
  SeededRandom victim_random{5};
  SeededRandom random{6};
  tls::Connection victim;
  base::Bytes got;        // plaintext that the victim let out
  base::Bytes got_early;  // and early data

  std::optional<EvilKey> sending;
  std::optional<EvilKey> receiving;
  std::vector<tls::AlertDescription> alerts;  // heard from the victim
  std::vector<base::Bytes> heard;             // handshake messages of the victim, in order
  base::Bytes data;                           // application data of the victim
  std::size_t undecipherable = 0;             // records of the victim that did not open
  unsigned change_cipher_specs = 0;           // heard from the victim

  tls::CipherSuite suite = tls::CipherSuite::TLS_AES_128_GCM_SHA256;
  base::Bytes transcript;

 protected:
  virtual void learn(const tls::RawMessage& message) = 0;
  base::Bytes transcript_hash() const;
  /// message_hash in place of everything so far. §4.1.
  void replace_transcript_by_its_hash();
  EvilKey key_from(const tls::TrafficSecret& secret) const { return {suite, secret.value().expose()}; }

 private:
  void take(tls::ContentType type, base::View content);
  base::Bytes unfinished_;
};

inline constexpr std::string_view server_context = "TLS 1.3, server CertificateVerify";
inline constexpr std::string_view client_context = "TLS 1.3, client CertificateVerify";
/// The first scheme that a key of that kind signs with.
tls::SignatureScheme scheme_for(const std::string& kind);

using Alerts = std::vector<tls::AlertDescription>;

/// The victim refused with one of these alerts, said so exactly once and readably, and is dead for good.
void expect_refusal(EvilPeer& evil, const Alerts& allowed);
/// The victim ended without an alert of its own.
void expect_end_without_alert(EvilPeer& evil, tls::Failure::Origin origin);
/// The victim is established and data flows from the evil one to it.
void expect_acceptance(EvilPeer& evil);

}  // namespace tests
