// See names.hpp.
#include "names.hpp"

#include <arpa/inet.h>
#include <botan/asn1_obj.h>
#include <botan/ber_dec.h>
#include <botan/der_enc.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/bytes.hpp"
#include "base/printable.hpp"
#include "request.hpp"

namespace vitrine::pki {
namespace {

constexpr std::size_t ipv4_octets = 4;
constexpr std::size_t ipv6_octets = 16;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_digit(char c) { return (c >= 'a' && c <= 'z') || is_digit(c); }
bool is_label_character(char c) { return is_letter_digit(c) || c == '-' || c == '_'; }

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// The text form of an address, from 4 or 16 octets.
std::string address_text(std::span<const std::uint8_t> octets) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(octets.size() == ipv4_octets ? AF_INET : AF_INET6, octets.data(), text.data(), text.size());
  return text.data();
}

std::optional<Name> parse_address(const std::string& text) {
  const bool bracketed = text.size() > 2 && text.front() == '[' && text.back() == ']';
  const std::string bare = bracketed ? text.substr(1, text.size() - 2) : text;
  std::vector<std::uint8_t> octets(ipv6_octets);
  if (inet_pton(AF_INET6, bare.c_str(), octets.data()) != 1) {
    if (bracketed || inet_pton(AF_INET, bare.c_str(), octets.data()) != 1) return std::nullopt;
    octets.resize(ipv4_octets);
  }
  return Name{Name::Kind::ip, address_text(octets), octets};
}

bool is_label(std::string_view label) {
  constexpr std::size_t longest = 63;
  return !label.empty() && label.size() <= longest && std::ranges::all_of(label, is_label_character) &&
         label.front() != '-' && label.back() != '-';
}

/// Labels separated by dots; the last one not a number, or it would be an address that went wrong.
bool is_dns_name(std::string_view name) {
  constexpr std::size_t longest = 253;
  if (name.size() > longest) return false;
  for (;;) {
    const std::size_t dot = name.find('.');
    const std::string_view label = name.substr(0, dot);
    if (!is_label(label)) return false;
    if (dot == std::string_view::npos) return !std::ranges::all_of(label, is_digit);
    name.remove_prefix(dot + 1);
  }
}

std::string decode_name(const Botan::BER_Object& name) {
  const base::View octets = name.data();
  if (name.get_class() == Botan::ASN1_Class::ContextSpecific) {
    if (static_cast<std::uint32_t>(name.type()) == static_cast<std::uint32_t>(Name::Kind::dns))
      return base::printable(base::text_of(octets));
    if (static_cast<std::uint32_t>(name.type()) == static_cast<std::uint32_t>(Name::Kind::ip) &&
        (octets.size() == ipv4_octets || octets.size() == ipv6_octets))
      return address_text(octets);
  }
  return "(another kind of name)";
}

}  // namespace

Name parse_name(std::string_view text) {
  const std::string name = lower_case(text);
  if (const auto address = parse_address(name)) return *address;
  const std::string_view without_wildcard = name.starts_with("*.") ? std::string_view(name).substr(2) : name;
  if (!is_dns_name(without_wildcard))
    throw UsageError("\"" + base::printable(text) +
                     "\" is neither a DNS name nor an IP address.\n"
                     "  Names look like chat.example.org, *.example.org, 192.0.2.7 or 2001:db8::7;"
                     " letters outside ASCII are written xn--...");
  return {Name::Kind::dns, name, base::copy_of(base::view_of(name))};
}

std::vector<std::uint8_t> encode_names(std::span<const Name> names) {
  std::vector<std::uint8_t> der;
  Botan::DER_Encoder to(der);
  to.start_sequence();
  for (const Name& name : names)
    to.add_object(static_cast<Botan::ASN1_Type>(name.kind), Botan::ASN1_Class::ContextSpecific, name.octets);
  to.end_cons();
  return der;
}

std::vector<std::string> decode_names(const std::vector<std::uint8_t>& der) {
  std::vector<std::string> names;
  Botan::BER_Decoder from(der);
  Botan::BER_Decoder list = from.start_sequence();
  while (list.more_items()) names.push_back(decode_name(list.get_next_object()));
  return names;
}

}  // namespace vitrine::pki
