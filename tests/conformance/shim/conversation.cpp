// See conversation.hpp.
#include "shim/conversation.hpp"

#include <algorithm>
#include <array>

namespace shim {
namespace {

constexpr auto decompression_failure = static_cast<tls::AlertDescription>(30);
const base::View hello = base::view_of("hello");

bool is_cut_off(const tls::Connection& connection) {
  return connection.failure() && connection.failure()->origin == tls::Failure::Origin::truncated;
}

}  // namespace

Conversation::Conversation(const Settings& settings, Link& link, tls::Connection& connection, const Observer& observer)
    : settings_(settings), link_(link), connection_(connection), observer_(observer) {}

void Conversation::fail() const {
  const tls::Failure& failure = *connection_.failure();
  throw Failed(token_of(failure, observer_), failure.text);
}

/// One read. The end of an established connection is no failure yet.
void Conversation::fill() {
  const bool handshaking = connection_.status() == tls::Status::handshaking;
  link_.flush();
  link_.fill();
  if (connection_.status() != tls::Status::failed) return;
  link_.flush();
  if (handshaking || !is_cut_off(connection_)) fail();
  cut_off_ = true;
}

bool Conversation::has_early_data() const {
  return settings_.server && connection_.session().early_data == tls::EarlyData::accepted;
}

void Conversation::handshake() {
  while (connection_.status() == tls::Status::handshaking && !has_early_data()) fill();
  link_.flush();
}

bool Conversation::say_early(base::View bytes) {
  return connection_.status() == tls::Status::handshaking && connection_.send_early(bytes);
}

void Conversation::say(base::View bytes) {
  if (!say_early(bytes)) {
    handshake();
    if (!connection_.send(bytes) && connection_.failure()) fail();
  }
  link_.flush();
}

void Conversation::say_first() {
  if (settings_.export_keying_material > 0) say_keying_material();
  if (settings_.export_traffic_secrets) say_traffic_secrets();
  if (settings_.send_alert) {
    handshake();
    connection_.abort(decompression_failure);
    return link_.flush();
  }
  if (settings_.read_with_unfinished_write) return say_hello_halfway();
  if (settings_.shim_writes_first) say(hello);
}

/// Without a context and with an empty one it is the same: RFC 9846 §7.5.
void Conversation::say_keying_material() {
  handshake();
  const base::View context = settings_.use_export_context ? base::view_of(settings_.export_context) : base::View();
  const auto material =
      connection_.export_keying_material(settings_.export_label, context, settings_.export_keying_material);
  expect(material.has_value(), "NOTHING_TO_EXPORT");
  say(material->expose());
}

void Conversation::say_traffic_secrets() {
  handshake();
  const bool server = settings_.server;
  const base::Bytes& read = server ? observer_.client_secret : observer_.server_secret;
  const base::Bytes& write = server ? observer_.server_secret : observer_.client_secret;
  const std::array length{static_cast<std::uint8_t>(read.size()), static_cast<std::uint8_t>(read.size() >> 8U)};
  say(base::concat({length, read, write}));
}

/// One byte of the record; the rest follows the first thing that is heard.
void Conversation::say_hello_halfway() {
  handshake();
  if (!connection_.send(hello)) fail();
  link_.hold_all_but(1);
}

base::View Conversation::heard() const {
  return connection_.plaintext().empty() ? connection_.early_data().bytes : connection_.plaintext();
}

bool Conversation::wait_to_hear() {
  while (heard().empty()) {
    if (connection_.status() == tls::Status::peer_closed || cut_off_) return false;
    fill();
  }
  return true;
}

void Conversation::echo() {
  for (;;) {
    if (settings_.key_update_before_read) (void)connection_.update_keys();
    if (!wait_to_hear()) return;
    answer();
  }
}

/// The answer goes out before the next record is opened.
void Conversation::answer() {
  base::Bytes piece = base::copy_of(heard().first(std::min(heard().size(), settings_.read_size)));
  for (std::uint8_t& byte : piece) byte ^= 0xffU;
  link_.release();
  if (settings_.key_update) (void)connection_.update_keys();
  if (!say_early(piece)) (void)connection_.send(piece);
  link_.flush();
  connection_.consume(piece.size());
  link_.flush();
  if (connection_.failure()) fail();
}

/// A server that has early data is not through with the handshake.
void Conversation::finish_handshake() {
  while (connection_.status() == tls::Status::handshaking) {
    if (heard().empty()) {
      fill();
    } else {
      connection_.consume(heard().size());
    }
  }
}

void Conversation::close() {
  link_.release();
  finish_handshake();
  connection_.close();
  link_.flush();
  if (!settings_.check_close_notify) return;
  while (settings_.shim_shuts_down && wait_to_hear()) connection_.consume(heard().size());
  if (cut_off_) throw Failed("Unexpected SSL_shutdown result: -1 != 1");
}

}  // namespace shim
