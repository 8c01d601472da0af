// See conversation.hpp.
#include "shim/conversation.hpp"

#include <algorithm>
#include <array>

namespace shim {
namespace {

constexpr auto decompression_failure = static_cast<tls::AlertDescription>(30);

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

void Conversation::handshake() {
  while (connection_.status() == tls::Status::handshaking) fill();
  link_.flush();
}

void Conversation::say(base::View bytes) {
  handshake();
  if (!connection_.send(bytes) && connection_.failure()) fail();
  link_.flush();
}

void Conversation::say_first() {
  if (settings_.export_keying_material > 0) say_keying_material();
  if (settings_.export_traffic_secrets) say_traffic_secrets();
  if (settings_.send_alert) return connection_.abort(decompression_failure), link_.flush();
  if (settings_.shim_writes_first || settings_.read_with_unfinished_write) say_hello();
}

void Conversation::say_keying_material() {
  handshake();
  const auto context =
      settings_.use_export_context ? std::optional(base::view_of(settings_.export_context)) : std::nullopt;
  if (context || settings_.export_keying_material) throw Unsupported("no exporter yet");
}

void Conversation::say_traffic_secrets() {
  handshake();
  const bool server = settings_.server;
  const base::Bytes& read = server ? observer_.client_secret : observer_.server_secret;
  const base::Bytes& write = server ? observer_.server_secret : observer_.client_secret;
  const std::array length{static_cast<std::uint8_t>(read.size()), static_cast<std::uint8_t>(read.size() >> 8U)};
  say(base::concat({length, read, write}));
}

void Conversation::say_hello() {
  handshake();
  if (!connection_.send(base::view_of("hello"))) fail();
  if (settings_.read_with_unfinished_write) return link_.hold_all_but(1);
  link_.flush();
}

bool Conversation::wait_for_plaintext() {
  while (connection_.plaintext().empty()) {
    if (connection_.status() == tls::Status::peer_closed || cut_off_) return false;
    fill();
  }
  return true;
}

void Conversation::echo() {
  if (settings_.key_update_before_read) (void)connection_.update_keys();
  while (wait_for_plaintext()) {
    answer();
    if (settings_.key_update_before_read) (void)connection_.update_keys();
  }
}

/// The answer goes out before the next record is opened.
void Conversation::answer() {
  const base::View whole = connection_.plaintext();
  base::Bytes piece = base::copy_of(whole.first(std::min(whole.size(), settings_.read_size)));
  for (std::uint8_t& byte : piece) byte ^= 0xffU;
  link_.release();
  if (settings_.key_update) (void)connection_.update_keys();
  (void)connection_.send(piece);
  link_.flush();
  connection_.consume(piece.size());
  link_.flush();
  if (connection_.failure()) fail();
}

void Conversation::close() {
  link_.release();
  connection_.close();
  link_.flush();
  if (!settings_.check_close_notify) return;
  if (settings_.shim_shuts_down) wait_for_close_notify();
  if (cut_off_) throw Failed("Unexpected SSL_shutdown result: -1 != 1");
}

void Conversation::wait_for_close_notify() {
  while (wait_for_plaintext()) connection_.consume(connection_.plaintext().size());
}

}  // namespace shim
