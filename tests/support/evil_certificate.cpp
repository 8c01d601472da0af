// See evil_certificate.hpp.
#include "support/evil_certificate.hpp"

#include <cstdio>

#include "support/evil_signature.hpp"

namespace tests {
namespace {

base::Bytes attribute(std::string_view oid, std::string_view text) {
  return der::set({der::sequence({der::oid(oid), der::utf8_string(text)})});
}

base::Bytes utc_time(crypto::Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 64> text{};
  (void)std::snprintf(text.data(), text.size(), "%02d%02u%02u%02d%02d%02dZ", static_cast<int>(date.year()) % 100,
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                      static_cast<int>(clock.seconds().count()));
  return der::tagged(23, base::view_of(text.data()));
}

base::Bytes encoded(const EvilExtension& extension) {
  std::vector<base::Bytes> parts{der::oid(extension.oid)};
  if (extension.critical) parts.push_back(der::truth());
  parts.push_back(der::octet_string(extension.value));
  return der::sequence(parts);
}

base::Bytes all_of(const std::vector<EvilExtension>& extensions) {
  std::vector<base::Bytes> parts;
  for (const EvilExtension& extension : extensions) parts.push_back(encoded(extension));
  return der::around(3, der::sequence(parts));
}

base::Bytes algorithm_of(const EvilSigner& signer) {
  if (signer.key.starts_with("rsa")) return der::sequence({der::oid(signer.algorithm), der::null()});
  return der::sequence({der::oid(signer.algorithm)});
}

base::Bytes dns_name(std::string_view name) { return der::in_place(2, base::view_of(name)); }

base::Bytes subtrees(unsigned number, const std::vector<std::string>& names) {
  if (names.empty()) return {};
  base::Bytes all;
  for (const std::string& name : names) base::append(all, der::sequence({dns_name(name)}));
  return der::around(number, all);
}

}  // namespace

base::Bytes common_name(std::string_view text) { return der::sequence({attribute("2.5.4.3", text)}); }

base::Bytes common_name_in(std::string_view organization, std::string_view text) {
  return der::sequence({attribute("2.5.4.10", organization), attribute("2.5.4.3", text)});
}

EvilCertificate EvilCertificate::with(const EvilExtension& extension) const {
  EvilCertificate changed = without(extension.oid);
  changed.extensions.push_back(extension);
  return changed;
}

EvilCertificate EvilCertificate::without(const std::string& oid) const {
  EvilCertificate changed = *this;
  std::erase_if(changed.extensions, [&](const EvilExtension& each) { return each.oid == oid; });
  return changed;
}

base::Bytes EvilCertificate::der() const {
  const base::Bytes to_be_signed =
      der::sequence({der::around(0, der::integer(2)), der::integer(77), algorithm_of(signer), issuer,
                     der::sequence({utc_time(not_before), utc_time(not_after)}), subject, subject_public_key_info,
                     all_of(extensions)});
  const base::Bytes signature = odd_signature(signer.key, signer.padding, to_be_signed);
  return der::sequence({to_be_signed, algorithm_of(signer), der::bit_string(signature)});
}

EvilCertificate evil_authority(std::string_view name, std::string_view issuer) {
  EvilCertificate authority;
  authority.subject = common_name(name);
  authority.issuer = common_name(issuer);
  authority.extensions = {basic_constraints({der::truth()}), key_usage({5})};
  return authority;
}

EvilCertificate evil_leaf(std::string_view issuer) {
  EvilCertificate leaf;
  leaf.issuer = common_name(issuer);
  leaf.extensions = {basic_constraints({}), key_usage({0}), dns_names({"localhost"}),
                     extended_key_usage({server_authentication, client_authentication})};
  return leaf;
}

EvilExtension basic_constraints(const std::vector<base::Bytes>& fields) {
  return {oids::basic_constraints, der::sequence(fields)};
}

EvilExtension key_usage(std::initializer_list<unsigned> bits) {
  std::uint8_t byte = 0;
  for (const unsigned bit : bits) byte |= static_cast<std::uint8_t>(0x80U >> bit);
  unsigned unused = 0;
  while (unused < 7 && (byte >> unused & 1U) == 0) ++unused;
  return {oids::key_usage, der::tagged(3, base::Bytes{static_cast<std::uint8_t>(unused), byte})};
}

EvilExtension extended_key_usage(std::initializer_list<std::string_view> purposes) {
  std::vector<base::Bytes> parts;
  for (const std::string_view purpose : purposes) parts.push_back(der::oid(purpose));
  return {oids::extended_key_usage, der::sequence(parts), false};
}

EvilExtension dns_names(const std::vector<std::string>& names) {
  std::vector<base::Bytes> parts;
  for (const std::string& name : names) parts.push_back(dns_name(name));
  return {oids::subject_alt_name, der::sequence(parts), false};
}

EvilExtension name_constraints(const std::vector<std::string>& permitted, const std::vector<std::string>& excluded) {
  return {oids::name_constraints, der::sequence({subtrees(0, permitted), subtrees(1, excluded)})};
}

}  // namespace tests
