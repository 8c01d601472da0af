// See handshake.hpp.
#include "tls/message/handshake.hpp"

namespace vitrine::tls {
namespace {

template <class M>
void explain_as(const RawMessage& message, wire::Explainer& explainer) {
  const M decoded = wire::read_all<M>(message.body(), "after the last field");
  M::layout(decoded, explainer);
}

/// The first message type that the bytes claim to be is given to `visit`.
template <class Visit, class... M>
bool visit_claimed(const RawMessage& message, Visit visit, List<M...> /*all*/) {
  return ((is<M>(message) && (visit.template operator()<M>(), true)) || ...);
}

/// One stretch without structure where the body is not what its type says.
wire::Fields explain_body(const RawMessage& message) {
  wire::Explainer body(handshake_header_length, 1, message.raw.size());
  bool known = false;
  try {
    known = visit_claimed(message, [&]<class M>() { explain_as<M>(message, body); }, AllMessages{});
  } catch (const wire::DecodeError&) {
    known = false;
  }
  if (!known) body.value("body", message.body().size());
  return std::move(body).take();
}

}  // namespace

base::Bytes handshake_header(HandshakeType type, std::size_t length) {
  return {static_cast<std::uint8_t>(type), static_cast<std::uint8_t>(length >> 16U),
          static_cast<std::uint8_t>(length >> 8U), static_cast<std::uint8_t>(length)};
}

std::string_view message_name(const RawMessage& message) {
  std::string_view name = "unknown handshake message";
  visit_claimed(message, [&]<class M>() { name = M::name; }, AllMessages{});
  return name;
}

wire::Fields explain_message(base::View raw) {
  wire::Explainer header;
  header.value("msg_type", 1);
  header.value("length", 3);
  wire::Fields fields = std::move(header).take();
  const wire::Fields body = explain_body({static_cast<HandshakeType>(raw.front()), raw});
  fields.insert(fields.end(), body.begin(), body.end());
  return fields;
}

}  // namespace vitrine::tls
