// What a Certificate holds: everything is taken out of the DER once, when it is read, so that nothing can fail later.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "crypto/certificate.hpp"

namespace Botan {
class X509_Certificate;
}

namespace vitrine::crypto {
namespace detail {

struct CertificateFacts {
  std::shared_ptr<const Botan::X509_Certificate> parsed;
  base::Bytes der;
  std::string subject;
  std::string issuer;
  std::vector<std::string> dns_names;
  std::vector<base::Bytes> addresses;
  std::vector<std::string> names;  // both of them as text, in the order of the SAN
  Time not_before;
  Time not_after;
};

}  // namespace detail

struct Certificate::State : detail::CertificateFacts {};

}  // namespace vitrine::crypto
