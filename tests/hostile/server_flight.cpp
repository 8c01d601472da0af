// Hostile rows E, Q, C and F for clients: EncryptedExtensions to Finished, each from a server with good keys.
// RFC 9846 §4.4, §4.5.
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/evil_server.hpp"
#include "tls/primitives.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;
using Up = EvilServer::Up;
using tls::Certificate;
using tls::CertificateRequest;
using tls::CertificateVerify;
using tls::EncryptedExtensions;
using tls::ExtensionType;
using tls::SignatureScheme;

tls::ClientConfig with_alpn() {
  tls::ClientConfig config = client_config();
  config.alpn = {"vitrine/1", "other"};
  return config;
}

/// `deed` after a good handshake up to `stop`.
void refused_at(Up stop, const std::function<void(EvilServer&)>& deed, const Alerts& alerts) {
  EvilServer evil(with_alpn());
  evil.run(stop);
  evil.listen();
  deed(evil);
  expect_refusal(evil, alerts);
  BOOST_TEST(evil.got.empty());
  BOOST_TEST(evil.data.empty());
}

template <tls::In Where>
tls::Extension<Where> extension(unsigned type, const std::string& hex) {
  return {static_cast<ExtensionType>(type), wire::Opaque<0, 65535>(base::View(base::from_hex(hex)))};
}

void encrypted_extensions_refused(const std::vector<std::pair<unsigned, std::string>>& list, const Alerts& alerts) {
  refused_at(
      Up::to_encrypted_extensions,
      [&](EvilServer& evil) {
        EncryptedExtensions message;
        for (const auto& [type, hex] : list) message.extensions.push_back(extension<tls::In::EE>(type, hex));
        evil.send(message);
      },
      alerts);
}

void request_refused(const CertificateRequest& request, const Alerts& alerts) {
  refused_at(Up::to_certificate, [&](EvilServer& evil) { evil.send(request); }, alerts);
}

CertificateRequest good_request() {
  CertificateRequest request;
  request.extensions.add(tls::SignatureSchemeList{{}, {SignatureScheme::ecdsa_secp256r1_sha256}});
  return request;
}

void certificate_refused(const std::function<void(Certificate&)>& change, const Alerts& alerts) {
  refused_at(
      Up::to_certificate,
      [&](EvilServer& evil) {
        Certificate message = evil.certificate();
        change(message);
        evil.send(message);
      },
      alerts);
}

void verify_refused(const std::function<void(EvilServer&, CertificateVerify&)>& change, const Alerts& alerts) {
  refused_at(
      Up::to_certificate_verify,
      [&](EvilServer& evil) {
        CertificateVerify message = evil.certificate_verify();
        change(evil, message);
        evil.send(message);
      },
      alerts);
}

constexpr std::array messages_in_order{8U, 11U, 15U, 20U};

base::Bytes message_for(EvilServer& evil, unsigned type) {
  switch (type) {
    case 8:
      return tls::encode(EncryptedExtensions{});
    case 11:
      return tls::encode(evil.certificate());
    case 13:
      return tls::encode(good_request());
    case 15:
      return tls::encode(evil.certificate_verify());
    case 20:
      return tls::encode(evil.finished());
    default:
      return raw_message(type, base::Bytes(40, 0));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(E01_E09_Q01_Q06_C10_C11_C12_C52_F05_P28_S01_S02_only_the_next_message_is_expected) {
  const auto refused = [](Up at, const std::vector<unsigned>& expected) {
    for (unsigned type = 0; type < 256; ++type) {
      if (std::ranges::find(expected, type) != expected.end()) continue;
      BOOST_TEST_CONTEXT("type " << type << " at step " << static_cast<int>(at)) {
        refused_at(at, [&](EvilServer& evil) { evil.send_message(message_for(evil, type)); }, {unexpected_message});
      }
    }
  };
  refused(Up::to_encrypted_extensions, {8});
  refused(Up::to_certificate, {11, 13});
  refused(Up::to_certificate_verify, {15});
  refused(Up::to_finished, {20});
}

BOOST_AUTO_TEST_CASE(S02_each_pair_of_neighbours_swapped_is_unexpected_message) {
  for (std::size_t i = 0; i + 1 < messages_in_order.size(); ++i) {
    refused_at(static_cast<Up>(i + 1),
               [i](EvilServer& evil) { evil.send_message(message_for(evil, messages_in_order[i + 1])); },
               {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(Q06_a_second_certificate_request_is_unexpected_message) {
  refused_at(Up::to_certificate,
             [](EvilServer& evil) {
               evil.send(good_request());
               evil.send(good_request());
             },
             {unexpected_message});
}

BOOST_AUTO_TEST_CASE(S04_a_trailing_byte_in_any_message_is_decode_error) {
  for (std::size_t i = 0; i < messages_in_order.size(); ++i) {
    refused_at(static_cast<Up>(i + 1),
               [i](EvilServer& evil) {
                 const base::Bytes good = message_for(evil, messages_in_order[i]);
                 base::Bytes body(good.begin() + 4, good.end());
                 body.push_back(0);
                 evil.send_message(raw_message(messages_in_order[i], body));
               },
               {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(E02_C04_S04_a_message_cut_anywhere_is_decode_error) {
  for (std::size_t i = 0; i < messages_in_order.size(); ++i) {
    EvilServer measure;
    measure.run(static_cast<Up>(i + 1));
    const std::size_t size = message_for(measure, messages_in_order[i]).size();
    for (std::size_t cut = 4; cut < size; cut += cut < 20 ? 1 : 13) {
      refused_at(static_cast<Up>(i + 1),
                 [&](EvilServer& evil) {
                   const base::Bytes good = message_for(evil, messages_in_order[i]);
                   evil.send_message(raw_message(messages_in_order[i], base::View(good).subspan(4, cut - 4)));
                 },
                 {decode_error});
    }
  }
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
  certificate_refused([](Certificate& message) { message.certificate_list.push_back({{1}, {}}); }, {bad_certificate});
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

BOOST_AUTO_TEST_CASE(C22_C23_a_scheme_that_does_not_fit_the_key_is_illegal_parameter) {
  const tls::Preferences all;
  for (const std::string kind : {"p256", "p384", "ed25519", "rsa2048"}) {
    const crypto::KeyKind key = server_config(kind).credential->key.kind();
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

BOOST_AUTO_TEST_CASE(F01_each_bit_of_verify_data_counts) {
  for (std::size_t bit = 0; bit < 256; ++bit) {
    refused_at(Up::to_finished,
               [bit](EvilServer& evil) {
                 tls::Finished finished = evil.finished();
                 finished.verify_data[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
                 evil.send(finished);
               },
               {decrypt_error});
  }
}

BOOST_AUTO_TEST_CASE(F02_a_finished_of_another_length_is_decode_error) {
  for (const std::size_t size : {0U, 1U, 31U, 33U, 48U, 65536U, 196608U}) {
    refused_at(Up::to_finished,
               [size](EvilServer& evil) {
                 tls::Finished finished = evil.finished();
                 finished.verify_data.resize(size);
                 evil.send(finished);
               },
               {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(F04_a_finished_in_the_clear_is_unexpected_message) {
  refused_at(
      Up::to_finished,
      [](EvilServer& evil) { evil.deliver(raw_record(tls::ContentType::handshake, tls::encode(evil.finished()))); },
      {unexpected_message});
}

BOOST_AUTO_TEST_CASE(F07_bytes_behind_the_finished_are_unexpected_message_and_we_send_no_finished) {
  for (const base::Bytes& more : {base::Bytes{4}, tls::encode(tls::KeyUpdate{})}) {
    refused_at(Up::to_finished,
               [&](EvilServer& evil) {
                 evil.heard.clear();
                 evil.send_record(tls::ContentType::handshake, base::concat({tls::encode(evil.finished()), more}));
                 BOOST_TEST(std::ranges::count(evil.events.messages, "> Finished") == 0);
               },
               {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(F06_a_second_finished_is_unexpected_message) {
  EvilServer evil;
  evil.run(Up::to_finished);
  const tls::Finished finished = evil.finished();
  evil.say_finished();
  evil.listen();
  evil.send(finished);
  expect_refusal(evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(F08_data_right_behind_the_servers_finished_is_accepted) {
  EvilServer evil;
  evil.run(Up::to_finished);
  base::Bytes flight = evil.wrap(tls::ContentType::handshake, tls::encode(evil.finished()));
  base::append(evil.transcript, tls::encode(evil.finished()));
  evil.change_to_application_keys();
  base::append(flight, evil.wrap(tls::ContentType::application_data, base::view_of("early bird")));
  evil.deliver(flight);
  BOOST_TEST(base::text_of(evil.got) == "early bird");
  expect_acceptance(evil);
}

BOOST_AUTO_TEST_CASE(R33_a_flight_in_one_record_is_accepted) {
  EvilServer evil;
  evil.run(Up::to_encrypted_extensions);
  base::Bytes flight;
  for (const unsigned type : messages_in_order) {
    const base::Bytes message = message_for(evil, type);
    base::append(evil.transcript, message);
    base::append(flight, message);
  }
  const base::Bytes record = evil.wrap(tls::ContentType::handshake, flight);
  evil.change_to_application_keys();
  evil.deliver(record);
  expect_acceptance(evil);
}

BOOST_AUTO_TEST_CASE(C51_raw_public_keys_are_not_taken_for_certificates) {
  refused_at(Up::to_certificate,
             [](EvilServer& evil) {
               Certificate message = evil.certificate();
               const base::Bytes key = server_config().credential->key.spki();
               message.certificate_list[0].cert_data = wire::Opaque<1, 16777215>(base::View(key));
               evil.send(message);
             },
             {bad_certificate, unsupported_certificate});
}
