// One X.509 certificate, written field by field (RFC 5280 §4.1), so that every byte of it is here to be read.
// Read next: certificate.cpp, whose layout is the RFC's.
#pragma once
#include <botan/pk_keys.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dates.hpp"
#include "names.hpp"

namespace vitrine::pki {

enum class Use : std::uint8_t { authority, server, client };

/// What a certificate says about its owner.
struct Contents {
  Use use;
  std::string common_name;  // UTF-8, at most 64 characters; empty: none
  std::vector<Name> names;
  Period period;
};

/// Who signs it.
struct Issuer {
  std::vector<std::uint8_t> name;    // its distinguished name, DER
  std::vector<std::uint8_t> key_id;  // its subjectKeyIdentifier
  const Botan::Private_Key& key;
};

/// A CA that signs itself.
Issuer self(const Contents& contents, const Botan::Private_Key& key);

/// PEM.
std::string write_certificate(const Contents& contents, const Botan::Public_Key& owner, const Issuer& issuer);

}  // namespace vitrine::pki
