// Receiving: which record may come when, and what becomes of it. RFC 9846 §5, §6. The sending half is in
// engine_send.cpp.
#include "tls/engine.hpp"

#include <algorithm>

namespace vitrine::tls {

using enum AlertDescription;

Connection::Engine::Engine(std::shared_ptr<const ClientConfig> config, ServerIdentity server,
                           const Beginning& beginning)
    : role_(Role::client),
      limits_(config->limits),
      now_(beginning.now),
      trace_(beginning.sink),
      reader_(trace_),
      writer_(trace_),
      messages_(limits_.handshake_message) {
  writer_.limit_fragments(limits_.sent_fragment);
  writer_.pad_to(config->record_padding);
  writer_.legacy_record_version(0x0301);  // of the first ClientHello alone: see flush_flight()
  machine_ = make_client_machine(beginning, session_, std::move(config), std::move(server));
  guarded([this] { apply_effects(); });
}

Connection::Engine::Engine(std::shared_ptr<const ServerConfig> config, ClientAddress client, const Beginning& beginning)
    : role_(Role::server),
      limits_(config->limits),
      now_(beginning.now),
      trace_(beginning.sink),
      reader_(trace_),
      writer_(trace_),
      messages_(limits_.handshake_message),
      machine_(make_server_machine(beginning, session_, config, std::move(client))) {
  writer_.limit_fragments(limits_.sent_fragment);
  writer_.pad_to(config->record_padding);
  stateless_retry_ = config->stateless_retry;
}

void Connection::Engine::time_is(Time now) {
  now_ = now;
  machine_->time_is(now);
}

Status Connection::Engine::process() {
  return guarded([this] { process_records(); });
}

void Connection::Engine::process_records() {
  if (close_sent_ && status_ == Status::handshaking) reader_.clear();  // we left before it was over: no more of it
  while (plaintext_.empty() && status_ != Status::failed && status_ != Status::peer_closed) {
    const auto record = reader_.next();
    if (!record) break;
    handle(*record);
  }
  if (status_ == Status::peer_closed) reader_.clear();  // §6.1: what follows a close_notify is ignored
  answer_when_idle();
  finish_if_transport_ended();
}

void Connection::Engine::handle(const RecordReceived& record) {
  if (record.type != ContentType::application_data) empty_records_ = 0;
  switch (record.type) {
    case ContentType::change_cipher_spec:
      return on_change_cipher_spec(record);
    case ContentType::alert:
      return on_alert(record);
    case ContentType::handshake:
      return on_handshake(record);
    case ContentType::application_data:
      return on_application_data(record);
    case ContentType::invalid:
      break;
  }
}

/// Dropped during the handshake, refused before and after it (§5); before it, too, where the ClientHello may be a
/// second one that a stateless server cannot know (§4.3.2).
void Connection::Engine::on_change_cipher_spec(const Record& record) {
  const bool too_early = machine_->before_client_hello() && !stateless_retry_;
  require(status_ == Status::handshaking && !too_early, unexpected_message, "5",
          "change_cipher_spec comes during the handshake only");
  require(record.content.size() == 1 && record.content.front() == 1, unexpected_message, "5",
          "change_cipher_spec is the one byte 0x01");
  require(messages_.at_boundary(), unexpected_message, "5.1", "nothing interrupts a handshake message");
  require(++change_cipher_specs_ <= limits_.change_cipher_specs, unexpected_message, "E.4",
          "change_cipher_spec is not sent again and again (our limit)");
}

void Connection::Engine::on_alert(const Record& record) {
  require(record.is_protected || !reader_.is_protected() || status_ == Status::handshaking, unexpected_message, "5.2",
          "alerts are protected once there are keys");
  require(record.content.size() == 2, decode_error, "5.1", "an alert record holds exactly one alert");
  const AlertSeen alert{static_cast<AlertLevel>(record.content[0]), static_cast<AlertDescription>(record.content[1])};
  trace_([&] { return AlertReceived{alert}; });
  if (alert.description == close_notify || alert.description == user_canceled) return on_closure(alert.description);
  fail({Failure::Origin::peer, alert.description, "", "the peer sent the alert " + name_of(alert.description), {}});
}

/// §6.1
void Connection::Engine::on_closure(AlertDescription description) {
  require(messages_.at_boundary(), unexpected_message, "5.1", "nothing interrupts a handshake message");
  if (description == user_canceled) {
    return require(++warnings_ <= limits_.warning_alerts, unexpected_message, "6.1",
                   "user_canceled is not said again and again (our limit)");
  }
  if (status_ == Status::handshaking) {
    return fail(
        {Failure::Origin::peer, close_notify, "", "the peer said close_notify before the handshake was over", {}});
  }
  status_ = Status::peer_closed;
}

void Connection::Engine::on_handshake(const Record& record) {
  messages_.add(record.content);
  while (const auto message = messages_.next()) on_message(*message);
}

void Connection::Engine::on_message(const RawMessage& message) {
  trace_([&] { return MessageReceived{{message.type, message_name(message), message.raw, &explain_message}}; });
  if (status_ != Status::handshaking) {
    require(++messages_since_data_ <= limits_.messages_without_data, unexpected_message, "4.7",
            "messages after the handshake come with data between them (our limit)");
  }
  machine_->receive(message);
  apply_effects();
}

/// Only an established connection has application data (§4.5.3), or one that takes early data. Empty records are cover
/// traffic, in moderation.
void Connection::Engine::on_application_data(const Record& record) {
  require(status_ == Status::established || early_data_left_, unexpected_message, "4.5.3",
          "application data comes after the peer's Finished");
  require(messages_.at_boundary(), unexpected_message, "5.1", "nothing interrupts a handshake message");
  if (record.content.empty()) {
    return require(++empty_records_ <= limits_.empty_records, unexpected_message, "5.4",
                   "empty records are not sent without end (our limit)");
  }
  empty_records_ = 0;
  messages_since_data_ = 0;
  if (early_data_left_) count_early_data(record.content.size());
  plaintext_ = record.content;
}

/// Data between them makes KeyUpdates no cheaper for us: each costs two keys, and an answer if it asks for one. §4.7.3.
void Connection::Engine::count_key_update() {
  const bool next_minute = now_ < minute_began_ || now_ >= minute_began_ + std::chrono::minutes(1);
  if (next_minute) {
    minute_began_ = now_;
    key_updates_this_minute_ = 0;
  }
  require(++key_updates_this_minute_ <= limits_.key_updates_a_minute, unexpected_message, "4.7.3",
          "KeyUpdates do not come faster than data can need them (our limit)");
}

/// Only what is inside counts: no padding, no header. §4.7.1.
void Connection::Engine::count_early_data(std::size_t size) {
  require(size <= *early_data_left_, unexpected_message, "4.7.1", "early data stays within max_early_data_size");
  *early_data_left_ -= size;
}

std::optional<crypto::Secret> Connection::Engine::export_keying_material(LabelAndContext what,
                                                                         std::size_t length) const {
  const bool confirmed = status_ == Status::established || status_ == Status::peer_closed;
  if (!confirmed || !exporter_) return std::nullopt;
  return exporter_->export_keying_material(what, length);
}

std::optional<crypto::Secret> Connection::Engine::export_early_keying_material(LabelAndContext what,
                                                                               std::size_t length) const {
  if (!early_exporter_) return std::nullopt;
  return early_exporter_->export_keying_material(what, length);
}

std::vector<ClientTicket> Connection::Engine::take_tickets() { return std::exchange(tickets_, {}); }

Status Connection::Engine::consume(std::size_t count) {
  plaintext_ = plaintext_.subspan(std::min(count, plaintext_.size()));
  return plaintext_.empty() ? process() : status_;
}

Status Connection::Engine::transport_ended() {
  transport_ended_ = true;
  return process();
}

void Connection::Engine::finish_if_transport_ended() {
  if (!transport_ended_ || !plaintext_.empty()) return;
  if (status_ == Status::handshaking) {
    fail({Failure::Origin::truncated, close_notify, "6.1", "the connection ended during the handshake", {}});
  } else if (status_ == Status::established) {
    fail({Failure::Origin::truncated, close_notify, "6.1", "the connection ended without close_notify", {}});
  }
}

void Connection::Engine::require(bool holds, AlertDescription alert, std::string_view section,
                                 std::string_view text) const {
  tls::require(trace_, holds, {alert, section, text});
}

/// `broken` refers to words that somebody else keeps: where there is no memory for copies of them, it goes without.
void Connection::Engine::abort(const Rule& broken) noexcept {
  say_why(broken);
  Failure failure{Failure::Origin::ours, broken.alert, "", "out of memory", {}};
  try {
    failure.section = broken.section;
    failure.text = broken.text;
  } catch (const std::bad_alloc&) {
    failure.section.clear();
  }
  if (session_.peer_verdict && session_.peer_verdict->verdict != crypto::Verdict::good) {
    failure.certificate = session_.peer_verdict->verdict;
  }
  fail(std::move(failure));
}

/// To the watcher and to the peer. If that fails, too, the connection fails all the same.
void Connection::Engine::say_why(const Rule& broken) noexcept {
  try {
    flight_.clear();
    trace_([&] { return Check{false, broken.alert, broken.section, broken.text}; });
    send_alert(AlertLevel::fatal, broken.alert);
  } catch (const std::exception&) {
    flight_.clear();
  }
}

/// To the watcher. That it fails, too, changes nothing.
void Connection::Engine::say_over() noexcept {
  try {
    trace_([&] { return ConnectionFailed{failure_->origin, failure_->alert, failure_->section, failure_->text}; });
  } catch (const std::exception&) {
    return;
  }
}

/// Terminal: keys, secrets and what the state knew are gone. §6.
void Connection::Engine::fail(Failure failure) {
  status_ = Status::failed;
  failure_ = std::move(failure);
  say_over();
  machine_->fail();
  sending_.reset();
  receiving_.reset();
  if (failure_->origin != Failure::Origin::truncated) tickets_.clear();
  exporter_.reset();
  early_exporter_.reset();
  early_data_left_.reset();
  early_room_.reset();
  writer_.forget_key();
  messages_.clear();
  plaintext_ = {};
  reader_.clear();
}

}  // namespace vitrine::tls
