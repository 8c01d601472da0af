// What lives for the whole handshake, and the verbs its states are written in: require, send, change keys. What only
// one state needs is in that state. Read next: tls/client/states.hpp or tls/server/states.hpp.
#pragma once
#include <string>

#include "crypto/certificate.hpp"
#include "crypto/error.hpp"
#include "crypto/random.hpp"
#include "tls/check.hpp"
#include "tls/event.hpp"
#include "tls/machine/effects.hpp"
#include "tls/machine/machine.hpp"
#include "tls/schedule/transcript.hpp"
#include "tls/session.hpp"

namespace vitrine::tls {

/// What a handshake is given from outside: randomness, time, a watcher, and a place for its results.
struct Surroundings {
  crypto::Random& random;
  Time now;
  Trace trace;
  Session& session;
};

class Handshake : public Surroundings {
 public:
  explicit Handshake(const Surroundings& surroundings) : Surroundings(surroundings) {}

  Transcript transcript;
  Effects effects;

  /// See tls/check.hpp.
  void require(bool holds, const Rule& rule) const {
    require(holds, rule, [] { return std::string(); });
  }
  template <class Found>
  void require(bool holds, const Rule& rule, Found found) const {
    tls::require(trace, holds, rule, found);
  }

  /// Encodes a message, adds it to the transcript (except after the handshake) and asks for it to be sent.
  template <class M>
  void send(const M& message) {
    if constexpr (requires { M::post_handshake; }) {
      effects.emplace_back(SendMessage{encode(message)});
    } else {
      send_raw(encode(message));
    }
  }
  /// The same for a message that was encoded by hand: a ClientHello with binders.
  void send_raw(base::Bytes raw);
  /// Once in a handshake, however many moments there are to do it: Appendix E.4.
  void send_change_cipher_spec() {
    if (!std::exchange(said_change_cipher_spec_, true)) effects.emplace_back(SendChangeCipherSpec{});
  }
  void change_sending_key(TrafficSecret secret) { effects.emplace_back(ChangeSendingKey{std::move(secret)}); }
  void change_receiving_key(TrafficSecret secret) { effects.emplace_back(ChangeReceivingKey{std::move(secret)}); }
  template <class E>
  void ask_for(E effect) {
    effects.emplace_back(std::move(effect));
  }
  void expect_record_boundary() { effects.emplace_back(ExpectRecordBoundary{}); }
  void established() { effects.emplace_back(Established{}); }

  /// N fresh random bytes.
  template <std::size_t N>
  wire::Fixed<N> fresh() const {
    wire::Fixed<N> bytes{};
    random.fill(bytes);
    return bytes;
  }

 private:
  bool said_change_cipher_spec_ = false;
};

/// The peer's Finished: right length (decode_error), right value, compared in constant time (decrypt_error). §4.5.3.
void check_finished(const Handshake& handshake, const Received<Finished>& finished, const TrafficSecret& base_key);

/// Refuses anything but the two values of KeyUpdateRequest; the keys advance, and an answer is owed if asked for.
/// §4.7.3.
void take_key_update(Handshake& handshake, const KeyUpdate& update);

/// The content that a CertificateVerify signs. §4.5.2.
base::Bytes certificate_verify_content(Role signer, base::View transcript_hash);

}  // namespace vitrine::tls
