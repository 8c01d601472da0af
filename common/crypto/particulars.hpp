// What a certificate says beside what TLS needs of it, for people who want to see all. Read before: certificate.hpp.
#pragma once
#include "crypto/certificate.hpp"

namespace vitrine::crypto {

/// Names are peer-controlled: pass them through base::printable().
struct Particulars {
  std::string subject;  // the whole distinguished names: CN="localhost"
  std::string issuer;
  base::Bytes serial_number;
  std::string signature;                        // "ECDSA/SHA-256"
  std::string key;                              // "RSA"
  std::vector<std::string> key_usage;           // RFC 5280 §4.2.1.3, "digitalSignature"; none: not limited
  std::vector<std::string> extended_key_usage;  // §4.2.1.12, "serverAuth"; none: not limited
  std::vector<std::string> weaknesses;          // why no chain with it is good: "an RSA key of 1024 bits"
  bool is_ca = false;                           // §4.2.1.9
};

/// Throws Error where a part of it cannot be read.
Particulars particulars_of(const Certificate& certificate);

}  // namespace vitrine::crypto
