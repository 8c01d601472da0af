// What Truncate() takes off a ClientHello before its binders are computed: RFC 9846 §4.3.11.2.
// Read next: tls/client/psk.cpp, tls/server/psk.cpp.
#pragma once
#include "tls/message/extension_bodies.hpp"

namespace vitrine::tls {

/// Bytes of the list of binders as it travels: two of length, and each with one of its own.
inline std::size_t binders_length(const OfferedPsks& offer) {
  std::size_t length = 2;
  for (const PskBinderEntry& entry : offer.binders) length += 1 + entry.binder.size();
  return length;
}

}  // namespace vitrine::tls
