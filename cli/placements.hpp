// The messages that have extensions, and how a page lists fields. Used by explain_extension.cpp, explain_message.cpp.
#pragma once
#include <algorithm>
#include <array>

#include "page.hpp"
#include "tls/message/extension.hpp"
#include "wire/outline.hpp"

namespace vitrine::cli {

struct Placement {
  tls::In where;
  std::string_view message;
};

inline constexpr std::array placements{
    Placement{tls::In::CH, "ClientHello"},        Placement{tls::In::SH, "ServerHello"},
    Placement{tls::In::HRR, "HelloRetryRequest"}, Placement{tls::In::EE, "EncryptedExtensions"},
    Placement{tls::In::CR, "CertificateRequest"}, Placement{tls::In::CT, "Certificate"},
    Placement{tls::In::NST, "NewSessionTicket"},
};

constexpr std::string_view message_with(tls::In where) {
  return std::ranges::find(placements, where, &Placement::where)->message;
}

/// Each with its bounds and its words, nested, `depth` steps further in.
void add_fields(Page& page, const std::vector<wire::OutlinedField>& fields, int depth);

}  // namespace vitrine::cli
