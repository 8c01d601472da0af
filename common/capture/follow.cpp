// See follow.hpp.
#include "capture/follow.hpp"

#include "capture/reassembly.hpp"
#include "capture/tcp_header.hpp"

namespace vitrine::capture {
namespace {

/// As far as they came: a handshake record of version 3.x, and behind its length a client_hello.
bool may_begin_tls(base::View bytes) {
  const auto at = [&](std::size_t index, std::uint8_t good) { return bytes.size() <= index || good == bytes[index]; };
  constexpr std::uint8_t major_version = 3;
  return at(0, static_cast<std::uint8_t>(tls::ContentType::handshake)) && at(1, major_version) &&
         at(tls::record_header_length, static_cast<std::uint8_t>(tls::HandshakeType::client_hello));
}

/// The watcher is told nothing before it is known that this is TLS.
class Conversation {
 public:
  Conversation(const KeyLog& keys, Watcher& watcher) : watcher_(watcher), follower_(keys, watcher) {}

  void add(const StreamPacket& packet) {
    const Segment& segment = packet.segment;
    Reassembly& direction = directions_[segment.from];
    const std::uint32_t begin = segment.sequence + ((segment.flags & tcp_flag::syn) != 0 ? 1U : 0U);
    if (begin != segment.sequence) direction.begins_at(begin);
    const base::Bytes bytes = direction.add(begin, segment.payload);
    if (!bytes.empty()) read(packet, bytes);
    cut_ = cut_ || packet.packet->is_cut;
    if (is_ != What::tls) return;
    for (const std::string_view comment : packet.packet->comments) watcher_.comment(comment);
  }

  bool finish() {
    if (is_ != What::tls) return false;
    for (const auto& [endpoint, direction] : directions_)
      if (direction.has_gap()) follower_.lose(side_of(endpoint));
    follower_.finish();
    if (cut_) watcher_.note("Packets were cut when they were captured; whole ones come with  tcpdump -s 0");
    return true;
  }

 private:
  enum class What : std::uint8_t { unknown, tls, foreign };

  void read(const StreamPacket& packet, base::View bytes) {
    if (is_ == What::unknown) return look(packet, bytes);
    if (is_ == What::foreign) return;
    watcher_.at(packet.packet->time);
    follower_.add(side_of(packet.segment.from), bytes);
  }

  /// Who speaks first is the client.
  void look(const StreamPacket& packet, base::View bytes) {
    if (opening_.empty()) client_ = packet.segment.from;
    base::append(opening_, bytes);
    if (packet.segment.from != client_ || !may_begin_tls(opening_)) is_ = What::foreign;
    if (is_ == What::foreign || opening_.size() <= tls::record_header_length) return;
    is_ = What::tls;
    watcher_.begin(client_, packet.segment.to);
    watcher_.at(packet.packet->time);
    follower_.add(Side::client, opening_);
    base::release(opening_);
  }

  Side side_of(const Endpoint& endpoint) const { return endpoint == client_ ? Side::client : Side::server; }

  Watcher& watcher_;
  Follower follower_;
  std::map<Endpoint, Reassembly> directions_;
  What is_ = What::unknown;
  Endpoint client_;
  base::Bytes opening_;
  bool cut_ = false;
};

}  // namespace

bool follow(const TcpStream& stream, const KeyLog& keys, Watcher& watcher) {
  Conversation conversation(keys, watcher);
  for (const StreamPacket& packet : stream.packets) conversation.add(packet);
  return conversation.finish();
}

}  // namespace vitrine::capture
