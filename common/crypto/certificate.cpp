// Reading one certificate. Botan parses it; the SAN is read again from its bytes, because Botan 3.7 knows no IPv6 in
// it. Read next: trust_anchors.cpp, which judges chains.
#include "crypto/certificate.hpp"

#include <botan/ber_dec.h>
#include <botan/data_src.h>
#include <botan/x509_ext.h>
#include <botan/x509cert.h>
#if __has_include(<botan/asn1_time.h>)
#include <botan/asn1_time.h>  // part of asn1_obj.h before Botan 3.11
#endif

#include <algorithm>
#include <charconv>

#include "crypto/detail/botan_bridge.hpp"
#include "crypto/detail/certificate_state.hpp"
#include "crypto/detail/host_name.hpp"
#include "crypto/detail/pem.hpp"
#include "crypto/hash.hpp"

namespace vitrine::crypto {
namespace {

using detail::CertificateFacts;

constexpr auto unreadable = "a certificate that cannot be read";

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// From ASN.1's text and not from Botan's time_point, which ends in 2262: "no end" is 9999 (RFC 5280 §4.1.2.5).
Time time_of(const Botan::X509_Time& time) {
  auto text = time.to_string();  // YYMMDDHHMMSSZ or YYYYMMDDHHMMSSZ
  if (text.size() == 13) text.insert(0, number(text.substr(0, 2)) >= 50 ? "19" : "20");
  const auto part = [&](std::size_t at) { return number(std::string_view(text).substr(at, 2)); };
  const std::chrono::year_month_day day(std::chrono::year(part(0) * 100 + part(2)),
                                        std::chrono::month(static_cast<unsigned>(part(4))),
                                        std::chrono::day(static_cast<unsigned>(part(6))));
  if (!day.ok()) throw Error(unreadable);
  return std::chrono::sys_days(day) + std::chrono::hours(part(8)) + std::chrono::minutes(part(10)) +
         std::chrono::seconds(part(12));
}

std::string common_name_of(const Botan::X509_DN& name) { return name.get_first_attribute("X520.CommonName"); }

std::string shown(const Botan::X509_DN& name) {
  const auto common = common_name_of(name);
  return common.empty() ? name.to_string() : common;
}

// One GeneralName (RFC 5280 §4.2.1.6): [2] is a DNS name, [7] an address; the others name no service we know.
void add_name(CertificateFacts& facts, const Botan::BER_Object& name) {
  const base::View value(name.bits(), name.length());
  if (name.is_a(2, Botan::ASN1_Class::ContextSpecific)) {
    facts.dns_names.emplace_back(base::text_of(value));
    facts.names.push_back(facts.dns_names.back());
  } else if (name.is_a(7, Botan::ASN1_Class::ContextSpecific)) {
    const auto text = detail::text_of_address(value);
    if (!text) throw Error("a certificate with an IP address that is neither 4 nor 16 bytes");
    facts.addresses.push_back(base::copy_of(value));
    facts.names.push_back(*text);
  }
}

void read_names(CertificateFacts& facts) {
  const Botan::OID san{2, 5, 29, 17};
  if (!facts.parsed->v3_extensions().extension_set(san)) return;
  const auto bits = facts.parsed->v3_extensions().get_extension_bits(san);
  Botan::BER_Decoder outer(bits);
  auto list = outer.start_sequence();
  while (list.more_items()) add_name(facts, list.get_next_object());
  list.end_cons();
  outer.verify_end();
}

std::variant<Error, PublicKey> key_of(const Botan::X509_Certificate& parsed) {
  try {
    return PublicKey::from_spki(parsed.subject_public_key_info());
  } catch (const Error& error) {
    return error;
  }
}

CertificateFacts facts_of(base::View der) {
  Botan::DataSource_Memory source(der.data(), der.size());
  CertificateFacts facts;
  facts.parsed = std::make_shared<Botan::X509_Certificate>(source);
  // Botan also reads PEM, looser encodings, and leaves what follows. Written again, DER is the same to the byte.
  facts.der = facts.parsed->BER_encode();
  if (!std::ranges::equal(facts.der, der)) throw Error("a certificate that is not DER, or with more bytes behind it");
  facts.fingerprint = digest(Hash::sha256, facts.der);
  read_names(facts);
  facts.subject = shown(facts.parsed->subject_dn());
  if (common_name_of(facts.parsed->subject_dn()).empty() && !facts.names.empty()) {
    facts.subject = facts.names.front();
  }
  facts.issuer = shown(facts.parsed->issuer_dn());
  facts.signature_algorithm = facts.parsed->signature_algorithm().oid().to_string();
  facts.not_before = time_of(facts.parsed->not_before());
  facts.not_after = time_of(facts.parsed->not_after());
  facts.key = key_of(*facts.parsed);
  return facts;
}

}  // namespace

Certificate::Certificate(std::shared_ptr<const State> state) : state_(std::move(state)) {}
Certificate::Certificate(const Certificate&) = default;
Certificate& Certificate::operator=(const Certificate&) = default;
Certificate::Certificate(Certificate&&) noexcept = default;
Certificate& Certificate::operator=(Certificate&&) noexcept = default;
Certificate::~Certificate() = default;

Certificate Certificate::from_der(base::View der) {
  return detail::translated(unreadable,
                            [&] { return Certificate(std::make_shared<const State>(State{facts_of(der)})); });
}

std::vector<Certificate> Certificate::all_from_pem(std::string_view pem) {
  std::vector<Certificate> all;
  for (const auto& block : detail::pem_blocks(pem)) {
    if (block.label == "CERTIFICATE") all.push_back(from_der(block.der.expose()));
  }
  if (all.empty()) throw Error("there is no certificate in it");
  return all;
}

const base::Bytes& Certificate::der() const { return state_->der; }
std::string Certificate::subject() const { return state_->subject; }
std::string Certificate::issuer() const { return state_->issuer; }
base::Bytes Certificate::issuer_distinguished_name() const { return state_->parsed->raw_issuer_dn(); }
std::string Certificate::common_name() const { return common_name_of(state_->parsed->subject_dn()); }
std::vector<std::string> Certificate::names() const { return state_->names; }
Time Certificate::not_before() const { return state_->not_before; }
Time Certificate::not_after() const { return state_->not_after; }
base::Bytes Certificate::fingerprint() const { return state_->fingerprint; }
PublicKey Certificate::public_key() const {
  if (const auto* error = std::get_if<Error>(&state_->key)) throw Error(*error);
  return std::get<PublicKey>(state_->key);
}
const std::string& Certificate::signature_algorithm() const { return state_->signature_algorithm; }
bool Certificate::names_itself_as_issuer() const { return state_->parsed->is_self_signed(); }
bool Certificate::allows_signatures() const {
  return state_->parsed->allowed_usage(Botan::Key_Constraints::DigitalSignature);
}
base::Bytes Certificate::spki() const { return state_->parsed->subject_public_key_info(); }

bool Certificate::State::has_name(std::string_view host, detail::MatchName match) const {
  if (const auto address = detail::address_of(host)) return std::ranges::find(addresses, *address) != addresses.end();
  return std::ranges::any_of(dns_names, [&](const auto& presented) { return match(presented, host); });
}

bool Certificate::matches_name(std::string_view host) const { return state_->has_name(host, detail::matches_dns); }
bool Certificate::names_exactly(std::string_view host) const { return state_->has_name(host, detail::equals_dns); }

}  // namespace vitrine::crypto
