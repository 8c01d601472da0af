// The inside of a Connection: records below, the state machine above, and between them the rules about which record may
// come when (RFC 9846 §5, §6), the effects of the states, and the one place where an Abort becomes an alert.
// Read before: tls/connection.hpp. Read next: tls/record/record_reader.hpp, tls/machine/machine.hpp.
#pragma once
#include <exception>
#include <memory>

#include "tls/check.hpp"
#include "tls/connection.hpp"
#include "tls/machine/effects.hpp"
#include "tls/record/handshake_reader.hpp"
#include "tls/record/record_reader.hpp"
#include "tls/record/record_writer.hpp"
#include "tls/schedule/exporter.hpp"

namespace vitrine::tls {

/// A role's machine as the connection needs it; made in tls/client and tls/server by roles.cpp.
class RoleMachine {
 public:
  RoleMachine() = default;
  RoleMachine(const RoleMachine&) = delete;
  RoleMachine& operator=(const RoleMachine&) = delete;
  virtual ~RoleMachine() = default;

  virtual void time_is(Time now) = 0;
  virtual void receive(const RawMessage& message) = 0;
  virtual void fail() = 0;
  virtual std::string_view state() const = 0;
  /// True until the first ClientHello was received; a client has sent its own.
  virtual bool before_client_hello() const = 0;
  /// What the arrows taken since the last call asked for.
  virtual Effects take_effects() = 0;
};

/// What both roles need to begin.
struct Beginning {
  crypto::Random& random;
  Time now;
  EventSink* sink;
};

class Connection::Engine {
 public:
  Engine(std::shared_ptr<const ClientConfig> config, ServerIdentity server, const Beginning& beginning);
  Engine(std::shared_ptr<const ServerConfig> config, ClientAddress client, const Beginning& beginning);

  void time_is(Time now);

  RecordReader& reader() { return reader_; }
  RecordWriter& writer() { return writer_; }
  const RecordWriter& writer() const { return writer_; }

  /// Opens records until one has application data, or there are no more.
  Status process();
  Status transport_ended();
  base::View plaintext() const { return early_data_left_ ? base::View() : plaintext_; }
  Replayable early_data() const { return {early_data_left_ ? plaintext_ : base::View()}; }
  Status consume(std::size_t count);
  bool send(base::View plaintext);
  bool send_early(base::View plaintext);
  void close();
  void abort(AlertDescription alert);
  bool update_keys(KeyUpdateRequest request);
  void sent(std::size_t count);
  void give_back_buffers();

  std::vector<ClientTicket> take_tickets();
  std::optional<crypto::Secret> export_keying_material(LabelAndContext what, std::size_t length) const;
  std::optional<crypto::Secret> export_early_keying_material(LabelAndContext what, std::size_t length) const;

  Status status() const { return status_; }
  const std::optional<Failure>& failure() const { return failure_; }
  const Session& session() const { return session_; }
  Role role() const { return role_; }
  std::string_view state() const { return machine_->state(); }
  bool close_sent() const { return close_sent_; }

 private:
  template <class Work>
  Status guarded(Work work);
  void process_records();
  void handle(const RecordReceived& record);
  void on_change_cipher_spec(const Record& record);
  void on_alert(const Record& record);
  void on_closure(AlertDescription description);
  void on_handshake(const Record& record);
  void on_message(const RawMessage& message);
  void on_application_data(const Record& record);
  void count_key_update();
  void count_early_data(std::size_t size);

  void apply_effects();
  void apply(SendMessage& effect);
  void apply(const SendChangeCipherSpec& effect);
  void apply(ChangeSendingKey& effect);
  void apply(ChangeReceivingKey& effect);
  void apply(const ExpectRecordBoundary& effect);
  void apply(const ForgetSendingKey& effect);
  void apply(const OfferEarlyData& effect);
  void apply(const AllowHalfRtt& effect);
  void apply(const AcceptEarlyData& effect);
  void apply(const SkipEarlyData& effect);
  void apply(const LimitSentRecords& effect);
  void apply(const LimitReceivedRecords& effect);
  void apply(const Established& effect);
  void apply(const AdvanceReceivingKey& effect);
  void apply(const AnswerKeyUpdate& effect);
  void apply(KeepExporter& effect);
  void apply(KeepEarlyExporter& effect);
  void apply(KeepTicket& effect);
  void flush_flight();

  void write(ContentType type, base::View content);
  bool may_send() const;
  bool key_is_used_up(std::size_t records) const;
  void write_fragment(base::View& plaintext);
  bool may_update_keys() const;
  void send_key_update(KeyUpdateRequest request);
  void answer_when_idle();
  void answer_key_update();
  void send_alert(AlertLevel level, AlertDescription description);
  void require(bool holds, AlertDescription alert, std::string_view section, std::string_view text) const;
  void abort(const Rule& broken) noexcept;
  void say_why(const Rule& broken) noexcept;
  void say_over() noexcept;
  void fail(Failure failure);
  void finish_if_transport_ended();

  Role role_;
  Limits limits_;
  Time now_;
  Trace trace_;
  Session session_;
  RecordReader reader_;
  RecordWriter writer_;
  HandshakeReader messages_;
  std::unique_ptr<RoleMachine> machine_;
  std::optional<TrafficSecret> sending_;
  std::optional<TrafficSecret> receiving_;
  base::Bytes flight_;  // handshake messages that may still share a record
  base::View plaintext_;
  Status status_ = Status::handshaking;
  std::optional<Failure> failure_;

  std::optional<std::size_t> early_data_left_;  // that the peer may still send: set while its early data key is in use
  std::optional<std::size_t> early_room_;       // that we may send before the handshake is over
  std::optional<Exporter> exporter_;
  std::optional<Exporter> early_exporter_;
  std::vector<ClientTicket> tickets_;

  unsigned change_cipher_specs_ = 0;
  unsigned warnings_ = 0;
  unsigned empty_records_ = 0;
  unsigned messages_since_data_ = 0;
  unsigned key_updates_this_minute_ = 0;
  Time minute_began_{};
  bool answer_owed_ = false;   // a KeyUpdate that the peer asked for
  bool request_open_ = false;  // a KeyUpdate that we asked for
  bool close_sent_ = false;
  bool stateless_retry_ = false;
  bool transport_ended_ = false;
};

/// The one place where an error ends: whatever is thrown below becomes a Failure, and an alert for the peer.
template <class Work>
Status Connection::Engine::guarded(Work work) {
  if (status_ == Status::failed) return status_;
  try {
    work();
  } catch (const Abort& error) {
    abort({error.alert, error.section, error.text});
  } catch (const wire::DecodeError& error) {
    abort({AlertDescription::decode_error, "6", error.what()});
  } catch (const std::exception& error) {
    abort({AlertDescription::internal_error, "6.2", error.what()});
  } catch (...) {
    abort({AlertDescription::internal_error, "6.2", "an exception of no known kind"});
  }
  return status_;
}

std::unique_ptr<RoleMachine> make_client_machine(const Beginning& beginning, Session& session,
                                                 std::shared_ptr<const ClientConfig> config, ServerIdentity server);
std::unique_ptr<RoleMachine> make_server_machine(const Beginning& beginning, Session& session,
                                                 std::shared_ptr<const ServerConfig> config, ClientAddress client);

}  // namespace vitrine::tls
