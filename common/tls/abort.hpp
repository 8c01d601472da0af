// "Abort the handshake with an X alert" (RFC 9846 §6.2) as an exception, and the sentence of the code that throws it.
// It is caught in one place, Engine::guarded in tls/engine.hpp, which sends the alert. Read next: tls/event.hpp.
#pragma once
#include <exception>
#include <string>
#include <string_view>

#include "tls/registry.hpp"

namespace vitrine::tls {

/// A rule of the RFC as the code states it: what must hold, where that is written, what a breach is answered with.
struct Rule {
  AlertDescription alert;
  std::string_view section;
  std::string_view text;  // "ServerHello.cipher_suite is one that we offered"
};

/// `section` is RFC 9846's; `text` is in our words and numbers, with peer text only where it was made printable.
struct Abort : std::exception {
  Abort(AlertDescription a, std::string_view s, std::string t) : alert(a), section(s), text(std::move(t)) {}
  const char* what() const noexcept override { return text.c_str(); }

  AlertDescription alert;
  std::string_view section;
  std::string text;
};

}  // namespace vitrine::tls
