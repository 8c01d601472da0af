// Certificates that are there already, perhaps somebody else's: read, and asked what show and renew need to know.
#pragma once
#include <botan/x509cert.h>

#include <optional>
#include <string>
#include <vector>

#include "certificate.hpp"
#include "request.hpp"

namespace vitrine::pki {

/// Every certificate of a PEM text, or a single one in DER; at least one. `file` is its name in the message of the
/// Error.
std::vector<Botan::X509_Certificate> parse_certificates(const std::string& content, const std::string& file);

/// What the SAN lists, see decode_names(). Throws Error when it is not well formed.
std::vector<std::string> names_of(const Botan::X509_Certificate& certificate);

std::optional<KeyKind> key_kind_of(const Botan::X509_Certificate& certificate);

/// Whether the extended key usage names a TLS server or client, or the basic constraints a CA.
bool has_use(const Botan::X509_Certificate& certificate, Use use);

}  // namespace vitrine::pki
