// The one page of --www: what this very connection agreed on. Whatever a client chose in it is escaped. No IO.
// Read before: web_request.hpp. Read next: web.hpp.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "tls/session.hpp"
#include "web_request.hpp"

namespace vitrine::daemon {

struct Answer {
  int status;
  std::string bytes;  // header and body; always fits one record (RFC 9846 §5.1: 2^14 bytes)
};

/// What goes back for `request`. `number` is the session's in the daemon's window.
Answer answer_to(const RequestReader& request, const tls::Session& session, std::uint64_t number);

/// Text that a peer controls, harmless in HTML: printable, at most 256 bytes of it, and no markup.
std::string html_of(std::string_view untrusted);

}  // namespace vitrine::daemon
