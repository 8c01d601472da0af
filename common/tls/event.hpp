// The glass: everything the protocol does, as it does it. Five places emit these events (record in and out, message in
// and out, the machine, derivations, checks), each the only way to do the thing, so the stream is complete. The end of
// a connection that fails is one more.
// Views point into the connection's memory: valid during the call alone. Read next: trace/README.md for what is made
// of them.
#pragma once
#include <functional>
#include <optional>
#include <string_view>
#include <variant>

#include "base/bytes.hpp"
#include "tls/registry.hpp"
#include "wire/explainer.hpp"

namespace vitrine::tls {

enum class Role : std::uint8_t { client, server };

/// One record as it is on the wire, with its header: before it is opened, after it was sealed. Bytes that are no record
/// are told as far as they came.
struct Wire {
  base::View bytes;
};
struct WireReceived : Wire {};
struct WireSent : Wire {};

/// One record. `content` is what it carries: for a protected one the decrypted content, without type and padding.
struct Record {
  ContentType type;         // for a protected record the inner, real one
  bool is_protected;        // encrypted on the wire, where its type then reads application_data
  std::uint64_t sequence;   // under its key; 0 for plaintext
  std::size_t wire_length;  // bytes on the wire, with the 5 of the header
  std::size_t padding;      // zeros behind the content
  base::View content;
};
struct RecordReceived : Record {};
struct RecordSent : Record {};
/// It could not be opened and was dropped: early data that we did not accept. §4.3.10.
struct RecordSkipped {
  std::size_t wire_length;
};

/// One handshake message with its four header bytes. `explain` labels every byte of `raw`; it costs only when called.
struct Message {
  HandshakeType type;
  std::string_view name;  // "HelloRetryRequest" for that kind of ServerHello
  base::View raw;
  wire::Fields (*explain)(base::View raw);
};
struct MessageReceived : Message {};
struct MessageSent : Message {};
/// What was inside the message that was received just now: the Certificate of a CompressedCertificate.
struct MessageUnpacked : Message {};
/// What is inside the message that will be sent next.
struct MessagePacked : Message {};

/// An arrow of Appendix A was taken.
struct Transition {
  std::string_view from;
  std::string_view message;  // empty when the state decided by itself
  std::string_view to;
};

/// The secrets of §7.1, what goes into them and what is made of them.
enum class SecretKind : std::uint8_t {
  psk,
  shared_secret,
  early_secret,
  client_early_traffic_secret,
  early_exporter_secret,
  handshake_secret,
  main_secret,
  derived,
  client_handshake_traffic_secret,
  server_handshake_traffic_secret,
  client_application_traffic_secret,
  server_application_traffic_secret,
  exporter_secret,
  resumption_secret,
  binder_key,
  finished_key,
  write_key,
  write_iv,
  verify_data,
};

/// How a secret came to be: known from outside, or by one of the functions of RFC 5869 and RFC 9846 §7.1, §4.5.3.
enum class MadeBy : std::uint8_t { given, hkdf_extract, hkdf_expand_label, hmac };

/// The bytes of a derivation that nobody but the two ends may know.
struct SecretBytes {
  base::View value;
  base::View from;   // the secret that it is made from; of HKDF-Extract the salt. Empty where that is 0
  base::View input;  // the IKM of HKDF-Extract; otherwise empty
};

/// `from`, `input`, `label` and `context_words` are the inputs in words, "" where there is none. The values are there
/// only if the sink asked for secrets; the context is public.
struct SecretDerived {
  SecretKind kind;
  std::string_view name;  // as in the RFC: "client_handshake_traffic_secret"
  MadeBy made_by;
  std::string_view hash;           // "SHA-256": of the HKDF or HMAC
  std::string_view from;           // "handshake_secret"; of HKDF-Extract the salt
  std::string_view input;          // the IKM of HKDF-Extract: "shared_secret"
  std::string_view label;          // "c hs traffic"
  std::string_view context_words;  // "ClientHello...ServerHello": the messages; or what else the context is
  base::View context;              // their Transcript-Hash
  std::uint64_t generation;        // of application traffic secrets, counted by KeyUpdate
  std::size_t length;
  std::optional<SecretBytes> bytes;
};

/// A rule of the RFC was checked. `text` says what was found; peer text in it has been made printable.
struct Check {
  bool passed;
  AlertDescription alert;    // what a failure is told to the peer
  std::string_view section;  // of RFC 9846
  std::string_view text;
};

struct AlertSeen {
  AlertLevel level;
  AlertDescription description;
};
struct AlertReceived : AlertSeen {};
struct AlertSent : AlertSeen {};

enum class FailureOrigin : std::uint8_t {
  ours,      // we refused what the peer did, and told it `alert`
  peer,      // the peer sent us `alert`
  truncated  // the transport ended without close_notify
};

/// The connection is over, and not well. The same as Connection::failure().
struct ConnectionFailed {
  FailureOrigin origin;
  AlertDescription alert;
  std::string_view section;
  std::string_view text;
};

using Event = std::variant<WireReceived, WireSent, RecordReceived, RecordSent, RecordSkipped, MessageReceived,
                           MessageSent, MessageUnpacked, MessagePacked, Transition, SecretDerived, Check, AlertReceived,
                           AlertSent, ConnectionFailed>;

/// Who watches. With no watcher an emission costs one branch.
class EventSink {
 public:
  EventSink() = default;
  EventSink(const EventSink&) = delete;
  EventSink& operator=(const EventSink&) = delete;
  virtual ~EventSink() = default;

  virtual void on(const Event& event) = 0;
  /// True to be given the values of secrets, too.
  virtual bool wants_secrets() const { return false; }
  /// False to be spared what comes with every record: its bytes on the wire, and checks that passed.
  virtual bool wants_details() const { return true; }
};

/// What the protocol code holds: maybe a sink.
class Trace {
 public:
  explicit Trace(EventSink* sink) : sink_(sink) {}

  /// `make` builds the event; it runs only when somebody watches.
  template <class Make>
  void operator()(Make make) const {
    if (sink_ != nullptr) sink_->on(make());
  }
  /// The same for WireReceived, WireSent and checks that passed.
  template <class Make>
  void detail(Make make) const {
    if (sink_ != nullptr && sink_->wants_details()) sink_->on(make());
  }
  bool secrets() const { return sink_ != nullptr && sink_->wants_secrets(); }

 private:
  EventSink* sink_;
};

}  // namespace vitrine::tls
