// tls::explain_message: every byte of every message has exactly one label, whatever the message is like.
#include <boost/test/unit_test.hpp>

#include "support/coverage.hpp"
#include "tls_samples.hpp"

using namespace tests;

namespace {

void is_covered(base::View raw, const std::string& what) {
  BOOST_TEST(uncovered(tls::explain_message(raw), raw.size()) == "", what);
}

bool has_label(const wire::Fields& fields, std::string_view name) {
  return std::ranges::find(fields, name, &wire::Field::name) != fields.end();
}

base::Bytes hello_with(const tls::Extension<tls::In::CH>& extension) {
  tls::ClientHello hello;
  hello.cipher_suites = {tls::CipherSuite::TLS_AES_128_GCM_SHA256};
  hello.extensions.push_back(extension);
  return tls::encode(hello);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_explain_message)

BOOST_AUTO_TEST_CASE(every_byte_of_every_message_has_one_label) {
  for (const Sample& sample : samples()) is_covered(sample.raw, sample.what);
  for (const Sample& sample : samples_of_older_versions()) is_covered(sample.raw, sample.what);
}

BOOST_AUTO_TEST_CASE(a_message_cut_anywhere_is_still_covered) {
  for (const Sample& sample : samples()) {
    const base::View body = raw_message(sample.raw).body();
    for (std::size_t size = 0; size < body.size(); ++size) {
      is_covered(with_body(sample.raw, body.first(size)), sample.what + " cut to " + std::to_string(size));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_message_with_any_one_byte_changed_is_still_covered) {
  for (const Sample& sample : samples()) {
    for (std::size_t at = 0; at < sample.raw.size(); ++at) {
      base::Bytes changed = sample.raw;
      changed[at] ^= 0xffU;
      is_covered(changed, sample.what + " changed at " + std::to_string(at));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_message_is_what_decoding_it_says) {
  BOOST_TEST(tls::dissect_message(samples().front().raw).broken == "");
  BOOST_TEST(tls::dissect_message(base::from_hex("02000002 0303")).broken == "random: 32 bytes expected, 0 left");
  BOOST_TEST(tls::dissect_message(base::from_hex("14")).broken == "length: 3 bytes expected, 0 left");
  BOOST_TEST(tls::dissect_message(base::from_hex("18000002 0000")).broken == "after the last field: 1 bytes too many");
  BOOST_TEST(!tls::dissect_message(base::from_hex("63000000")).broken.empty());
}

BOOST_AUTO_TEST_CASE(a_message_cut_inside_of_an_extension_keeps_the_labels_before_it) {
  const Sample hello = samples().front();
  const tls::Dissection cut = tls::dissect_message(base::View(hello.raw).first(hello.raw.size() - 10));
  for (const auto name : {"cipher_suites", "extensions", "host_name", "named_group_list", "body"})
    BOOST_TEST(has_label(cut.fields, name), name);
}

BOOST_AUTO_TEST_CASE(a_message_of_unknown_type_is_a_header_and_a_body) {
  const wire::Fields fields = tls::explain_message(base::from_hex("63000002 aabb"));
  BOOST_TEST_REQUIRE(fields.size() == 3U);
  BOOST_TEST(fields[2].name == "body");
  BOOST_TEST(fields[2].size == 2U);
}

BOOST_AUTO_TEST_CASE(the_body_of_a_known_extension_is_labelled_by_its_fields) {
  const wire::Fields fields = tls::explain_message(samples().front().raw);
  for (const auto name :
       {"server_name", "host_name", "named_group_list", "supported_signature_algorithms", "protocol_name", "versions",
        "cookie", "ke_modes", "distinguished_name", "key_exchange", "record_size_limit"}) {
    BOOST_TEST(has_label(fields, name), name);
  }
}

BOOST_AUTO_TEST_CASE(a_stranger_among_extensions_keeps_its_bytes_under_one_label) {
  const auto raw = hello_with({static_cast<tls::ExtensionType>(0x2a2a), {1, 2, 3}});
  const wire::Fields fields = tls::explain_message(raw);
  BOOST_TEST(has_label(fields, "unknown extension"));
  BOOST_TEST(fields.back().name == "extension_data");
  BOOST_TEST(fields.back().size == 3U);
}

BOOST_AUTO_TEST_CASE(a_known_extension_that_does_not_decode_is_named_and_the_others_are_explained) {
  const auto raw = hello_with({tls::ExtensionType::supported_versions, {9, 9, 9}});
  const wire::Fields fields = tls::explain_message(raw);
  BOOST_TEST(has_label(fields, "cipher_suites"));
  BOOST_TEST(has_label(fields, "supported_versions"));
  BOOST_TEST(fields.back().name == "extension_data");
  is_covered(raw, "ClientHello");
}

BOOST_AUTO_TEST_SUITE_END()
