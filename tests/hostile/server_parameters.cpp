// Hostile rows E and Q for clients: EncryptedExtensions and CertificateRequest. RFC 9846 §4.4.
#include <boost/test/unit_test.hpp>

#include "hostile/server_flight.hpp"

using namespace tests;
using namespace tests::server_flight;
using enum tls::AlertDescription;

BOOST_AUTO_TEST_CASE(Q06_a_second_certificate_request_is_unexpected_message) {
  refused_at(Up::to_certificate,
             [](EvilServer& evil) {
               evil.send(good_request());
               evil.send(good_request());
             },
             {unexpected_message});
}

BOOST_AUTO_TEST_CASE(E03_extensions_of_other_messages_in_encrypted_extensions_are_illegal_parameter) {
  for (const unsigned type : {51U, 41U, 43U, 44U, 13U, 45U, 49U, 50U, 21U, 5U, 47U, 48U}) {
    encrypted_extensions_refused({{type, "0000"}}, {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(E04_E10_extensions_that_we_did_not_offer_are_unsupported_extension) {
  for (const unsigned type : {42U, 14U, 28U, 1234U, 0x0a0aU, 0xff01U, 65535U}) {
    encrypted_extensions_refused({{type, ""}}, {unsupported_extension});
  }
}

BOOST_AUTO_TEST_CASE(E05_an_alpn_answer_of_anything_but_one_protocol_of_ours_is_refused) {
  const std::string ours = "0976697472696e652f31";
  encrypted_extensions_refused({{16,
                                 "0003"
                                 "02"
                                 "6832"}},
                               {illegal_parameter});
  encrypted_extensions_refused({{16, "0014" + ours + ours}}, {illegal_parameter});
  encrypted_extensions_refused({{16,
                                 "000b"
                                 "09"
                                 "76697472696e652f32"
                                 "00"}},
                               {decode_error});
  for (const std::string hex : {"", "0000", "000100",
                                "000a"
                                "0976697472696e652f3100"}) {
    encrypted_extensions_refused({{16, hex}}, {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(E05_an_alpn_answer_to_a_client_that_did_not_ask_is_unsupported_extension) {
  EvilServer evil;
  evil.run(Up::to_encrypted_extensions);
  EncryptedExtensions message;
  message.extensions.push_back(extension<tls::In::EE>(16, "0003026832"));
  evil.send(message);
  expect_refusal(evil, {unsupported_extension});
}

BOOST_AUTO_TEST_CASE(E06_a_server_name_acknowledgement_with_a_body_or_for_an_address_is_refused) {
  encrypted_extensions_refused({{0, "00"}}, {decode_error});
  EvilServer evil(client_config(), "127.0.0.1");
  evil.run(Up::to_encrypted_extensions);
  EncryptedExtensions message;
  message.extensions.push_back(extension<tls::In::EE>(0, ""));
  evil.send(message);
  expect_refusal(evil, {unsupported_extension});
}

BOOST_AUTO_TEST_CASE(E07_an_extension_twice_is_illegal_parameter) {
  encrypted_extensions_refused({{0, ""}, {0, ""}}, {illegal_parameter});
  encrypted_extensions_refused({{10, "0002001d"}, {10, "0002001d"}}, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(E08_supported_groups_and_name_and_protocol_are_accepted) {
  EvilServer evil(with_alpn());
  evil.run(Up::to_encrypted_extensions);
  EncryptedExtensions message;
  for (const auto& [type, hex] :
       {std::pair{10U, "00061a1a00180017"}, std::pair{0U, ""}, std::pair{16U, "0006056f74686572"}}) {
    message.extensions.push_back(extension<tls::In::EE>(type, hex));
  }
  evil.send(message);
  evil.run(Up::to_certificate, Up::to_the_end);
  expect_acceptance(evil);
  BOOST_TEST(evil.victim.session().alpn == "other");
}

BOOST_AUTO_TEST_CASE(Q02_Q03_Q10_a_wrong_certificate_request_is_refused) {
  CertificateRequest context = good_request();
  context.certificate_request_context = {1};
  request_refused(context, {illegal_parameter, decode_error});
  request_refused({}, {missing_extension});
  for (const auto& [type, hex] : {std::pair{47U, "0000"}, std::pair{47U, "00020000"}, std::pair{50U, "0000"}}) {
    CertificateRequest request = good_request();
    request.extensions.push_back(extension<tls::In::CR>(type, hex));
    request_refused(request, {decode_error});
  }
  CertificateRequest misplaced = good_request();
  misplaced.extensions.push_back(extension<tls::In::CR>(51, ""));
  request_refused(misplaced, {illegal_parameter});
  CertificateRequest twice = good_request();
  twice.extensions.push_back(twice.extensions.front());
  request_refused(twice, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(Q10_filters_by_oid_are_passed_over_since_we_recognize_none) {
  const std::string filter = "03551d0f0000";
  EvilServer evil;
  evil.run(Up::to_certificate);
  CertificateRequest request = good_request();
  request.extensions.push_back(extension<tls::In::CR>(48, "000c" + filter + filter));
  evil.send(request);
  evil.run(Up::to_certificate, Up::to_the_end);
  expect_acceptance(evil);
}

BOOST_AUTO_TEST_CASE(S04_a_trailing_byte_in_a_certificate_request_is_decode_error) {
  const base::Bytes good = tls::encode(good_request());
  refused_at(Up::to_certificate,
             [&](EvilServer& evil) {
               evil.send_message(raw_message(13, base::concat({base::View(good).subspan(4), base::Bytes{0}})));
             },
             {decode_error});
}

BOOST_AUTO_TEST_CASE(Q04_Q07_a_request_is_answered_with_an_empty_certificate_whatever_strangers_are_in_it) {
  EvilServer evil;
  evil.run(Up::to_certificate);
  CertificateRequest request = good_request();
  request.extensions.push_back(extension<tls::In::CR>(0x0a0a, "00"));
  request.extensions.push_back(extension<tls::In::CR>(1234, "beef"));
  evil.send(request);
  evil.run(Up::to_certificate, Up::to_the_end);
  expect_acceptance(evil);
  BOOST_TEST_REQUIRE(evil.heard.size() == 3U);
  BOOST_TEST((evil.heard[1] == raw_message(11, base::Bytes(4, 0))));
  BOOST_TEST(evil.heard[2].front() == 20);
}
