// One TLS 1.3 connection without IO: network bytes in, network bytes out, plaintext in, plaintext out. No socket, no
// clock, no thread. Nothing a peer can send makes it throw: it returns a Status and, when that is `failed`, says why.
//
//   network ──▶ receive() ──▶ plaintext()        send() ──▶ output() ──▶ network
//
// Read next: tls/machine/machine.hpp for the handshake, tls/record/ for the records; net/tls_stream.hpp for its use.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "crypto/random.hpp"
#include "tls/config.hpp"
#include "tls/event.hpp"
#include "tls/session.hpp"

namespace vitrine::tls {

enum class Status : std::uint8_t {
  handshaking,
  established,
  /// The peer said close_notify: no more plaintext will come. We may still send.
  peer_closed,
  /// Terminal. See Connection::failure(). Flush output(): an alert for the peer may be waiting.
  failed,
};

/// Why a connection ended badly.
struct Failure {
  using Origin = FailureOrigin;
  Origin origin;
  AlertDescription alert;  // of a truncation the one that was missing, close_notify
  std::string section;     // of RFC 9846: the rule that was broken; empty for an alert from the peer, or without memory
  std::string text;        // one line, safe to print
  /// What was wrong with the peer's certificate, if that was it.
  std::optional<crypto::Verdict> certificate;
  /// The state of Appendix A in which it happened; "Failed" where that state was judging a message.
  std::string_view state{};
};

/// Application data that an attacker may have delivered a second time. §8.
struct Replayable {
  base::View bytes;
};

/// Where a client comes from, as any text of at most 255 bytes: a cookie is good from there only.
struct ClientAddress {
  std::string text;
};

class Connection {
 public:
  /// A client; its ClientHello waits in output(). `now` is the time, until time_is() says otherwise.
  /// Throws std::invalid_argument for a configuration that contradicts itself or the RFC, crypto::NoRandomness and
  /// std::bad_alloc.
  static Connection client(std::shared_ptr<const ClientConfig> config, ServerIdentity server, crypto::Random& random,
                           Time now, EventSink* sink = nullptr);
  /// A server, waiting for a ClientHello. `random` and `sink` must outlive the connection.
  static Connection server(std::shared_ptr<const ServerConfig> config, crypto::Random& random, Time now,
                           EventSink* sink = nullptr, ClientAddress client = {});
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  /// It is `now`: what is received from here on is judged by that. To be said before each received(); a connection has
  /// no clock of its own.
  void time_is(Time now);

  /// Room for bytes from the network, at least for what may be missing of the next record; fill it from the front, then
  /// call received(). Take all of plaintext() first: it lies in the same buffer.
  base::MutableView prepare();
  /// The same with room for at least `size` bytes.
  base::MutableView prepare(std::size_t size);
  /// `count` bytes were put into the room of prepare().
  Status received(std::size_t count);
  /// Both in one, from bytes that are somewhere else.
  Status receive(base::View bytes);
  /// The transport ended. Without a close_notify before it this is a truncation.
  Status received_end();

  /// Decrypted application data, in place in the input buffer: at most one record at a time. Valid until the next
  /// call that is not const.
  base::View plaintext() const;
  /// A server's: the same for early data, which is not plaintext() because anybody may have sent it again. Once the
  /// connection is established, the client has vouched for it.
  Replayable early_data() const;
  /// Takes `count` bytes off plaintext() or early_data(). When it is used up, the next record is opened at once.
  Status consume(std::size_t count);

  /// Bytes for the network. Valid until the next call that is not const.
  base::View output() const;
  void sent(std::size_t count);

  /// Memory for input and output that holds nothing now is freed: a connection that waits needs none, and one that goes
  /// on has it allocated again.
  void give_back_buffers();

  /// Queues application data as records. Established (or peer_closed) only; false otherwise, and after close().
  [[nodiscard]] bool send(base::View plaintext);
  /// Queues application data before the handshake is over, if that is possible now and all of it fits; false otherwise.
  /// A client's is early data, which an attacker can have delivered twice; whether the server took it is in
  /// session().early_data, and it is never sent again by itself. A server's follows its Finished and goes to somebody
  /// who has proved nothing yet.
  [[nodiscard]] bool send_early(base::View plaintext);
  /// Queues close_notify, once. Nothing can be sent after it; receiving goes on. Before the handshake is over it is
  /// preceded by user_canceled.
  void close();
  /// Ends the connection with this fatal alert, for an application that cannot go on. Its failure() says so.
  void abort(AlertDescription alert);
  /// Queues a KeyUpdate and changes the sending key; `update_requested` asks the peer for its own, unless such a
  /// request is still open (§4.7.3). Whenever send() would work; false otherwise.
  [[nodiscard]] bool update_keys(KeyUpdateRequest request = KeyUpdateRequest::update_not_requested);

  /// A client's tickets since the last call.
  std::vector<ClientTicket> take_tickets();
  /// Key material for other protocols (§7.5); nothing before the handshake is over, or after a failure. Throws
  /// std::logic_error for a label of more than 249 bytes, crypto::Error for a length of more than 255 hashes.
  std::optional<crypto::Secret> export_keying_material(std::string_view label, base::View context,
                                                       std::size_t length) const;
  /// The same from early data's secret: known to whoever replays it. Nothing where none was sent or taken.
  std::optional<crypto::Secret> export_early_keying_material(std::string_view label, base::View context,
                                                             std::size_t length) const;

  Status status() const;
  const std::optional<Failure>& failure() const;
  const Session& session() const;
  Role role() const;
  /// The state of Appendix A: "WAIT_SH", …, "CONNECTED", or "Failed".
  std::string_view state() const;
  bool close_sent() const;
  /// Whether the peer has sent anything at all, be it nonsense.
  bool peer_has_spoken() const;

 private:
  class Engine;
  explicit Connection(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace vitrine::tls
