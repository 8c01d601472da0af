// CompressedCertificate as bad peers send it: RFC 8879 §4, §5.
#include <boost/test/unit_test.hpp>

#include "hostile/server_flight.hpp"
#include "support/evil_client.hpp"
#include "tls/machine/compressed_certificate.hpp"

namespace {

using namespace tests;
using namespace tests::server_flight;
using Algorithm = tls::CertificateCompressionAlgorithm;
using tls::CompressedCertificate;

/// One that this build has; there is nothing to test where it has none.
std::optional<Algorithm> some_algorithm() {
  const auto all = tls::available_compression();
  return all.empty() ? std::nullopt : std::optional(all.front());
}

tls::ClientConfig offering(Algorithm algorithm) {
  tls::ClientConfig config = client_config();
  config.certificate_compression = {algorithm};
  return config;
}

CompressedCertificate around(base::View body, Algorithm algorithm) {
  const base::Bytes packed = vitrine::compression::compress(*tls::primitive(algorithm), body);
  return {algorithm, {static_cast<std::uint32_t>(body.size())}, wire::Opaque<1, 16777215>(base::View(packed))};
}

base::Bytes good_body(const EvilServer& evil) { return wire::write_all(evil.certificate()); }

using Change = std::function<void(CompressedCertificate&)>;

void refused(const Change& change, const Alerts& alerts) {
  const auto algorithm = some_algorithm();
  if (!algorithm) return;
  EvilServer evil(offering(*algorithm));
  evil.run(Up::to_certificate);
  CompressedCertificate message = around(good_body(evil), *algorithm);
  change(message);
  evil.send(message);
  expect_refusal(evil, alerts);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_good_one_in_the_place_of_a_certificate_is_accepted) {
  for (const Algorithm algorithm : tls::available_compression()) {
    EvilServer evil(offering(algorithm));
    evil.run(Up::to_certificate);
    evil.send(around(good_body(evil), algorithm));
    evil.run(Up::to_certificate_verify, Up::to_the_end);
    expect_acceptance(evil);
  }
}

BOOST_AUTO_TEST_CASE(an_algorithm_that_was_not_offered_is_illegal_parameter) {
  for (const unsigned algorithm : {0U, 1U, 2U, 3U, 4U, 0x0a0aU, 0xffffU}) {
    if (some_algorithm() == static_cast<Algorithm>(algorithm)) continue;
    refused([=](CompressedCertificate& message) { message.algorithm = static_cast<Algorithm>(algorithm); },
            {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(a_compressed_certificate_that_nobody_asked_for_is_illegal_parameter) {
  EvilServer evil;
  evil.run(Up::to_certificate);
  evil.send(CompressedCertificate{Algorithm::zlib, {100}, {1, 2, 3}});
  expect_refusal(evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(a_length_that_is_not_that_of_the_contents_is_bad_certificate) {
  for (const int wrong : {-1, 1, 1000}) {
    refused([=](CompressedCertificate& m) { m.uncompressed_length.value += static_cast<std::uint32_t>(wrong); },
            {bad_certificate});
  }
  refused([](CompressedCertificate& m) { m.uncompressed_length.value = 0; }, {bad_certificate});
}

BOOST_AUTO_TEST_CASE(a_length_above_our_limit_is_bad_certificate_before_anything_is_decompressed) {
  for (const std::uint32_t length : {(1U << 17U) + 1U, 0xffffffU}) {
    refused([=](CompressedCertificate& message) { message.uncompressed_length.value = length; }, {bad_certificate});
  }
}

BOOST_AUTO_TEST_CASE(a_bomb_is_bad_certificate) {
  refused(
      [](CompressedCertificate& message) {
        const std::uint32_t length = message.uncompressed_length.value;
        message = around(base::Bytes(16'000'000, 0), message.algorithm);
        message.uncompressed_length.value = length;
      },
      {bad_certificate});
}

BOOST_AUTO_TEST_CASE(damage_and_cuts_are_bad_certificate) {
  refused([](CompressedCertificate& m) { m.compressed_certificate_message.assign(20, 0xff); }, {bad_certificate});
  refused([](CompressedCertificate& m) { m.compressed_certificate_message.pop_back(); }, {bad_certificate});
  refused([](CompressedCertificate& m) { m.compressed_certificate_message.push_back(0); }, {bad_certificate});
}

BOOST_AUTO_TEST_CASE(what_is_inside_is_judged_like_any_certificate) {
  refused([](CompressedCertificate& m) { m = around(base::from_hex("00000000"), m.algorithm); }, {decode_error});
  refused([](CompressedCertificate& m) { m = around(base::from_hex("0000000000"), m.algorithm); }, {decode_error});
  refused([](CompressedCertificate& m) { m = around(base::from_hex("0107000000"), m.algorithm); }, {illegal_parameter});
  refused([](CompressedCertificate& m) { m = around(base::Bytes(200, 0x30), m.algorithm); }, {decode_error});
}

BOOST_AUTO_TEST_CASE(a_frame_that_is_cut_or_empty_is_decode_error) {
  for (const std::string hex : {"", "0001", "00010000", "0001000010", "0001000010000000", "000100001000000201"}) {
    const auto algorithm = some_algorithm();
    if (!algorithm) return;
    EvilServer evil(offering(*algorithm));
    evil.run(Up::to_certificate);
    evil.send_message(raw_message(25, base::from_hex(hex)));
    expect_refusal(evil, {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(a_certificate_after_a_compressed_one_is_unexpected_message) {
  const auto algorithm = some_algorithm();
  if (!algorithm) return;
  EvilServer evil(offering(*algorithm));
  evil.run(Up::to_certificate);
  evil.send(around(good_body(evil), *algorithm));
  evil.send(evil.certificate());
  expect_refusal(evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(a_malformed_list_of_algorithms_is_decode_error) {
  for (const std::string hex : {"", "00", "0100", "020001ff", "0300010000", "040001"}) {
    EvilClient evil;
    tls::ClientHello hello = evil.hello();
    hello.extensions.push_back(extension<tls::In::CH>(27, hex));
    evil.send(hello);
    expect_refusal(evil, {decode_error});
    CertificateRequest request = good_request();
    request.extensions.push_back(extension<tls::In::CR>(27, hex));
    request_refused(request, {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(unknown_and_repeated_algorithms_are_ignored) {
  EvilClient evil;
  tls::ClientHello hello = evil.hello();
  hello.extensions.push_back(extension<tls::In::CH>(27, "08000900090a0affff"));
  evil.say(hello);
  evil.say_finished();
  expect_acceptance(evil);
}

BOOST_AUTO_TEST_CASE(compress_certificate_answers_nothing) {
  encrypted_extensions_refused({{27, "020001"}}, {illegal_parameter});
  certificate_refused(
      [](Certificate& message) {
        message.certificate_list[0].extensions.push_back(extension<tls::In::CT>(27, "020001"));
      },
      {illegal_parameter});
}
