// status_request and signed_certificate_timestamp as bad peers send them: RFC 9846 §4.5.1.1, RFC 6066 §8, RFC 6962
// §3.3.
#include <boost/test/unit_test.hpp>

#include "hostile/server_flight.hpp"
#include "support/evil_client.hpp"

namespace {

using namespace tests;
using namespace tests::server_flight;

constexpr unsigned status_request = 5;
constexpr unsigned signed_certificate_timestamp = 18;

tls::ClientConfig asking() {
  tls::ClientConfig config = client_config();
  config.ask_for = {.ocsp_response = true, .signed_certificate_timestamps = true};
  return config;
}

/// A certificate with this extension, for a client that asked for both.
void send_with(EvilServer& evil, unsigned type, const std::string& hex, std::size_t entry = 0) {
  evil.run(Up::to_certificate);
  Certificate message = evil.certificate();
  message.certificate_list.push_back(message.certificate_list.front());
  message.certificate_list[entry].extensions.push_back(extension<tls::In::CT>(type, hex));
  evil.send(message);
}

void malformed(unsigned type, const std::vector<std::string>& bodies) {
  for (const std::string& hex : bodies) {
    for (const std::size_t entry : {std::size_t{0}, std::size_t{1}}) {
      EvilServer evil(asking());
      send_with(evil, type, hex, entry);
      BOOST_TEST_CONTEXT(type << " " << hex) { expect_refusal(evil, {decode_error}); }
    }
  }
}

void hello_with(unsigned type, const std::string& hex, const std::function<void(EvilClient&)>& expect) {
  EvilClient evil;
  tls::ClientHello hello = evil.hello();
  hello.extensions.push_back(extension<tls::In::CH>(type, hex));
  evil.send(hello);
  BOOST_TEST_CONTEXT(type << " " << hex) { expect(evil); }
}

void hello_malformed(unsigned type, const std::string& hex) {
  hello_with(type, hex, [](EvilClient& evil) { expect_refusal(evil, {decode_error}); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_malformed_ocsp_response_is_decode_error) {
  malformed(status_request, {"", "01", "01000000", "0100000230", "010000013000"});
}

BOOST_AUTO_TEST_CASE(a_status_of_another_type_than_ocsp_is_decode_error) {
  EvilServer evil(asking());
  send_with(evil, status_request, "0200000130");
  expect_refusal(evil, {decode_error});
}

BOOST_AUTO_TEST_CASE(a_malformed_list_of_timestamps_is_decode_error) {
  malformed(signed_certificate_timestamp, {"", "0000", "00020000", "0003000201", "0003000101ff", "000400010100"});
}

BOOST_AUTO_TEST_CASE(what_is_well_formed_is_taken_whatever_it_says) {
  EvilServer evil(asking());
  send_with(evil, status_request, "01000003ffffff");
  evil.run(Up::to_certificate_verify, Up::to_the_end);
  expect_acceptance(evil);
  BOOST_TEST(base::to_hex(evil.victim.session().ocsp_response) == "ffffff");
}

BOOST_AUTO_TEST_CASE(what_stands_beside_another_certificate_than_the_first_is_not_kept) {
  EvilServer evil(asking());
  send_with(evil, status_request, "01000003ffffff", 1);
  evil.run(Up::to_certificate_verify, Up::to_the_end);
  expect_acceptance(evil);
  BOOST_TEST(evil.victim.session().ocsp_response.empty());
}

BOOST_AUTO_TEST_CASE(a_malformed_request_of_a_client_is_decode_error) {
  for (const std::string hex : {"", "01", "010000", "01000000", "010001000000", "0100000000ff"}) {
    hello_malformed(status_request, hex);
  }
  hello_malformed(signed_certificate_timestamp, "00");
}

BOOST_AUTO_TEST_CASE(a_request_for_a_status_that_nobody_knows_is_ignored) {
  for (const std::string hex : {"00", "02", "02ffff"}) {
    hello_with(status_request, hex, [](EvilClient& evil) {
      evil.listen();
      evil.say_finished();
      expect_acceptance(evil);
    });
  }
}

BOOST_AUTO_TEST_CASE(a_server_asks_with_empty_extensions_only) {
  for (const unsigned type : {status_request, signed_certificate_timestamp}) {
    CertificateRequest request = good_request();
    request.extensions.push_back(extension<tls::In::CR>(type, "0100000000"));
    request_refused(request, {decode_error});
  }
}
