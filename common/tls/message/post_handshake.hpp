// What may come after the handshake, NewSessionTicket and KeyUpdate (RFC 9846 §4.7), and EndOfEarlyData (§4.6).
// Read next: tls/message/handshake.hpp.
#pragma once
#include "tls/message/extension_bodies.hpp"

namespace vitrine::tls {

/// §4.6
struct EndOfEarlyData {
  static constexpr HandshakeType type = HandshakeType::end_of_early_data;
  static constexpr std::string_view name = "EndOfEarlyData";
  static void layout(auto& /*m*/, auto& /*io*/) {}
};

/// §4.7.1
struct NewSessionTicket {
  static constexpr HandshakeType type = HandshakeType::new_session_ticket;
  static constexpr std::string_view name = "NewSessionTicket";
  static constexpr bool post_handshake = true;

  std::uint32_t ticket_lifetime = 0;  // seconds
  std::uint32_t ticket_age_add = 0;
  wire::Opaque<0, 255> ticket_nonce;
  wire::Opaque<1, 65535> ticket;
  Extensions<In::NST> extensions;

  static void layout(auto& m, auto& io) {
    io("ticket_lifetime", m.ticket_lifetime)("ticket_age_add", m.ticket_age_add)("ticket_nonce", m.ticket_nonce)(
        "ticket", m.ticket)("extensions", m.extensions);
  }
};

/// §4.7.3
struct KeyUpdate {
  static constexpr HandshakeType type = HandshakeType::key_update;
  static constexpr std::string_view name = "KeyUpdate";
  static constexpr bool post_handshake = true;

  KeyUpdateRequest request_update = KeyUpdateRequest::update_not_requested;

  static void layout(auto& m, auto& io) { io("request_update", m.request_update); }
};

}  // namespace vitrine::tls
