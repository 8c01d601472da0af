// The frame around every handshake message, msg_type and a length of three bytes (RFC 9846 §4), and the list of all
// messages, from which names, dispatch and explanations are made. Read next: tls/machine/machine.hpp.
#pragma once
#include "tls/abort.hpp"
#include "tls/message/authentication.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/message/post_handshake.hpp"
#include "tls/message/server_hello.hpp"
#include "tls/message/server_parameters.hpp"

namespace vitrine::tls {

inline constexpr std::size_t handshake_header_length = 4;

struct HandshakeHeader {
  HandshakeType msg_type{};
  wire::Uint24 length;
  static void layout(auto& m, auto& io) { io("msg_type", m.msg_type)("length", m.length); }
};

/// A whole handshake message, not yet decoded.
struct RawMessage {
  HandshakeType type{};
  base::View raw;  // with its header
  base::View body() const { return raw.subspan(handshake_header_length); }
};

template <class... T>
struct List {};

using AllMessages =
    List<ClientHello, HelloRetryRequest, ServerHello, EncryptedExtensions, CertificateRequest, Certificate,
         CompressedCertificate, CertificateVerify, Finished, EndOfEarlyData, NewSessionTicket, KeyUpdate>;

/// Whether the bytes claim to be an M.
template <class M>
bool is(const RawMessage& message) {
  if constexpr (requires { M::matches(message.body()); }) {
    return message.type == M::type && M::matches(message.body());
  } else {
    return message.type == M::type;
  }
}

/// Throws Abort{decode_error}, §6, naming the message and the field.
template <class M>
M decode(const RawMessage& message) {
  try {
    return wire::read_all<M>(message.body(), "after the last field");
  } catch (const wire::DecodeError& error) {
    throw Abort(AlertDescription::decode_error, "6", std::string(M::name) + "." + error.what());
  }
}

/// The four header bytes for a body of that length.
base::Bytes handshake_header(HandshakeType type, std::size_t length);

/// Header and body.
template <class M>
base::Bytes encode(const M& message) {
  const base::Bytes body = wire::write_all(message);
  return base::concat({handshake_header(M::type, body.size()), body});
}

/// The name of the message that the bytes claim to be: "HelloRetryRequest" for that kind of ServerHello.
std::string_view message_name(const RawMessage& message);

/// The labels of a message, and what is wrong with it: "": nothing.
struct Dissection {
  wire::Fields fields;
  std::string broken;
};

/// Labels every byte of what should be a whole message. What is behind the place where it breaks, and the body of a
/// message of unknown type, is one field, "body".
Dissection dissect_message(base::View raw);
wire::Fields explain_message(base::View raw);

}  // namespace vitrine::tls
