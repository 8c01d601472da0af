// Hostile rows CH: the extensions of a ClientHello. RFC 9846 §4.3, §9.2.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cctype>

#include "hostile/bad_shares.hpp"
#include "hostile/client_hello.hpp"

using namespace tests;
using namespace tests::client_hello;
using enum tls::AlertDescription;

BOOST_AUTO_TEST_CASE(CH06_a_tls_1_2_client_hello_is_protocol_version) {
  refused([](ClientHello& hello) { remove(hello, ExtensionType::supported_versions); }, {protocol_version});
  refused([](ClientHello& hello) { hello.extensions.clear(); }, {protocol_version});
}

BOOST_AUTO_TEST_CASE(CH07_CH09_supported_versions_without_ours_is_protocol_version) {
  for (const std::string hex : {"020303", "0403030302", "027f1c", "06030503067a7a"}) {
    refused(body(ExtensionType::supported_versions, hex), {protocol_version});
  }
}

BOOST_AUTO_TEST_CASE(CH08_supported_versions_with_strangers_and_ours_is_accepted) {
  for (const std::string hex : {"081a1a030503040303", "0a0305030603077f1c0304"}) {
    accepted(body(ExtensionType::supported_versions, hex));
  }
}

BOOST_AUTO_TEST_CASE(CH10_malformed_supported_versions_are_decode_error) {
  for (const std::string hex : {"", "00", "0103", "03030403", "02030400", "040304"}) {
    refused(body(ExtensionType::supported_versions, hex), {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(CH18_any_extension_twice_is_illegal_parameter) {
  EvilClient evil;
  const ClientHello hello = evil.hello();
  for (const auto& extension : hello.extensions) {
    refused([&](ClientHello& bad) { bad.extensions.push_back(*bad.extensions.find(extension.extension_type)); },
            {illegal_parameter});
  }
  std::vector<unsigned> types{0x0a0aU, 1234U, 0xff01U, 0xffffU};
  for (unsigned type = 0; type < 64; ++type) types.push_back(type);
  for (const unsigned type : types) {
    if (hello.extensions.has(static_cast<ExtensionType>(type))) continue;
    refused(
        [=](ClientHello& bad) {
          bad.extensions.insert(bad.extensions.begin(), {static_cast<ExtensionType>(type), {}});
          bad.extensions.push_back({static_cast<ExtensionType>(type), {}});
        },
        {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(CH19_every_unassigned_extension_is_ignored) {
  std::vector<unsigned> unassigned;
  for (unsigned type = 0; type < 65536; ++type) {
    if (tls::find_entry(static_cast<ExtensionType>(type)) == nullptr) unassigned.push_back(type);
  }
  BOOST_TEST(unassigned.size() > 65000U);
  constexpr std::size_t many = 8000;
  for (std::size_t from = 0; from < unassigned.size(); from += many) {
    for (const std::string hex : {"", "beef"}) {
      accepted([&](ClientHello& hello) {
        const std::size_t end = std::min(unassigned.size(), from + many);
        for (std::size_t i = from; i < end; ++i) set_body(hello, unassigned[i], base::from_hex(hex));
      });
    }
  }
}

BOOST_AUTO_TEST_CASE(CH20_CH41_extensions_that_may_not_stand_here_or_have_a_wrong_body_are_refused) {
  refused(body(static_cast<ExtensionType>(48), "0000"), {illegal_parameter});  // oid_filters
  refused(body(ExtensionType::early_data, "00"), {decode_error});
  refused(body(ExtensionType::post_handshake_auth, "00"), {decode_error});
  refused(body(ExtensionType::psk_key_exchange_modes, "00"), {decode_error});
  refused(body(ExtensionType::cookie, "0000"), {decode_error});
  refused(body(ExtensionType::certificate_authorities, "0000"), {decode_error});
  refused(body(ExtensionType::signature_algorithms_cert, "0000"), {decode_error});
  accepted(body(ExtensionType::post_handshake_auth, ""));
}

BOOST_AUTO_TEST_CASE(CH21_CH22_CH23_mandatory_extensions_missing_are_missing_extension) {
  for (const ExtensionType type :
       {ExtensionType::signature_algorithms, ExtensionType::supported_groups, ExtensionType::key_share}) {
    refused([type](ClientHello& hello) { remove(hello, type); }, {missing_extension});
  }
}

BOOST_AUTO_TEST_CASE(CH24_a_share_for_a_group_that_is_not_offered_is_illegal_parameter) {
  refused(body(ExtensionType::supported_groups, "000400170018"), {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(CH25_two_shares_for_one_group_are_illegal_parameter) {
  for (const std::string group : {"001d", "0017", "1a1a"}) {
    const std::string one = group + "0020" + std::string(64, '9');
    refused(
        [&](ClientHello& hello) {
          set_body(hello, 10,
                   base::from_hex("0006"
                                  "001d"
                                  "0017"
                                  "1a1a"));
          set_body(hello, 51, base::from_hex("0048" + one + one));
        },
        {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(CH26_no_common_group_is_handshake_failure) {
  refused(
      [](ClientHello& hello) {
        set_body(hello, 10,
                 base::from_hex("0004"
                                "0019"
                                "11ed"));
        set_body(hello, 51, base::from_hex("0000"));
      },
      {handshake_failure});
}

BOOST_AUTO_TEST_CASE(CH27_no_share_is_answered_with_a_hello_retry_request) {
  EvilClient evil;
  ClientHello hello = evil.hello();
  set_body(hello, 51, base::from_hex("0000"));
  evil.say(hello);
  BOOST_TEST(evil.retry.has_value());
}

BOOST_AUTO_TEST_CASE(CH28_an_x25519_share_of_another_length_is_refused) {
  for (const std::size_t size : {1U, 31U, 33U, 65U}) {
    refused(share(NamedGroup::x25519, base::Bytes(size, 9)), {illegal_parameter});
  }
  refused(body(ExtensionType::key_share, "0004001d0000"), {decode_error});
}

BOOST_AUTO_TEST_CASE(CH29_small_order_x25519_points_are_illegal_parameter) {
  for (const base::Bytes& point : small_order_points()) refused(share(NamedGroup::x25519, point), {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(CH30_CH31_a_bad_point_of_a_nist_curve_is_illegal_parameter) {
  for (const auto& [group, other] : {std::pair{NamedGroup::secp256r1, NamedGroup::secp384r1},
                                     std::pair{NamedGroup::secp384r1, NamedGroup::secp256r1}}) {
    const base::Bytes good = good_point(group);
    BOOST_TEST_CONTEXT(tls::name_of(group)) {
      for (const base::Bytes& point : bad_points(good)) refused(share(group, point), {illegal_parameter});
      refused(share(other, good), {illegal_parameter});
    }
  }
}

BOOST_AUTO_TEST_CASE(CH32_a_malformed_server_name_is_refused) {
  for (const std::string hex : {"", "0000",
                                "000400000161"
                                "00",
                                "0003000000",
                                "0008"
                                "00000161"
                                "00000162",
                                "0004"
                                "01000161",
                                "0007"
                                "0000046100"
                                "6263",
                                "000c"
                                "000009"
                                "3132372e302e302e31",
                                "0005"
                                "0000021b5b",
                                "0004"
                                "00000120"}) {
    refused(body(ExtensionType::server_name, hex), {decode_error, illegal_parameter});
  }
  refused(
      [](ClientHello& hello) {
        base::Bytes name(60000, 'a');
        const base::Bytes head{0xea, 0x63, 0, 0xea, 0x60};
        set_body(hello, 0, base::concat({head, name}));
      },
      {illegal_parameter});
  accepted(body(ExtensionType::server_name, "000c0000096c6f63616c686f7374"));
}

BOOST_AUTO_TEST_CASE(CH32_a_server_name_has_letters_digits_dots_hyphens_and_underscores_only) {
  for (unsigned c = 0; c < 256; ++c) {
    const auto byte = static_cast<std::uint8_t>(c);
    const bool good = (c < 128 && std::isalnum(static_cast<int>(c)) != 0) || c == '.' || c == '-' || c == '_';
    const auto change = [byte](ClientHello& hello) { set_body(hello, 0, base::Bytes{0, 5, 0, 0, 2, 'a', byte}); };
    if (good) {
      accepted(change);
    } else {
      refused(change, {illegal_parameter});
    }
  }
}

BOOST_AUTO_TEST_CASE(CH33_a_malformed_alpn_list_is_decode_error) {
  for (const std::string hex : {"", "0000", "000100",
                                "0002"
                                "0161"
                                "00",
                                "0003"
                                "00"
                                "0161",
                                "0002"
                                "0261"}) {
    refused(body(ExtensionType::application_layer_protocol_negotiation, hex), {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(CH34_alpn_without_overlap_is_no_application_protocol) {
  tls::ServerConfig config = server_config();
  config.alpn = {"vitrine/1"};
  refused(body(ExtensionType::application_layer_protocol_negotiation, "0003026832"), {no_application_protocol}, config);
  accepted([](ClientHello&) {}, config);
}

BOOST_AUTO_TEST_CASE(CH35_control_bytes_of_the_peer_do_not_reach_the_words_of_a_failure) {
  tls::ServerConfig config = server_config();
  config.alpn = {"vitrine/1"};
  for (const auto& [type, hex] : {std::pair{16U,
                                            "0006"
                                            "05"
                                            "1b5b0d0a00"},
                                  std::pair{0U,
                                            "0008"
                                            "00"
                                            "0005"
                                            "1b5b0d0a00"}}) {
    EvilClient evil(config);
    ClientHello hello = evil.hello();
    set_body(hello, type, base::from_hex(hex));
    evil.send(hello);
    expect_refusal(evil, {no_application_protocol, illegal_parameter});
    for (const char c : evil.victim.failure()->text) BOOST_TEST(static_cast<unsigned char>(c) >= 0x20U);
  }
}

BOOST_AUTO_TEST_CASE(CH36_malformed_signature_algorithms_are_decode_error) {
  for (const std::string hex : {"", "0000", "000104", "0003040304", "0002040300", "00040403"}) {
    refused(body(ExtensionType::signature_algorithms, hex), {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(CH37_only_signature_schemes_of_old_is_handshake_failure) {
  for (const std::string hex : {"0006040105010601", "000402010203", "00021a1a", "00020807"}) {
    refused(body(ExtensionType::signature_algorithms, hex), {handshake_failure});
  }
}

BOOST_AUTO_TEST_CASE(CH38_32715_signature_schemes_with_the_good_one_last_are_accepted) {
  accepted([](ClientHello& hello) {
    tls::SignatureSchemeList list;
    for (unsigned i = 0; i < 32714; ++i) {
      list.supported_signature_algorithms.push_back(static_cast<tls::SignatureScheme>(0x1000 + i));
    }
    list.supported_signature_algorithms.push_back(tls::SignatureScheme::ecdsa_secp256r1_sha256);
    hello.extensions.set(list);
  });
}

BOOST_AUTO_TEST_CASE(CH39_malformed_supported_groups_are_decode_error) {
  for (const std::string hex : {"", "0000", "000100", "0003001d00", "0002001d00"}) {
    refused(body(ExtensionType::supported_groups, hex), {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(CH40_a_cookie_that_nobody_baked_is_ignored) {
  accepted(body(ExtensionType::cookie, "0003aabbcc"));
}

BOOST_AUTO_TEST_CASE(CH42_extensions_in_any_order_are_accepted) {
  for (int turn = 0; turn < 24; ++turn) {
    accepted([turn](ClientHello& hello) {
      auto by_number = [](const auto& a, const auto& b) { return a.extension_type < b.extension_type; };
      std::ranges::sort(hello.extensions, by_number);
      for (int i = 0; i < turn; ++i) std::ranges::next_permutation(hello.extensions, by_number);
    });
  }
}

BOOST_AUTO_TEST_CASE(CH43_grease_in_every_list_is_accepted_and_never_chosen) {
  constexpr unsigned grease = 0x1a1a;
  accepted([](ClientHello& hello) {
    hello.cipher_suites.insert(hello.cipher_suites.begin(), static_cast<tls::CipherSuite>(grease));
    set_body(hello, 43,
             base::from_hex("06"
                            "1a1a"
                            "0304"
                            "0303"));
    set_body(hello, 10,
             base::from_hex("0008"
                            "1a1a"
                            "001d"
                            "0017"
                            "2a2a"));
    set_body(hello, 13,
             base::from_hex("0006"
                            "1a1a"
                            "0403"
                            "2a2a"));
    set_body(hello, 16,
             base::from_hex("0006"
                            "021a1a"
                            "026832"));
    set_body(hello, 45,
             base::from_hex("03"
                            "0b"
                            "01"
                            "2a"));
    auto key_share = *hello.extensions.get<tls::KeyShareClientHello>();
    key_share.client_shares.insert(key_share.client_shares.begin(),
                                   {static_cast<NamedGroup>(grease), wire::Opaque<1, 65535>{0}});
    hello.extensions.set(key_share);
    hello.extensions.insert(hello.extensions.begin(), {static_cast<ExtensionType>(grease), {}});
    hello.extensions.push_back({static_cast<ExtensionType>(0x2a2a), wire::Opaque<0, 65535>{0}});
  });
}
