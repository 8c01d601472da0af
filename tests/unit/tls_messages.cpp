// common/tls/message/: every message there and back, cut anywhere, and too long.
#include <boost/test/unit_test.hpp>
#include <set>

#include "support/thrown.hpp"
#include "tls_samples.hpp"

using namespace tests;

namespace {

/// Where the body of a message may end early and still be one: before the extensions of a hello, as in older versions,
/// and anywhere in Finished, whose length the schedule checks.
bool may_end_at(const base::Bytes& raw, std::size_t body_size) {
  const auto type = static_cast<tls::HandshakeType>(raw.front());
  if (type == tls::HandshakeType::finished) return true;
  const std::size_t version_random_session_id = 2 + 32 + 1 + raw.at(std::min<std::size_t>(38, raw.size() - 1));
  if (type == tls::HandshakeType::server_hello) return body_size == version_random_session_id + 2 + 1;
  if (type != tls::HandshakeType::client_hello) return false;
  const std::size_t cipher_suites = raw.at(4 + version_random_session_id + 1);
  return body_size == version_random_session_id + 2 + cipher_suites + 2;
}

void is_refused(base::View raw, const std::string& what) {
  const std::string name(tls::message_name(raw_message(raw)));
  BOOST_TEST_CONTEXT(what) {
    const auto abort = thrown<tls::Abort>([&] { (void)encoded_again(raw_message(raw)); });
    BOOST_TEST(abort.text.starts_with(name + "."), abort.text);
    BOOST_TEST((abort.alert == tls::AlertDescription::decode_error));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_messages)

BOOST_AUTO_TEST_CASE(every_message_survives_decoding_and_encoding) {
  for (const Sample& sample : samples()) {
    BOOST_TEST(base::to_hex(encoded_again(raw_message(sample.raw))) == base::to_hex(sample.raw), sample.what);
  }
}

BOOST_AUTO_TEST_CASE(there_is_a_sample_of_every_message) {
  std::set<std::string_view> names;
  for (const Sample& sample : samples()) names.insert(tls::message_name(raw_message(sample.raw)));
  BOOST_TEST(names.size() == 12U);
}

BOOST_AUTO_TEST_CASE(a_hello_of_an_older_version_gets_an_empty_block_of_extensions) {
  for (const Sample& sample : samples_of_older_versions()) {
    base::Bytes body = base::copy_of(raw_message(sample.raw).body());
    base::append(body, base::Bytes{0, 0});
    BOOST_TEST(base::to_hex(encoded_again(raw_message(sample.raw))) == base::to_hex(with_body(sample.raw, body)),
               sample.what);
  }
}

BOOST_AUTO_TEST_CASE(a_message_cut_at_any_byte_is_refused_with_its_name) {
  for (const Sample& sample : samples()) {
    const base::View body = raw_message(sample.raw).body();
    for (std::size_t size = 0; size < body.size(); ++size) {
      if (may_end_at(sample.raw, size)) continue;
      const base::Bytes cut = with_body(sample.raw, body.first(size));
      is_refused(cut, sample.what + " cut to " + std::to_string(size));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_byte_too_many_is_refused) {
  for (const Sample& sample : samples()) {
    if (sample.what == "Finished") continue;
    base::Bytes body = base::copy_of(raw_message(sample.raw).body());
    body.push_back(0);
    is_refused(with_body(sample.raw, body), sample.what + " and a byte");
  }
}

BOOST_AUTO_TEST_CASE(a_decode_error_names_the_message_and_the_field) {
  const base::Bytes cut = base::from_hex("02000003 0303 00");
  const auto abort = thrown<tls::Abort>([&] { (void)tls::decode<tls::ServerHello>(raw_message(cut)); });
  BOOST_TEST(abort.text == "ServerHello.random: 32 bytes expected, 1 left");
  BOOST_TEST(abort.section == "6");
}

BOOST_AUTO_TEST_CASE(a_hello_retry_request_is_told_by_its_random_alone) {
  tls::ServerHello hello;
  hello.random = tls::hello_retry_request_random;
  BOOST_TEST(tls::message_name(raw_message(tls::encode(hello))) == "HelloRetryRequest");
  hello.random.back() ^= 1U;
  BOOST_TEST(tls::message_name(raw_message(tls::encode(hello))) == "ServerHello");
  BOOST_TEST(!tls::is_hello_retry_request(base::from_hex("0303cf21ad74")));
}

BOOST_AUTO_TEST_CASE(the_marks_of_a_forced_downgrade_are_seen_at_the_end_of_the_random_only) {
  tls::Random32 random{};
  const auto end_with = [&random](std::string_view mark, std::uint8_t last) {
    std::ranges::copy(mark, random.begin() + 24);
    random.back() = last;
    return tls::has_downgrade_sentinel(random);
  };
  BOOST_TEST(!tls::has_downgrade_sentinel(random));
  BOOST_TEST(end_with("DOWNGRD", 0));
  BOOST_TEST(end_with("DOWNGRD", 1));
  BOOST_TEST(!end_with("DOWNGRD", 2));
  BOOST_TEST(!end_with("DOWNGRE", 1));
  std::ranges::copy(std::string_view("DOWNGRD"), random.begin());
  BOOST_TEST(!tls::has_downgrade_sentinel(random));
}

BOOST_AUTO_TEST_CASE(the_header_holds_type_and_length) {
  BOOST_TEST(base::to_hex(tls::handshake_header(tls::HandshakeType::finished, 0x012345)) == "14012345");
}

BOOST_AUTO_TEST_CASE(a_stranger_among_messages_has_a_name_to_show) {
  BOOST_TEST(tls::message_name(raw_message(base::from_hex("63000000"))) == "unknown handshake message");
}

BOOST_AUTO_TEST_SUITE_END()
