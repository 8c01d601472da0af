// Sending: the effects of the states, application data, key updates, goodbyes. RFC 9846 §4.7.3, §5.1, §5.5, §6.1.
#include <algorithm>
#include <utility>

#include "tls/engine.hpp"

namespace vitrine::tls {

using enum AlertDescription;

void Connection::Engine::apply_effects() {
  for (Effect& effect : machine_->take_effects()) {
    std::visit([this](auto& what) { apply(what); }, effect);
  }
  flush_flight();
}

void Connection::Engine::apply(SendMessage& effect) {
  const RawMessage message{static_cast<HandshakeType>(effect.raw.front()), effect.raw};
  trace_([&] { return MessageSent{{message.type, message_name(message), message.raw, &explain_message}}; });
  base::append(flight_, effect.raw);
}

void Connection::Engine::apply(const SendChangeCipherSpec& /*effect*/) {
  flush_flight();
  constexpr std::uint8_t one = 1;
  write(ContentType::change_cipher_spec, base::View(&one, 1));
}

void Connection::Engine::apply(ChangeSendingKey& effect) {
  flush_flight();
  early_room_.reset();
  writer_.change_key(effect.secret.traffic_keys(trace_));
  sending_ = std::move(effect.secret);
}

void Connection::Engine::apply(const ForgetSendingKey& /*effect*/) {
  writer_.forget_key();
  sending_.reset();
  early_room_.reset();
}

void Connection::Engine::apply(const OfferEarlyData& effect) { early_room_ = effect.max_early_data_size; }

void Connection::Engine::apply(const AllowHalfRtt& /*effect*/) { early_room_ = limits_.half_rtt_data; }

/// Nothing may be left of the record that the last message under the old key came in: §5.1.
void Connection::Engine::apply(const ExpectRecordBoundary& /*effect*/) {
  require(messages_.at_boundary(), unexpected_message, "5.1", "a message before a key change ends its record");
}

void Connection::Engine::apply(ChangeReceivingKey& effect) {
  apply(ExpectRecordBoundary{});
  reader_.change_key(effect.secret.traffic_keys(trace_));
  receiving_ = std::move(effect.secret);
  early_data_left_.reset();
}

void Connection::Engine::apply(const AdvanceReceivingKey& /*effect*/) {
  apply(ExpectRecordBoundary{});
  if (std::exchange(request_open_, false)) {
    messages_since_data_ = 0;  // the answer that we asked for is no flood
  } else {
    count_key_update();
  }
  receiving_ = std::move(*receiving_).next(trace_);
  reader_.change_key(receiving_->traffic_keys(trace_));
}

void Connection::Engine::apply(const AcceptEarlyData& effect) { early_data_left_ = effect.max_early_data_size; }

void Connection::Engine::apply(const LimitSentRecords& effect) { writer_.limit(effect.inner_plaintext); }

void Connection::Engine::apply(const LimitReceivedRecords& effect) { reader_.limit(effect.inner_plaintext); }

void Connection::Engine::apply(const SkipEarlyData& effect) {
  reader_.skip_early_data(limits_.skipped_early_data + 2 * effect.max_early_data_size);
}

void Connection::Engine::apply(const Established& /*effect*/) {
  status_ = Status::established;
  early_room_.reset();
}

void Connection::Engine::apply(KeepExporter& effect) { exporter_.emplace(effect.suite, std::move(effect.secret)); }

void Connection::Engine::apply(KeepEarlyExporter& effect) {
  early_exporter_.emplace(effect.suite, std::move(effect.secret));
}

void Connection::Engine::apply(KeepTicket& effect) {
  if (tickets_.size() >= limits_.tickets_kept) tickets_.erase(tickets_.begin());
  tickets_.push_back(std::move(effect.ticket));
}

/// However many were asked for, one answer is owed, and only to a connection that still sends. §4.7.3.
void Connection::Engine::apply(const AnswerKeyUpdate& /*effect*/) { answer_owed_ = !close_sent_; }

/// Messages of one flight share records where they fit.
void Connection::Engine::flush_flight() {
  if (flight_.empty()) return;
  write(ContentType::handshake, flight_);
  flight_.clear();
  writer_.legacy_record_version(0x0303);
}

/// The one door to the network: after close_notify nothing goes out, whatever asks for it. §6.1.
void Connection::Engine::write(ContentType type, base::View content) {
  if (!close_sent_) writer_.write(type, content);
}

bool Connection::Engine::may_send() const {
  return (status_ == Status::established || status_ == Status::peer_closed) && !close_sent_;
}

bool Connection::Engine::send(base::View plaintext) {
  if (!may_send()) return false;
  guarded([&] {
    while (!plaintext.empty()) {
      if (answer_owed_) answer_key_update();
      if (key_is_used_up(1)) send_key_update(KeyUpdateRequest::update_not_requested);
      write_fragment(plaintext);
    }
  });
  return status_ != Status::failed;
}

/// No KeyUpdate can renew a key of the handshake (§5.5): when it is used up, that was all.
bool Connection::Engine::send_early(base::View plaintext) {
  if (!early_room_ || plaintext.size() > *early_room_ || close_sent_) return false;
  if (key_is_used_up(plaintext.size() / writer_.longest_content() + 1)) return false;
  *early_room_ -= plaintext.size();
  guarded([&] {
    while (!plaintext.empty()) write_fragment(plaintext);
  });
  return status_ != Status::failed;
}

/// By so many records more; one is kept for the message that ends the key's use.
bool Connection::Engine::key_is_used_up(std::size_t records) const {
  return writer_.sealed() + records >= limits_.records_per_key;
}

/// One record's worth, taken off the front.
void Connection::Engine::write_fragment(base::View& plaintext) {
  const base::View fragment = plaintext.first(std::min(plaintext.size(), writer_.longest_content()));
  write(ContentType::application_data, fragment);
  plaintext = plaintext.subspan(fragment.size());
}

void Connection::Engine::close() {
  if (close_sent_ || status_ == Status::failed) return;
  guarded([this] {
    if (status_ == Status::handshaking) send_alert(AlertLevel::warning, user_canceled);
    send_alert(AlertLevel::warning, close_notify);
    close_sent_ = true;
    answer_owed_ = false;
  });
}

/// After close_notify no alert goes out any more, but the connection has failed all the same. §6.2.
void Connection::Engine::abort(AlertDescription alert) {
  guarded([alert] { throw Abort(alert, "6.2", "the application gave up with " + name_of(alert)); });
}

bool Connection::Engine::update_keys(KeyUpdateRequest request) {
  if (!may_send() || !may_update_keys()) return false;
  guarded([&] {
    send_key_update(request_open_ ? KeyUpdateRequest::update_not_requested : request);
    request_open_ = request_open_ || request == KeyUpdateRequest::update_requested;
  });
  return status_ != Status::failed;
}

bool Connection::Engine::may_update_keys() const { return sending_->generation() < limits_.key_updates; }

/// The message goes out under the old key; the next record has the new one. Without new keys a used one is the end.
void Connection::Engine::send_key_update(KeyUpdateRequest request) {
  require(may_update_keys(), internal_error, "5.5", "there is another key for our records");
  SendMessage message{encode(KeyUpdate{request})};
  apply(message);
  flush_flight();
  sending_ = std::move(*sending_).next(trace_);
  writer_.change_key(sending_->traffic_keys(trace_));
}

/// An answer waits while the peer does not read, so that a flood of requests cannot fill our output.
void Connection::Engine::answer_when_idle() {
  if (answer_owed_ && may_send() && writer_.output().empty()) answer_key_update();
}

void Connection::Engine::answer_key_update() {
  answer_owed_ = false;
  if (may_update_keys()) send_key_update(KeyUpdateRequest::update_not_requested);
}

void Connection::Engine::send_alert(AlertLevel level, AlertDescription description) {
  const std::array<std::uint8_t, 2> alert{static_cast<std::uint8_t>(level), static_cast<std::uint8_t>(description)};
  if (close_sent_) return;
  trace_([&] { return AlertSent{{level, description}}; });
  write(ContentType::alert, alert);
}

void Connection::Engine::give_back_buffers() {
  if (plaintext_.empty()) reader_.give_back_buffer();
  writer_.give_back_buffer();
  if (flight_.empty()) base::release(flight_);
}

void Connection::Engine::sent(std::size_t count) {
  writer_.sent(count);
  guarded([this] { answer_when_idle(); });
}

}  // namespace vitrine::tls
