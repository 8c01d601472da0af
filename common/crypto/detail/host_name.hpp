// Names of services: does a name of a certificate stand for the host we meant to reach? RFC 9525 §6.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace vitrine::crypto::detail {

/// The 4 or 16 bytes of an IP address in text form; IPv6 with or without brackets. Nothing for any other text.
std::optional<base::Bytes> address_of(std::string_view host);

/// The text form of 4 or 16 bytes; nothing for any other number.
std::optional<std::string> text_of_address(base::View address);

/// `presented` is a dNSName, a wildcard perhaps. `host` is a DNS name; a dot at its end does not count.
bool matches_dns(std::string_view presented, std::string_view host);

/// The same where `presented` is no wildcard; a wildcard equals nothing.
bool equals_dns(std::string_view presented, std::string_view host);

}  // namespace vitrine::crypto::detail
