// Words for a handshake that fails because two lists have nothing in common: "it offers …; we have …".
// Read next: tls/server/recvd_ch.cpp.
#pragma once
#include <string>
#include <vector>

#include "base/printable.hpp"
#include "tls/registry.hpp"

namespace vitrine::tls::server {

template <class E>
std::string names(const std::vector<E>& values) {
  std::string text;
  for (const E value : values) text += (text.empty() ? "" : " ") + name_of(value);
  return base::printable(text, 200);
}

/// What require() calls when it must say what was found.
template <class E>
auto offer_and_ours(const std::vector<E>& theirs, const std::vector<E>& ours) {
  return [&] { return "it offers " + names(theirs) + "; we have " + names(ours); };
}

}  // namespace vitrine::tls::server
