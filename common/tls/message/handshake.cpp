// See handshake.hpp.
#include "tls/message/handshake.hpp"

#include <algorithm>

#include "wire/dissector.hpp"

namespace vitrine::tls {
namespace {

/// The first message type that the bytes claim to be is given to `visit`.
template <class Visit, class... M>
bool visit_claimed(const RawMessage& message, Visit visit, List<M...> /*all*/) {
  return ((is<M>(message) && (visit.template operator()<M>(), true)) || ...);
}

Dissection dissect_body(const RawMessage& message) {
  wire::Dissector body(message.body(), handshake_header_length, 1);
  std::string broken = "msg_type: no message of TLS 1.3 has this number";
  visit_claimed(message, [&]<class M>() { broken = body.dissect<M>(); }, AllMessages{});
  return {std::move(body).take("body"), std::move(broken)};
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

Dissection dissect_message(base::View raw) {
  wire::Dissector header(raw.first(std::min(raw.size(), handshake_header_length)), 0, 0);
  Dissection all{{}, header.dissect<HandshakeHeader>()};
  all.fields = std::move(header).take("body");
  if (!all.broken.empty()) return all;
  Dissection body = dissect_body({static_cast<HandshakeType>(raw.front()), raw});
  all.fields.insert(all.fields.end(), body.fields.begin(), body.fields.end());
  all.broken = std::move(body.broken);
  return all;
}

wire::Fields explain_message(base::View raw) { return dissect_message(raw).fields; }

}  // namespace vitrine::tls
