// See certificate.hpp. The functions stand in the order in which the parts of a certificate do, smallest first.
#include "certificate.hpp"

#include <botan/asn1_obj.h>
#include <botan/bigint.h>
#include <botan/der_enc.h>
#include <botan/hash.h>
#include <botan/pem.h>
#include <botan/pubkey.h>
#include <botan/system_rng.h>
#include <botan/x509_obj.h>

#include <array>

#include "base/bytes.hpp"
#include "keys.hpp"

namespace vitrine::pki {
namespace {

using base::Bytes;
using Botan::ASN1_Class;
using Botan::ASN1_Type;
using Botan::DER_Encoder;
using Botan::OID;

constexpr std::size_t version_3 = 2;  // counted from 0

/// 126 random bits: nobody can guess the next number, and no two certificates have the same (RFC 5280 §4.1.2.2).
Botan::BigInt random_serial() {
  Botan::System_RNG rng;
  std::array<std::uint8_t, 16> octets{};
  rng.randomize(octets.data(), octets.size());
  octets.front() = static_cast<std::uint8_t>((octets.front() & 0x3FU) | 0x40U);  // positive, and always the same length
  return Botan::BigInt::from_bytes(octets);
}

Bytes distinguished_name(const std::string& common_name) {
  Bytes der;
  DER_Encoder to(der);
  to.start_sequence();
  if (!common_name.empty())
    to.start_set()
        .start_sequence()
        .encode(OID({2, 5, 4, 3}))
        .add_object(ASN1_Type::Utf8String, ASN1_Class::Universal, common_name)
        .end_cons()
        .end_cons();
  to.end_cons();
  return der;
}

void add_time(DER_Encoder& to, Time time) {
  const std::string digits = asn1_digits(time);
  constexpr std::size_t with_short_year = 13;
  to.add_object(digits.size() == with_short_year ? ASN1_Type::UtcTime : ASN1_Type::GeneralizedTime,
                ASN1_Class::Universal, digits);
}

Bytes basic_constraints(Use use) {
  Bytes der;
  DER_Encoder to(der);
  to.start_sequence();
  if (use == Use::authority) to.encode(true).encode(std::size_t{0});  // no CA below this one
  to.end_cons();
  return der;
}

/// A BIT STRING whose first octet counts the unused bits of the last one.
Bytes key_usage(Use use, const Botan::Public_Key& key) {
  constexpr std::uint8_t tag = 3;
  if (use == Use::authority) return {tag, 2, 1, 0b0000'0110};  // keyCertSign, cRLSign
  // NSS wants keyEncipherment of every RSA server, though TLS 1.3 never uses it.
  if (use == Use::server && key.algo_name() == "RSA") return {tag, 2, 5, 0b1010'0000};
  return {tag, 2, 7, 0b1000'0000};  // digitalSignature
}

Bytes extended_key_usage(Use use) {
  Bytes der;
  DER_Encoder(der).start_sequence().encode(OID({1, 3, 6, 1, 5, 5, 7, 3, use == Use::server ? 1U : 2U})).end_cons();
  return der;
}

/// The first method of RFC 5280 §4.2.1.2: a label to find certificates by, not a promise of SHA-1.
Bytes key_id(const Botan::Public_Key& key) {
  return Botan::HashFunction::create_or_throw("SHA-1")->process<Bytes>(key.public_key_bits());
}

Bytes subject_key_identifier(const Botan::Public_Key& key) {
  Bytes der;
  DER_Encoder(der).encode(key_id(key), ASN1_Type::OctetString);
  return der;
}

Bytes authority_key_identifier(const Bytes& id) {
  Bytes der;
  DER_Encoder(der).start_sequence().add_object(ASN1_Type(0), ASN1_Class::ContextSpecific, id).end_cons();
  return der;
}

/// One element of Extensions: 2.5.29.`number`.
struct Extension {
  std::uint32_t number;
  bool critical;
  Bytes value;
};

DER_Encoder& operator<<(DER_Encoder& to, const Extension& extension) {
  to.start_sequence().encode(OID({2, 5, 29, extension.number}));
  if (extension.critical) to.encode(true);
  return to.encode(extension.value, ASN1_Type::OctetString).end_cons();
}

void add_extensions(DER_Encoder& to, const Contents& contents, const Botan::Public_Key& owner, const Bytes& issuer_id) {
  to << Extension{19, true, basic_constraints(contents.use)} << Extension{15, true, key_usage(contents.use, owner)};
  if (contents.use != Use::authority) to << Extension{37, false, extended_key_usage(contents.use)};
  // Without a subject the names are all there is, and nobody may skip them.
  if (!contents.names.empty()) to << Extension{17, contents.common_name.empty(), encode_names(contents.names)};
  to << Extension{14, false, subject_key_identifier(owner)};
  if (!issuer_id.empty()) to << Extension{35, false, authority_key_identifier(issuer_id)};
}

}  // namespace

Issuer self(const Contents& contents, const Botan::Private_Key& key) {
  return {distinguished_name(contents.common_name), key_id(key), key};
}

std::string write_certificate(const Contents& contents, const Botan::Public_Key& owner, const Issuer& issuer) {
  Botan::System_RNG rng;
  const auto signer = Botan::X509_Object::choose_sig_format(issuer.key, rng, signature_hash(issuer.key), "");

  Bytes tbs;
  DER_Encoder to(tbs);
  to.start_sequence();
  to.start_explicit(0).encode(version_3).end_explicit();
  to.encode(random_serial()).encode(signer->algorithm_identifier()).raw_bytes(issuer.name);
  to.start_sequence();
  add_time(to, contents.period.begins);
  add_time(to, contents.period.ends);
  to.end_cons();
  to.raw_bytes(distinguished_name(contents.common_name)).raw_bytes(owner.subject_public_key());
  to.start_explicit(3).start_sequence();
  add_extensions(to, contents, owner, issuer.key_id);
  to.end_cons().end_explicit();
  to.end_cons();

  Bytes certificate;
  DER_Encoder(certificate)
      .start_sequence()
      .raw_bytes(tbs)
      .encode(signer->algorithm_identifier())
      .encode(signer->sign_message(tbs, rng), ASN1_Type::BitString)
      .end_cons();
  return Botan::PEM_Code::encode(certificate, "CERTIFICATE");
}

}  // namespace vitrine::pki
