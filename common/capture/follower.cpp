// See follower.hpp.
#include "capture/follower.hpp"

#include <algorithm>

#include "base/printable.hpp"
#include "tls/limits.hpp"
#include "tls/primitives.hpp"

namespace vitrine::capture {
namespace {

constexpr std::size_t longest_message = tls::Limits{}.handshake_message;
constexpr std::size_t longest_record = (1U << 14U) + 2048;  // older versions allow that much

std::string possessive(Side side) { return side == Side::client ? "the client's" : "the server's"; }

}  // namespace

Follower::Stream::Stream(Side from, const KeyLog& log, Watcher& watcher)
    : side(from), keys(from, log, tls::Trace(&watcher)), messages(longest_message) {}

Follower::Follower(const KeyLog& keys, Watcher& watcher)
    : keys_(keys), watcher_(watcher), streams_{{{Side::client, keys, watcher}, {Side::server, keys, watcher}}} {}

void Follower::add(Side from, base::View bytes) {
  Stream& stream = this->stream(from);
  if (over_ || stream.given_up) return;
  base::append(stream.waiting, bytes);
  read(stream);
}

void Follower::read(Stream& stream) {
  std::size_t done = 0;
  const auto rest = [&] { return base::View(stream.waiting).subspan(done); };
  while (!over_ && !stream.given_up && rest().size() >= tls::record_header_length) {
    const tls::RecordHeader header = tls::read_record_header(rest());
    const std::size_t size = tls::record_header_length + header.length;
    if (tls::find_entry(header.type) == nullptr || header.length > longest_record) {
      give_up(stream, "From here on " + possessive(stream.side) + " bytes are no records.");
    } else if (rest().size() < size) {
      break;
    } else {
      read_record(stream, header, rest().first(size));
      done += size;
    }
  }
  if (stream.given_up || over_) return base::release(stream.waiting);
  stream.waiting.erase(stream.waiting.begin(), stream.waiting.begin() + static_cast<std::ptrdiff_t>(done));
}

void Follower::read_record(Stream& stream, const tls::RecordHeader& header, base::View record) {
  tell<tls::WireReceived, tls::WireSent>(stream.side, tls::Wire{record});
  if (header.type == tls::ContentType::application_data) return read_protected(stream, record);
  content(stream, {header.type, false, 0, record.size(), 0, record.subspan(tls::record_header_length)});
}

void Follower::read_protected(Stream& stream, base::View record) {
  const base::View header = record.first(tls::record_header_length);
  const auto opened = stream.keys.open(header, record.subspan(tls::record_header_length));
  if (!opened) {
    if (stream.closed++ == 0) say_closed(stream);
    return;
  }
  const base::View inner = opened->inner;
  const auto type = std::find_if(inner.rbegin(), inner.rend(), [](std::uint8_t byte) { return byte != 0; });
  if (type == inner.rend()) return watcher_.note("A record of zeros alone, which has no type (§5.4).");
  const auto padding = static_cast<std::size_t>(type - inner.rbegin());
  content(stream, {static_cast<tls::ContentType>(*type), true, opened->sequence, record.size(), padding,
                   inner.first(inner.size() - padding - 1)});
}

void Follower::say_closed(const Stream& stream) {
  const std::string which = possessive(stream.side) + " encrypted records stay closed: ";
  if (!keys_.knows(client_random_)) {
    watcher_.note("From here on " + which + "there are no secrets of this connection.");
  } else {
    watcher_.note("From here on " + which + "none of the secrets that are known of this connection opens them.");
  }
}

void Follower::content(Stream& stream, const tls::Record& record) {
  tell<tls::RecordReceived, tls::RecordSent>(stream.side, record);
  if (record.type == tls::ContentType::handshake) handshake(stream, record.content);
  if (record.type == tls::ContentType::alert) alert(stream.side, record.content);
}

void Follower::alert(Side side, base::View content) {
  if (content.size() != 2) return watcher_.note("An alert that is not two bytes long (§6).");
  tell<tls::AlertReceived, tls::AlertSent>(
      side, tls::AlertSeen{static_cast<tls::AlertLevel>(content[0]), static_cast<tls::AlertDescription>(content[1])});
}

void Follower::handshake(Stream& stream, base::View content) {
  stream.messages.add(content);
  try {
    while (const auto raw = stream.messages.next()) {
      message(stream, *raw);
      if (over_) return;
    }
  } catch (const tls::Abort& error) {
    give_up(stream, "From here on nothing of " + possessive(stream.side) + " is read: " + error.text + ".");
  }
}

void Follower::message(Stream& stream, const tls::RawMessage& raw) {
  const tls::Message facts{raw.type, tls::message_name(raw), raw.raw, tls::explain_message};
  tell<tls::MessageReceived, tls::MessageSent>(stream.side, facts);
  if (tls::is<tls::CompressedCertificate>(raw)) unpack(raw);
  if (tls::is<tls::ClientHello>(raw)) client_hello(raw);
  if (tls::is<tls::ServerHello>(raw)) server_hello(raw);
  if (tls::is<tls::KeyUpdate>(raw)) stream.keys.update();
}

void Follower::unpack(const tls::RawMessage& raw) {
  try {
    const auto packed = tls::decode<tls::CompressedCertificate>(raw);
    const auto algorithm = tls::primitive(packed.algorithm);
    const std::size_t length = packed.uncompressed_length.value;
    if (!algorithm || !compression::available(*algorithm) || length > longest_message) return;
    const auto body = compression::decompress(*algorithm, packed.compressed_certificate_message, length);
    if (!body) return watcher_.note("What is compressed in that message is damaged.");
    const base::Bytes inside = base::concat({tls::handshake_header(tls::Certificate::type, length), *body});
    watcher_.on(tls::MessageUnpacked{{tls::Certificate::type, tls::Certificate::name, inside, tls::explain_message}});
  } catch (const tls::Abort& error) {
    watcher_.note("That message cannot be read: " + error.text + ".");
  }
}

void Follower::client_hello(const tls::RawMessage& raw) {
  const base::View random = client_random_of(raw.raw);
  if (random.empty()) return;
  client_random_ = base::copy_of(random);
  for (Stream& stream : streams_) stream.keys.client_random(client_random_);
}

void Follower::server_hello(const tls::RawMessage& raw) {
  try {
    const auto hello = tls::decode<tls::ServerHello>(raw);
    const auto versions = hello.extensions.get<tls::SupportedVersionsServerHello>();
    const tls::ProtocolVersion version = versions ? versions->selected_version : hello.legacy_version;
    over_ = version != tls::ProtocolVersion::TLS_1_3;
    if (over_) return watcher_.note("The server chose " + tls::name_of(version) + "; only TLS 1.3 is explained.");
    for (Stream& stream : streams_) stream.keys.suite(hello.cipher_suite);
  } catch (const std::exception& error) {
    watcher_.note("That ServerHello cannot be read: " + base::printable(error.what()) + ".");
  }
}

void Follower::give_up(Stream& stream, const std::string& sentence) {
  stream.given_up = true;
  watcher_.note(sentence);
}

void Follower::lose(Side from) {
  Stream& stream = this->stream(from);
  if (over_ || stream.given_up) return;
  give_up(stream, "Packets of " + std::string(from == Side::client ? "the client" : "the server") +
                      " are missing from the capture: what it sent after them cannot be read.");
}

void Follower::finish() {
  if (over_) return;
  for (const Stream& stream : streams_) {
    if (stream.closed > 0)
      watcher_.note(std::to_string(stream.closed) + " of " + possessive(stream.side) + " records stayed closed.");
    if (!stream.given_up && !stream.waiting.empty())
      watcher_.note("The capture ends in the middle of one of " + possessive(stream.side) + " records.");
  }
}

}  // namespace vitrine::capture
