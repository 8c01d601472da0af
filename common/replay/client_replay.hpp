// Our client in the client's place of a trace: its machine enters with the trace's own ClientHello and key pair, and
// has as much of a connection around it as a trace needs. Read next: walk.hpp.
#pragma once
#include <optional>

#include "replay/rfc8448.hpp"
#include "replay/scripted_random.hpp"
#include "tls/client/arrows.hpp"
#include "tls/record/handshake_reader.hpp"
#include "tls/record/record_reader.hpp"
#include "tls/record/record_writer.hpp"

namespace vitrine::replay {

namespace client = tls::client;

/// Records in, messages to the machine, its effects to records out.
class ClientReplay {
 public:
  /// Every chain is taken as it comes: these sign themselves, are short of bits and out of date.
  ClientReplay(const Vectors& v, tls::Trace events, base::View random_bytes = {});

  /// Says a ClientHello of the trace, once entered: the transcript has it already.
  void say_hello(base::View raw);

  /// Enters as one that has just sent the trace's last ClientHello.
  void enter(const Vectors& v);
  void enter(client::ClientMachine::State state) { machine.emplace(std::move(state), context); }
  /// Says the trace's ClientHello to resume with, in our own encoding and with our own binder, and is in early data.
  void resume(const Vectors& v, tls::ClientTicket from_before);

  void receive(base::View bytes);
  void send(tls::ContentType type, base::View content) { writer_.write(type, content); }
  /// The bytes for the network since the last call.
  base::Bytes sent();

  ScriptedRandom random;
  tls::Trace trace;
  tls::Session session;
  client::ClientHandshake context;
  std::optional<client::ClientMachine> machine;
  bool established = false;
  std::optional<tls::ClientTicket> ticket;  // the last
  tls::ContentType last_type{};             // of the last record received
  base::Bytes last_content;                 // decrypted

 private:
  void say(base::View raw);
  void apply_effects();
  void apply(const tls::SendMessage& effect) { say(effect.raw); }
  void apply(const tls::SendChangeCipherSpec& /*effect*/) {
    send(tls::ContentType::change_cipher_spec, base::Bytes{1});
  }
  void apply(const tls::ChangeSendingKey& effect) { writer_.change_key(effect.secret.traffic_keys(trace)); }
  void apply(const tls::ChangeReceivingKey& effect);
  void apply(const tls::ExpectRecordBoundary& effect);
  void apply(const tls::LimitSentRecords& effect) { writer_.limit(effect.inner_plaintext); }
  void apply(const tls::LimitReceivedRecords& effect) { reader_.limit(effect.inner_plaintext); }
  void apply(const tls::Established& /*effect*/) { established = true; }
  void apply(const tls::KeepExporter& /*effect*/) {}       // the secret was an event
  void apply(const tls::KeepEarlyExporter& /*effect*/) {}  // this one, too
  void apply(tls::KeepTicket& effect) { ticket = std::move(effect.ticket); }
  /// An effect that no trace has a use for.
  template <class Other>
  void apply(const Other& /*effect*/) {
    throw std::logic_error("an effect out of place");
  }

  tls::RecordReader reader_;
  tls::RecordWriter writer_;
  tls::HandshakeReader messages_{1U << 16U};
};

}  // namespace vitrine::replay
