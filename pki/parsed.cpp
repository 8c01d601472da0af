// See parsed.hpp.
#include "parsed.hpp"

#include <botan/data_src.h>
#include <botan/exceptn.h>
#include <botan/x509_ext.h>

#include "keys.hpp"

namespace vitrine::pki {
namespace {

using Botan::X509_Certificate;

constexpr std::string_view armour = "-----BEGIN CERTIFICATE-----";

X509_Certificate parse_one(const std::string& content, const std::string& file) try {
  Botan::DataSource_Memory source(content);
  return X509_Certificate(source);
} catch (const std::exception&) {
  throw Error("A certificate in " + file + " is damaged: it cannot be read as X.509.");
}

[[noreturn]] void refuse(const std::string& content, const std::string& file) {
  if (content.find("PRIVATE KEY-----") != std::string::npos)
    throw Error(file + " holds a private key, not a certificate. Its certificate is probably the .pem file beside it.");
  throw Error("There is no certificate in " + file + " (neither PEM nor DER).");
}

}  // namespace

std::vector<X509_Certificate> parse_certificates(const std::string& content, const std::string& file) {
  constexpr char der_sequence = '\x30';
  std::vector<X509_Certificate> found;
  for (std::size_t at = content.find(armour); at != std::string::npos; at = content.find(armour, at + 1))
    found.push_back(parse_one(content.substr(at), file));
  if (found.empty() && content.starts_with(der_sequence)) found.push_back(parse_one(content, file));
  if (found.empty()) refuse(content, file);
  return found;
}

std::vector<std::string> names_of(const X509_Certificate& certificate) try {
  const Botan::OID subject_alt_name({2, 5, 29, 17});
  const Botan::Extensions& extensions = certificate.v3_extensions();
  if (!extensions.extension_set(subject_alt_name)) return {};
  return decode_names(extensions.get_extension_bits(subject_alt_name));
} catch (const Botan::Exception&) {
  throw Error("The list of names in the certificate is damaged.");
}

std::optional<KeyKind> key_kind_of(const X509_Certificate& certificate) try {
  return kind_of(*certificate.subject_public_key());
} catch (const Botan::Exception&) {
  return std::nullopt;
}

bool has_use(const X509_Certificate& certificate, Use use) {
  if (use == Use::authority) return certificate.is_CA_cert();
  return certificate.has_ex_constraint(Botan::OID({1, 3, 6, 1, 5, 5, 7, 3, use == Use::server ? 1U : 2U}));
}

}  // namespace vitrine::pki
