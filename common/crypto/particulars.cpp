// See particulars.hpp.
#include "crypto/particulars.hpp"

#include <botan/data_src.h>
#include <botan/x509_ext.h>
#include <botan/x509cert.h>

#include <algorithm>
#include <array>

#include "crypto/detail/botan_bridge.hpp"
#include "crypto/detail/findings.hpp"

namespace vitrine::crypto {
namespace {

using Botan::Key_Constraints;

struct Usage {
  Key_Constraints::Bits bit;
  const char* name;
};

constexpr std::array usages{
    Usage{Key_Constraints::DigitalSignature, "digitalSignature"},
    Usage{Key_Constraints::NonRepudiation, "nonRepudiation"},
    Usage{Key_Constraints::KeyEncipherment, "keyEncipherment"},
    Usage{Key_Constraints::DataEncipherment, "dataEncipherment"},
    Usage{Key_Constraints::KeyAgreement, "keyAgreement"},
    Usage{Key_Constraints::KeyCertSign, "keyCertSign"},
    Usage{Key_Constraints::CrlSign, "cRLSign"},
    Usage{Key_Constraints::EncipherOnly, "encipherOnly"},
    Usage{Key_Constraints::DecipherOnly, "decipherOnly"},
};

struct Purpose {
  std::string_view oid;
  const char* name;
};

constexpr std::array purposes{
    Purpose{"1.3.6.1.5.5.7.3.1", "serverAuth"},    Purpose{"1.3.6.1.5.5.7.3.2", "clientAuth"},
    Purpose{"1.3.6.1.5.5.7.3.3", "codeSigning"},   Purpose{"1.3.6.1.5.5.7.3.4", "emailProtection"},
    Purpose{"1.3.6.1.5.5.7.3.8", "timeStamping"},  Purpose{"1.3.6.1.5.5.7.3.9", "OCSPSigning"},
    Purpose{"2.5.29.37.0", "anyExtendedKeyUsage"},
};

std::vector<std::string> names_of(Key_Constraints constraints) {
  std::vector<std::string> names;
  for (const Usage& usage : usages) {
    if (constraints.includes(usage.bit)) names.emplace_back(usage.name);
  }
  return names;
}

std::string name_of(const Botan::OID& oid) {
  const std::string digits = oid.to_string();
  const auto* const purpose = std::ranges::find(purposes, digits, &Purpose::oid);
  return purpose == purposes.end() ? digits : purpose->name;
}

/// A key that cannot be used at all says so where it is used.
std::vector<std::string> weaknesses_of(const Certificate& certificate, const std::string& signature) {
  std::vector<std::string> all;
  const bool broken_hash = signature.find("SHA-1") != std::string::npos || signature.find("MD5") != std::string::npos;
  if (broken_hash) all.push_back("a signature with " + signature);
  try {
    const PublicKey key = certificate.public_key();
    const bool fits = key.bits() >= detail::least_rsa_bits && key.bits() <= detail::most_rsa_bits;
    if (key.kind() == KeyKind::rsa && !fits) all.push_back("an RSA key of " + std::to_string(key.bits()) + " bits");
  } catch (const Error&) {
    return all;
  }
  return all;
}

Particulars read(const Botan::X509_Certificate& parsed) {
  Particulars all{parsed.subject_dn().to_string(),
                  parsed.issuer_dn().to_string(),
                  parsed.serial_number(),
                  parsed.signature_algorithm().oid().to_formatted_string(),
                  parsed.subject_public_key_algo().oid().to_formatted_string(),
                  names_of(parsed.constraints()),
                  {},
                  {},
                  parsed.is_CA_cert()};
  for (const Botan::OID& oid : parsed.extended_key_usage()) all.extended_key_usage.push_back(name_of(oid));
  return all;
}

}  // namespace

Particulars particulars_of(const Certificate& certificate) {
  return detail::translated("a certificate that cannot be read", [&] {
    Botan::DataSource_Memory source(certificate.der());
    Particulars all = read(Botan::X509_Certificate(source));
    all.weaknesses = weaknesses_of(certificate, all.signature);
    return all;
  });
}

}  // namespace vitrine::crypto
