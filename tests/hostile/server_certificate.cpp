// Hostile rows C for clients: Certificate and CertificateVerify. RFC 9846 §4.5.1, §4.5.2.
#include <boost/test/unit_test.hpp>

#include "hostile/server_flight.hpp"
#include "support/vector_file.hpp"

using namespace tests;
using namespace tests::server_flight;
using enum tls::AlertDescription;

BOOST_AUTO_TEST_CASE(C01_C02_C03_an_empty_list_or_entry_or_a_context_is_refused) {
  certificate_refused([](Certificate& message) { message.certificate_list.clear(); }, {decode_error});
  certificate_refused([](Certificate& message) { message.certificate_request_context = {7}; }, {illegal_parameter});
  refused_at(Up::to_certificate,
             [](EvilServer& evil) {
               evil.send_message(raw_message(11, base::from_hex("00"
                                                                "000005"
                                                                "000000"
                                                                "0000")));
             },
             {decode_error});
}

BOOST_AUTO_TEST_CASE(C05_a_certificate_that_is_not_one_is_bad_certificate) {
  certificate_refused([](Certificate& message) { message.certificate_list[0].cert_data.assign(300, 0x30); },
                      {bad_certificate});
  certificate_refused([](Certificate& message) { message.certificate_list[0].cert_data.push_back(0); },
                      {bad_certificate});
}

BOOST_AUTO_TEST_CASE(C46_an_extra_certificate_that_nobody_can_read_does_no_harm) {
  EvilServer evil;
  evil.run(Up::to_certificate);
  Certificate message = evil.certificate();
  message.certificate_list.push_back({{1}, {}});
  evil.send(message);
  evil.run(Up::to_certificate_verify, Up::to_the_end);
  expect_acceptance(evil);
}

BOOST_AUTO_TEST_CASE(C07_a_chain_of_a_hundred_certificates_is_bounded) {
  EvilServer evil;
  evil.run(Up::to_certificate);
  Certificate message = evil.certificate();
  for (int i = 0; i < 100; ++i) message.certificate_list.push_back(message.certificate_list[0]);
  evil.send(message);
  BOOST_TEST((evil.victim.status() == tls::Status::handshaking), "the path is still there");
}

BOOST_AUTO_TEST_CASE(C08_C09_extensions_of_a_certificate_entry_that_were_not_asked_for_are_refused) {
  for (const unsigned type : {5U, 18U, 1234U, 0x0a0aU}) {
    certificate_refused(
        [type](Certificate& message) {
          message.certificate_list[0].extensions.push_back(extension<tls::In::CT>(type, "00"));
        },
        {unsupported_extension});
  }
  certificate_refused(
      [](Certificate& message) {
        for (int i = 0; i < 2; ++i) message.certificate_list[0].extensions.push_back(extension<tls::In::CT>(5, "00"));
      },
      {illegal_parameter});
  certificate_refused(
      [](Certificate& message) { message.certificate_list[0].extensions.push_back(extension<tls::In::CT>(51, "")); },
      {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(C35_a_key_that_may_not_sign_is_refused_whoever_judges_the_chain) {
  tls::ClientConfig config = client_config();
  config.verify_chain = [](const crypto::ChainToVerify&) { return crypto::ChainResult{crypto::Verdict::good, "", {}}; };
  EvilServer evil(config);
  evil.run(Up::to_certificate);
  Certificate message = evil.certificate();
  const auto agreement = crypto::Certificate::all_from_pem(read_data("certificates/agreement_only.pem")).front();
  message.certificate_list[0].cert_data = wire::Opaque<1, 16777215>(base::View(agreement.der()));
  evil.send(message);
  expect_refusal(evil, {unsupported_certificate});
}

BOOST_AUTO_TEST_CASE(C38_an_unknown_issuer_is_unknown_ca) {
  tls::ClientConfig config = client_config();
  config.trust = std::make_shared<crypto::TrustAnchors>(crypto::TrustAnchors::from_pem(endpoint_file("stranger.pem")));
  EvilServer evil(config);
  evil.run(Up::to_certificate_verify);
  expect_refusal(evil, {unknown_ca});
}

BOOST_AUTO_TEST_CASE(C42_a_certificate_for_another_name_is_bad_certificate) {
  for (const std::string host : {"localhost.example", "ocalhost", "127.0.0.2", "::2"}) {
    EvilServer evil(client_config(), host);
    evil.run(Up::to_certificate_verify);
    expect_refusal(evil, {bad_certificate});
  }
}

BOOST_AUTO_TEST_CASE(C49_a_client_without_a_host_name_does_not_start) {
  BOOST_CHECK_THROW(EvilServer(client_config(), ""), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(C50_a_verifier_that_throws_fails_closed) {
  tls::ClientConfig config = client_config();
  config.verify_chain = [](const crypto::ChainToVerify&) -> crypto::ChainResult { throw std::bad_alloc(); };
  EvilServer evil(config);
  evil.run(Up::to_certificate_verify);
  expect_refusal(evil, {internal_error, bad_certificate});
}

BOOST_AUTO_TEST_CASE(C18_each_byte_of_the_signature_counts) {
  for (const std::string kind : {"p256", "ed25519"}) {
    for (std::size_t byte = 0; byte < 64; ++byte) {
      EvilServer evil(client_config(), "localhost", kind);
      evil.run(Up::to_certificate_verify);
      CertificateVerify message = evil.certificate_verify();
      message.signature[byte] ^= 1U;
      evil.send(message);
      BOOST_TEST_CONTEXT(kind << " byte " << byte) { expect_refusal(evil, {decrypt_error}); }
    }
  }
}

BOOST_AUTO_TEST_CASE(C19_C20_C21_C24_a_scheme_that_we_did_not_offer_is_illegal_parameter) {
  for (const unsigned scheme :
       {0x0401U, 0x0501U, 0x0601U, 0x0201U, 0x0203U, 0x0603U, 0x0809U, 0x080aU, 0x080bU, 0x0808U, 0x0a0aU, 0U}) {
    verify_refused([=](EvilServer&, CertificateVerify& m) { m.algorithm = static_cast<SignatureScheme>(scheme); },
                   {illegal_parameter});
  }
  tls::ClientConfig config = client_config();
  config.preferences.signature_schemes = {SignatureScheme::ed25519};
  EvilServer evil(config);
  evil.run(Up::to_finished);
  expect_refusal(evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(C24_a_key_that_no_scheme_is_for_proves_nothing) {
  tls::ClientConfig config = client_config();
  config.verify_chain = [](const crypto::ChainToVerify&) { return crypto::ChainResult{crypto::Verdict::good, "", {}}; };
  EvilServer evil(config, "localhost", "rsa2048");
  evil.run(Up::to_certificate);
  Certificate message = evil.certificate();
  const auto pss = crypto::Certificate::all_from_pem(read_data("certificates/rsapss.pem")).front();
  message.certificate_list[0].cert_data = wire::Opaque<1, 16777215>(base::View(pss.der()));
  evil.send(message);
  evil.send(evil.certificate_verify());
  expect_refusal(evil, {illegal_parameter});
  BOOST_TEST(evil.victim.failure()->text.find("some signature scheme") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(C22_C23_a_scheme_that_does_not_fit_the_key_is_illegal_parameter) {
  const tls::Preferences all;
  for (const std::string kind : {"p256", "p384", "ed25519", "rsa2048"}) {
    const crypto::KeyKind key = credential(kind)->key.kind();
    for (const SignatureScheme scheme : all.signature_schemes) {
      if (crypto::matches(*tls::primitive(scheme), key)) continue;
      EvilServer evil(client_config(), "localhost", kind);
      evil.run(Up::to_certificate_verify);
      CertificateVerify message = evil.certificate_verify();
      message.algorithm = scheme;
      evil.send(message);
      BOOST_TEST_CONTEXT(kind << " " << tls::name_of(scheme)) { expect_refusal(evil, {illegal_parameter}); }
    }
  }
}

BOOST_AUTO_TEST_CASE(C26_C27_C28_a_signature_over_anything_else_is_decrypt_error) {
  const auto signs = [](const std::function<base::Bytes(EvilServer&)>& content) {
    verify_refused(
        [&](EvilServer& evil, CertificateVerify& message) {
          message = evil.certificate_verify(message.algorithm, content(evil));
        },
        {decrypt_error});
  };
  signs([](EvilServer& evil) { return evil.signed_content("TLS 1.3, client CertificateVerify"); });
  signs([](EvilServer& evil) { return evil.signed_content(""); });
  signs([](EvilServer& evil) {
    const base::Bytes content = evil.signed_content();
    return base::Bytes(content.begin() + 1, content.end());
  });
  signs([](EvilServer& evil) {
    base::Bytes content = evil.signed_content();
    content.erase(content.begin() + 64 + 33);
    return content;
  });
  signs([](EvilServer& evil) {
    base::Bytes content = evil.signed_content();
    content.back() ^= 1U;
    return content;
  });
  EvilServer other;
  other.random.fill(base::MutableView(other.transcript).first(1));
  other.run(Up::to_certificate_verify);
  verify_refused([&](EvilServer&, CertificateVerify& message) { message = other.certificate_verify(); },
                 {decrypt_error});
}

BOOST_AUTO_TEST_CASE(C29_C30_malformed_signatures_are_decrypt_error) {
  const std::string r = "0220" + std::string(64, '1');
  for (const std::string& hex :
       {std::string(), std::string("00"), std::string("30"), std::string("3000"), std::string("3006020100020100"),
        std::string("3006020101020100"), "3044" + r + r + "00", "3080" + r + r + "0000", "308144" + r + r,
        "3045" + r + "022100" + std::string(64, 'f'), std::string(144, '0'), std::string(60000, 'a')}) {
    verify_refused([&](EvilServer&,
                       CertificateVerify& m) { m.signature = wire::Opaque<0, 65535>(base::View(base::from_hex(hex))); },
                   {decrypt_error});
  }
}

BOOST_AUTO_TEST_CASE(C51_raw_public_keys_are_not_taken_for_certificates) {
  refused_at(Up::to_certificate,
             [](EvilServer& evil) {
               Certificate message = evil.certificate();
               const base::Bytes key = credential("p256")->key.spki();
               message.certificate_list[0].cert_data = wire::Opaque<1, 16777215>(base::View(key));
               evil.send(message);
             },
             {bad_certificate, unsupported_certificate});
}
