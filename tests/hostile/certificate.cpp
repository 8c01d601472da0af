// Hostile rows C for both roles: the Certificate message. What is in the certificates is judged in chain_*.cpp.
// RFC 9846 §4.5.1.
#include "hostile/proofs.hpp"
#include "support/vector_file.hpp"
#include "tls/message/handshake.hpp"

using namespace tests;
using namespace tests::proofs;
using enum tls::AlertDescription;

namespace {

void refused_body(base::View body, const Alerts& alerts) {
  before_certificate("p256", [&](const Prover& prover) {
    prover.evil.send_message(raw_message(11, body));
    expect_refusal(prover.evil, alerts);
  });
}

void add_extension(Certificate& message, unsigned type, const std::string& hex) {
  message.certificate_list[0].extensions.push_back(
      {static_cast<tls::ExtensionType>(type), wire::Opaque<0, 65535>(base::View(base::from_hex(hex)))});
}

/// This file of tests/vectors in place of the end entity.
std::function<void(Certificate&)> instead(const std::string& file) {
  return [file](Certificate& message) {
    const auto other = crypto::Certificate::all_from_pem(read_data(file)).front();
    message.certificate_list[0].cert_data = wire::Opaque<1, 16777215>(base::View(other.der()));
  };
}

const base::Bytes& good_body() {
  static const base::Bytes body = wire::write_all(EvilPeer::certificate_of("p256"));
  return body;
}

}  // namespace

BOOST_AUTO_TEST_CASE(C01_a_server_without_a_certificate_is_decode_error) {
  EvilServer evil;
  evil.run(EvilServer::Up::to_certificate);
  evil.send(Certificate{});
  expect_refusal(evil, {decode_error});
}

BOOST_AUTO_TEST_CASE(C02_a_context_that_nobody_asked_for_is_illegal_parameter) {
  certificate_refused([](Certificate& message) { message.certificate_request_context = {7}; }, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(C03_a_certificate_of_no_bytes_is_decode_error) {
  refused_body(base::from_hex("00"
                              "000005"
                              "000000"
                              "0000"),
               {decode_error});
}

BOOST_AUTO_TEST_CASE(C04_a_certificate_message_cut_anywhere_is_decode_error) {
  for (std::size_t size = 0; size < good_body().size(); ++size) {
    BOOST_TEST_CONTEXT("cut at " << size) { refused_body(base::View(good_body()).first(size), {decode_error}); }
  }
}

BOOST_AUTO_TEST_CASE(C04_each_length_wrong_by_one_is_decode_error) {
  const base::Bytes good = raw_message(11, good_body());
  for (const auto& field : tls::explain_message(good)) {
    if (field.part != vitrine::wire::Field::Part::length || field.offset < 4) continue;
    for (const int change : {-1, 1}) {
      base::Bytes bad = good;
      std::uint8_t& last = bad[field.offset + field.size - 1];
      last = static_cast<std::uint8_t>(last + change);
      BOOST_TEST_CONTEXT(field.name << " by " << change) { refused_body(base::View(bad).subspan(4), {decode_error}); }
    }
  }
}

BOOST_AUTO_TEST_CASE(C05_a_certificate_that_is_not_one_is_bad_certificate) {
  certificate_refused([](Certificate& message) { message.certificate_list[0].cert_data.assign(300, 0x30); },
                      {bad_certificate});
  certificate_refused([](Certificate& message) { message.certificate_list[0].cert_data.push_back(0); },
                      {bad_certificate});
  certificate_refused([](Certificate& message) { message.certificate_list[0].cert_data.pop_back(); },
                      {bad_certificate});
}

BOOST_AUTO_TEST_CASE(C08_C09_extensions_of_an_entry_that_were_not_asked_for_are_refused) {
  for (const unsigned type : {5U, 18U, 1234U, 0x0a0aU}) {
    certificate_refused([type](Certificate& message) { add_extension(message, type, "00"); }, {unsupported_extension});
  }
  certificate_refused(
      [](Certificate& message) {
        for (int i = 0; i < 2; ++i) add_extension(message, 5, "00");
      },
      {illegal_parameter});
  certificate_refused([](Certificate& message) { add_extension(message, 51, ""); }, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(C35_a_key_that_may_not_sign_is_refused_whoever_judges_the_chain) {
  certificate_refused(instead("certificates/agreement_only.pem"), {unsupported_certificate});
}

BOOST_AUTO_TEST_CASE(C46_an_extra_certificate_that_nobody_can_read_does_no_harm) {
  EvilServer evil;
  evil.run(EvilServer::Up::to_certificate);
  Certificate message = EvilPeer::certificate_of("p256");
  message.certificate_list.push_back({{1}, {}});
  evil.send(message);
  evil.run(EvilServer::Up::to_certificate_verify, EvilServer::Up::to_the_end);
  expect_acceptance(evil);
}

BOOST_AUTO_TEST_CASE(C07_a_hundred_times_the_same_certificate_is_as_good_as_once) {
  before_certificate("p256", [](const Prover& prover) {
    Certificate message = EvilPeer::certificate_of("p256");
    for (int i = 0; i < 100; ++i) message.certificate_list.push_back(message.certificate_list[0]);
    prover.evil.send(message);
    BOOST_TEST(prover.evil.victim.state() == "WAIT_CV");
  });
}

BOOST_AUTO_TEST_CASE(C49_a_client_without_a_host_name_does_not_start) {
  BOOST_CHECK_THROW(EvilServer(client_config(), ""), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(C50_a_verifier_that_throws_fails_closed) {
  const auto throws_bad_alloc = [](const crypto::ChainToVerify&) -> crypto::ChainResult { throw std::bad_alloc(); };
  const auto throws_anything = [](const crypto::ChainToVerify&) -> crypto::ChainResult {
    throw std::runtime_error("the verifier");
  };
  for (const tls::VerifyChain& verifier : {tls::VerifyChain(throws_bad_alloc), tls::VerifyChain(throws_anything)}) {
    certificate_refused([](Certificate&) {}, {internal_error, bad_certificate}, {.verify_chain = verifier});
  }
}

BOOST_AUTO_TEST_CASE(C51_raw_public_keys_are_not_taken_for_certificates) {
  certificate_refused(
      [](Certificate& message) {
        const base::Bytes key = credential("p256")->key.spki();
        message.certificate_list[0].cert_data = wire::Opaque<1, 16777215>(base::View(key));
      },
      {bad_certificate, unsupported_certificate});
}

BOOST_AUTO_TEST_CASE(C52_a_second_certificate_or_proof_is_unexpected_message) {
  before_proof("p256", [](const Prover& prover) {
    prover.evil.send(EvilPeer::certificate_of("p256"));
    expect_refusal(prover.evil, {unexpected_message});
  });
  before_proof("p256", [](const Prover& prover) {
    prover.evil.send(prover.good());
    BOOST_TEST_REQUIRE(prover.evil.victim.state() == "WAIT_FINISHED");
    prover.evil.send(prover.good());
    expect_refusal(prover.evil, {unexpected_message});
  });
}
