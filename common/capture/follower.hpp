// A TLS 1.3 connection read by somebody who only listens: both directions in, events out, as the engine tells them
// (tls/event.hpp) as far as a listener can know them. It checks nothing and refuses nothing; what it cannot read it
// says. RFC 9846 §5. Read before: capture/watcher.hpp. Read next: capture/follow.hpp.
#pragma once
#include <array>

#include "capture/side_keys.hpp"
#include "capture/watcher.hpp"
#include "tls/record/handshake_reader.hpp"
#include "tls/record/header.hpp"

namespace vitrine::capture {

class Follower {
 public:
  /// Both outlive it.
  Follower(const KeyLog& keys, Watcher& watcher);

  /// What comes next from that side; first of all a ClientHello.
  void add(Side from, base::View bytes);
  /// Bytes of that side are missing: nothing of it can be read any more.
  void lose(Side from);
  /// Says what was left unread.
  void finish();

 private:
  struct Stream {
    Stream(Side from, const KeyLog& log, Watcher& watcher);

    Side side;
    SideKeys keys;
    tls::HandshakeReader messages;
    base::Bytes waiting;  // the beginning of a record
    std::size_t closed = 0;
    bool given_up = false;
  };
  void read(Stream& stream);
  void read_record(Stream& stream, const tls::RecordHeader& header, base::View record);
  void read_protected(Stream& stream, base::View record);
  void content(Stream& stream, const tls::Record& record);
  void handshake(Stream& stream, base::View content);
  void message(Stream& stream, const tls::RawMessage& raw);
  void unpack(const tls::RawMessage& raw);
  void client_hello(const tls::RawMessage& raw);
  void server_hello(const tls::RawMessage& raw);
  void alert(Side side, base::View content);
  void give_up(Stream& stream, const std::string& sentence);
  void say_closed(const Stream& stream);
  Stream& stream(Side side) { return streams_[static_cast<std::size_t>(side)]; }

  template <class Received, class Sent, class Facts>
  void tell(Side side, const Facts& facts) {
    if (side == Side::client) {
      watcher_.on(Sent{facts});
    } else {
      watcher_.on(Received{facts});
    }
  }

  const KeyLog& keys_;
  Watcher& watcher_;
  std::array<Stream, 2> streams_;
  base::Bytes client_random_;
  bool over_ = false;  // another version was chosen
};

}  // namespace vitrine::capture
