// What a Certificate holds: everything is taken out of the DER once, when it is read, so that nothing can fail later.
#pragma once
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "crypto/certificate.hpp"
#include "crypto/error.hpp"

namespace Botan {
class X509_Certificate;
}

namespace vitrine::crypto {
namespace detail {

/// Whether a DNS name of a certificate, the first argument, stands for a host, the second.
using MatchName = bool (*)(std::string_view presented, std::string_view host);

struct CertificateFacts {
  std::shared_ptr<const Botan::X509_Certificate> parsed;
  base::Bytes der;
  base::Bytes fingerprint;  // SHA-256 of it
  std::string subject;
  std::string issuer;
  std::string signature_algorithm;
  std::vector<std::string> dns_names;
  std::vector<base::Bytes> addresses;
  std::vector<std::string> names;                          // both of them as text, in the order of the SAN
  std::variant<Error, PublicKey> key = Error("not read");  // or why it cannot be used
  Time not_before;
  Time not_after;
};

}  // namespace detail

struct Certificate::State : detail::CertificateFacts {
  /// Whether an address is among the addresses, or any other host matches one of the DNS names.
  bool has_name(std::string_view host, detail::MatchName match) const;
};

}  // namespace vitrine::crypto
