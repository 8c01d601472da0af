// See packet_capture.hpp.
#include "trace/packet_capture.hpp"

#include <exception>
#include <utility>

#include "base/printable.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

using capture::Side;

// Wireshark takes secrets only if they stand before the first packet that they open, and before the ServerHello all
// that the connection will have. So packets wait, but not for ever.
constexpr std::size_t most_held = 1UL << 20U;
constexpr unsigned all_traffic_secrets = 4;

bool opens_records(const tls::SecretDerived& secret) {
  using enum tls::SecretKind;
  return secret.generation == 0 &&
         (secret.kind == client_handshake_traffic_secret || secret.kind == server_handshake_traffic_secret ||
          secret.kind == client_application_traffic_secret || secret.kind == server_application_traffic_secret);
}

std::string words(const tls::Transition& transition) { return arrow(transition); }

std::string words(const tls::Check& check) {
  if (check.passed) return "";
  return "refused: §" + std::string(check.section) + " " + base::printable(check.text) + ": " + named(check.alert);
}

std::string words(const tls::RecordSkipped& /*record*/) { return "dropped: early data that was not accepted"; }
std::string words(const tls::AlertReceived& alert) { return "alert received: " + named(alert.description); }
std::string words(const tls::AlertSent& alert) { return "alert sent: " + named(alert.description); }
std::string words(const tls::ConnectionFailed& failed) { return "failed: " + base::printable(failed.text); }

Side side_of(tls::Role role) { return role == tls::Role::client ? Side::client : Side::server; }

capture::TcpWriter tcp_between(const PacketCapture::Ends& ends, capture::Timestamp now) {
  const auto sequence = static_cast<std::uint32_t>(now.time_since_epoch().count());
  return ends.role == tls::Role::client ? capture::TcpWriter(ends.local, ends.remote, sequence)
                                        : capture::TcpWriter(ends.remote, ends.local, sequence);
}

}  // namespace

Recording::Beginning packet_capture_beginning() {
  base::Bytes bytes = capture::section(
      "Vitrine",
      "Written from inside a TLS program, with its secrets: whoever has this file reads the sessions. Records, "
      "addresses, ports and times are real, the TCP and IP around them is made up.");
  const std::size_t size = bytes.size();
  return {std::move(bytes), size};
}

PacketCapture::PacketCapture(Recording& file, const Ends& ends, Clock clock)
    : file_(file),
      local_(side_of(ends.role)),
      clock_(std::move(clock)),
      tcp_(tcp_between(ends, clock_())),
      key_log_([this](std::string_view line) { secrets_.append(line).append("\n"); }) {
  add(tcp_.open());
  settle();
}

PacketCapture::~PacketCapture() {
  try {
    finish();
  } catch (const std::exception&) {
    return;  // no memory: the capture lacks its last packets
  }
}

void PacketCapture::on(const tls::Event& event) {
  if (const auto* received = std::get_if<tls::WireReceived>(&event)) packet(other(local_), received->bytes);
  if (const auto* sent = std::get_if<tls::WireSent>(&event)) packet(local_, sent->bytes);
  key_log_.on(event);
  if (const auto* secret = std::get_if<tls::SecretDerived>(&event); secret != nullptr && opens_records(*secret))
    ++traffic_secrets_;
  comment(event);
  note_ending(event);
}

void PacketCapture::comment(const tls::Event& event) {
  const auto add = [&](const auto& one) {
    if constexpr (requires { words(one); }) comment(words(one));
  };
  if (const auto* alert = std::get_if<tls::AlertSent>(&event)) {
    comments_.push_back(words(*alert));  // its own packet comes next
  } else {
    std::visit(add, event);
  }
}

void PacketCapture::comment(const std::string& words) {
  if (words.empty()) return;
  (packet_ ? packet_->comments : comments_).push_back(words);
}

/// Who ends the connection, and how.
void PacketCapture::note_ending(const tls::Event& event) {
  if (const auto* failed = std::get_if<tls::ConnectionFailed>(&event)) failed_ = failed->origin;
  const auto says_goodbye = [&](const auto* alert) {
    return alert != nullptr && alert->description == tls::AlertDescription::close_notify && !first_to_leave_;
  };
  if (says_goodbye(std::get_if<tls::AlertReceived>(&event))) first_to_leave_ = other(local_);
  if (says_goodbye(std::get_if<tls::AlertSent>(&event))) first_to_leave_ = local_;
}

void PacketCapture::packet(Side from, base::View bytes) {
  settle();
  server_spoke_ = server_spoke_ || from == Side::server;
  add(tcp_.data(from, bytes));
  if (packet_) packet_->comments = std::exchange(comments_, {});
}

/// The last of them may get comments.
void PacketCapture::add(capture::TcpWriter::Packets packets) {
  for (capture::TcpWriter::Packet& one : packets) {
    settle();
    packet_.emplace(clock_(), one.from != local_, std::move(one.bytes), std::vector<std::string>());
  }
}

void PacketCapture::settle() {
  if (!packet_) return;
  base::append(held_, capture::packet_block(*packet_));
  packet_.reset();
  if (!waits_for_secrets()) write();
}

bool PacketCapture::waits_for_secrets() const {
  return server_spoke_ && traffic_secrets_ < all_traffic_secrets && held_.size() < most_held;
}

void PacketCapture::write() {
  base::Bytes blocks = secrets_.empty() ? base::Bytes() : capture::secrets_block(std::exchange(secrets_, {}));
  base::append(blocks, held_);
  base::release(held_);
  if (!blocks.empty()) file_.append(blocks);
}

void PacketCapture::finish() {
  if (failed_ && *failed_ != tls::FailureOrigin::truncated) {
    add({tcp_.reset(*failed_ == tls::FailureOrigin::ours ? local_ : other(local_))});
  } else {
    add(tcp_.close(failed_ ? other(local_) : first_to_leave_.value_or(local_)));
  }
  settle();
  write();
}

}  // namespace vitrine::trace
