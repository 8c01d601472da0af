// See handshake.hpp.
#include "tls/message/handshake.hpp"

namespace vitrine::tls {
namespace {

template <class M>
void explain_as(const RawMessage& message, wire::Explainer& explainer) {
  const M decoded = wire::read_all<M>(message.body(), M::name.data());
  M::layout(decoded, explainer);
}

/// The first message type that the bytes claim to be is given to `visit`.
template <class Visit, class... M>
bool visit_claimed(const RawMessage& message, Visit visit, List<M...> /*all*/) {
  return ((is<M>(message) && (visit.template operator()<M>(), true)) || ...);
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
  const RawMessage message{static_cast<HandshakeType>(raw.front()), raw};
  wire::Explainer header;
  header.value("msg_type", 1);
  header.value("length", 3);
  wire::Fields fields = std::move(header).take();
  wire::Explainer body(handshake_header_length, 1);
  try {
    visit_claimed(message, [&]<class M>() { explain_as<M>(message, body); }, AllMessages{});
  } catch (const wire::DecodeError&) {
    return fields;
  }
  const wire::Fields inner = std::move(body).take();
  fields.insert(fields.end(), inner.begin(), inner.end());
  return fields;
}

}  // namespace vitrine::tls
