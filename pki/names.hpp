// What a certificate is good for: DNS names and IP addresses, in the subjectAltName extension (RFC 5280 §4.2.1.6).
// Written and read here, because Botan knows IPv6 addresses there only in its newest versions.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::pki {

struct Name {
  enum class Kind : std::uint8_t { dns = 2, ip = 7 };  // the numbers are those of GeneralName
  Kind kind;
  std::string text;                  // as people write it, in lower case
  std::vector<std::uint8_t> octets;  // as the certificate holds it
};

/// A DNS name (a wildcard may be its whole first label) or an IPv4 or IPv6 address. Throws UsageError.
Name parse_name(std::string_view text);

/// GeneralNames, DER.
std::vector<std::uint8_t> encode_names(std::span<const Name> names);

/// The names in GeneralNames as text that somebody else wrote: DNS names and addresses as they are, printable; others
/// by their kind, in brackets. Throws Botan's exceptions for what is not GeneralNames.
std::vector<std::string> decode_names(const std::vector<std::uint8_t>& der);

}  // namespace vitrine::pki
