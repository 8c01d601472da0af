// common/tls/registry.hpp: numbers, names, words.
#include <algorithm>
#include <array>
#include <boost/mpl/list.hpp>
#include <boost/test/unit_test.hpp>
#include <set>

#include "tls/registry.hpp"

using namespace vitrine::tls;

namespace {

using Registries = boost::mpl::list<ContentType, ProtocolVersion, HandshakeType, CipherSuite, NamedGroup,
                                    SignatureScheme, ExtensionType, CertificateCompressionAlgorithm, AlertDescription>;

/// RFC 9846 §6, typed in again.
constexpr std::pair<unsigned, std::string_view> alerts_of_the_rfc[] = {
    {0, "close_notify"},
    {10, "unexpected_message"},
    {20, "bad_record_mac"},
    {22, "record_overflow"},
    {40, "handshake_failure"},
    {42, "bad_certificate"},
    {43, "unsupported_certificate"},
    {44, "certificate_revoked"},
    {45, "certificate_expired"},
    {46, "certificate_unknown"},
    {47, "illegal_parameter"},
    {48, "unknown_ca"},
    {49, "access_denied"},
    {50, "decode_error"},
    {51, "decrypt_error"},
    {70, "protocol_version"},
    {71, "insufficient_security"},
    {80, "internal_error"},
    {86, "inappropriate_fallback"},
    {90, "user_canceled"},
    {109, "missing_extension"},
    {110, "unsupported_extension"},
    {112, "unrecognized_name"},
    {113, "bad_certificate_status_response"},
    {115, "unknown_psk_identity"},
    {116, "certificate_required"},
    {117, "general_error"},
    {120, "no_application_protocol"},
};

/// "§4.3.8", "Appendix B.4", "RFC 6066 §3", "draft-ietf-tls-mlkem".
bool names_a_source(std::string_view section) {
  return std::ranges::any_of(std::array{"§", "Appendix ", "RFC ", "draft-"},
                             [&](std::string_view begin) { return section.starts_with(begin); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_registry)

BOOST_AUTO_TEST_CASE_TEMPLATE(every_entry_has_a_name_and_words, E, Registries) {
  BOOST_TEST(!entries<E>().empty());
  for (const Entry<E>& entry : entries<E>()) {
    BOOST_TEST(!entry.name.empty());
    BOOST_TEST(entry.words.size() >= 8U, entry.name);
    BOOST_TEST(std::ranges::all_of(entry.words, [](char c) { return c >= 0x20 && c <= 0x7e; }), entry.name);
    BOOST_TEST(names_a_source(entry.section), entry.name);
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_only_named_has_words_and_a_source_too, E, Registries) {
  for (const Entry<E>& entry : foreign_entries<E>()) {
    BOOST_TEST(entry.words.size() >= 8U, entry.name);
    BOOST_TEST(names_a_source(entry.section), entry.name);
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_only_named_is_no_name_to_ask_for, E, Registries) {
  std::set<E> values;
  for (const Entry<E>& entry : foreign_entries<E>()) {
    BOOST_TEST(!from_name<E>(entry.name), entry.name);
    BOOST_TEST(find_entry(entry.value) == nullptr, entry.name);
    BOOST_TEST(find_anywhere(entry.value) == &entry, entry.name);
    BOOST_TEST(values.insert(entry.value).second, entry.name);
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(names_and_values_lead_to_each_other, E, Registries) {
  for (const Entry<E>& entry : entries<E>()) {
    BOOST_TEST((from_name<E>(entry.name) == entry.value), entry.name);
    BOOST_TEST(name_of(entry.value) == entry.name);
    BOOST_TEST(find_entry(entry.value) == &entry);
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(no_name_and_no_value_stands_there_twice, E, Registries) {
  std::set<std::string_view> names;
  std::set<E> values;
  for (const Entry<E>& entry : entries<E>()) {
    BOOST_TEST(names.insert(entry.name).second, entry.name);
    BOOST_TEST(values.insert(entry.value).second, entry.name);
  }
}

BOOST_AUTO_TEST_CASE(the_alerts_are_those_of_the_rfc) {
  BOOST_TEST(entries<AlertDescription>().size() == std::size(alerts_of_the_rfc));
  for (const auto& [number, name] : alerts_of_the_rfc) {
    BOOST_TEST(name_of(static_cast<AlertDescription>(number)) == name);
  }
}

BOOST_AUTO_TEST_CASE(a_name_that_is_not_quite_right_is_none) {
  BOOST_TEST(!from_name<NamedGroup>("X25519"));
  BOOST_TEST(!from_name<NamedGroup>("x2551"));
  BOOST_TEST(!from_name<NamedGroup>(""));
  BOOST_TEST(!from_name<CipherSuite>("TLS_AES_128_CCM_SHA256"));
}

BOOST_AUTO_TEST_CASE(strangers_are_shown_by_number_as_wide_as_on_the_wire) {
  BOOST_TEST(name_of(static_cast<CipherSuite>(0x1309)) == "unknown (0x1309)");
  BOOST_TEST(name_of(static_cast<NamedGroup>(0x0000)) == "unknown (0x0000)");
  BOOST_TEST(name_of(static_cast<AlertDescription>(5)) == "unknown (0x05)");
}

BOOST_AUTO_TEST_CASE(what_peers_offer_and_we_do_not_speak_is_shown_by_its_name_and_number) {
  BOOST_TEST(name_of(static_cast<CipherSuite>(0xc02f)) == "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (0xc02f)");
  BOOST_TEST(name_of(static_cast<NamedGroup>(0x0100)) == "ffdhe2048 (0x0100)");
  BOOST_TEST(name_of(static_cast<SignatureScheme>(0x0808)) == "ed448 (0x0808)");
  BOOST_TEST(name_of(static_cast<ExtensionType>(23)) == "extended_master_secret (0x0017)");
  BOOST_TEST(name_of(static_cast<HandshakeType>(14)) == "ServerHelloDone (0x0e)");
  BOOST_TEST(name_of(static_cast<AlertDescription>(121)) == "ech_required (0x79)");
}

BOOST_AUTO_TEST_CASE(the_sixteen_reserved_values_are_grease_and_no_others) {
  std::set<unsigned> grease;
  for (unsigned value = 0; value < 0x10000; ++value) {
    if (is_grease(static_cast<std::uint16_t>(value))) grease.insert(value);
  }
  std::set<unsigned> expected;
  for (unsigned nibble = 0; nibble < 16; ++nibble) expected.insert(0x0a0a + nibble * 0x1010);
  BOOST_TEST(grease == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(grease_is_named_so_where_values_have_two_bytes) {
  BOOST_TEST(name_of(static_cast<CipherSuite>(0x2a2a)) == "GREASE (0x2a2a)");
  BOOST_TEST(name_of(static_cast<ExtensionType>(0xfafa)) == "GREASE (0xfafa)");
  BOOST_TEST(name_of(static_cast<ContentType>(0x0a)) == "unknown (0x0a)");
}

BOOST_AUTO_TEST_SUITE_END()
