// common/tls/schedule/: labels and traffic secrets; the transcript is in tls_transcript.cpp. The numbers of whole
// schedules are in tests/vectors.
#include <boost/test/unit_test.hpp>
#include <type_traits>

#include "base/hex.hpp"
#include "tls/schedule/cipher_suite.hpp"
#include "tls/schedule/hkdf_label.hpp"
#include "tls/schedule/key_schedule.hpp"

using namespace vitrine;
using namespace vitrine::tls;
using crypto::Hash;

namespace {

const base::Bytes secret(32, 0x5a);

TrafficSecret application_secret(CipherSuite suite) {
  return {SecretKind::client_application_traffic_secret, suite, crypto::Secret(crypto::length(hash_of(suite)))};
}

std::string hex(base::View bytes) { return base::to_hex(bytes); }

std::string expanded(std::string_view info_hex, std::size_t length) {
  return hex(crypto::hkdf_expand(Hash::sha256, secret, base::from_hex(info_hex), length).expose());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_schedule)

BOOST_AUTO_TEST_CASE(a_label_is_length_prefix_label_and_context) {
  const base::Bytes context{0xaa, 0xbb};
  const auto ours = hkdf_expand_label(Hash::sha256, secret, {"key", context}, 16);
  BOOST_TEST(hex(ours.expose()) == expanded("0010 09 746c733133206b6579 02 aabb", 16));
}

BOOST_AUTO_TEST_CASE(an_empty_context_still_has_its_length) {
  BOOST_TEST(hex(hkdf_expand_label(Hash::sha256, secret, {"iv", {}}, 12).expose()) ==
             expanded("000c 08 746c733133206976 00", 12));
}

BOOST_AUTO_TEST_CASE(a_label_or_context_that_is_too_long_is_our_mistake) {
  const std::string longest(249, 'x');
  const base::Bytes context(256, 0);
  BOOST_CHECK_NO_THROW(hkdf_expand_label(Hash::sha256, secret, {longest, {}}, 32));
  BOOST_CHECK_THROW(hkdf_expand_label(Hash::sha256, secret, {longest + "x", {}}, 32), std::logic_error);
  BOOST_CHECK_THROW(hkdf_expand_label(Hash::sha256, secret, {"", {}}, 32), std::logic_error);
  BOOST_CHECK_THROW(hkdf_expand_label(Hash::sha256, secret, {"key", context}, 32), std::logic_error);
}

BOOST_AUTO_TEST_CASE(a_derived_secret_is_as_long_as_the_hash) {
  BOOST_TEST(derive_secret(Hash::sha256, secret, "derived", {}).size() == 32U);
  BOOST_TEST(derive_secret(Hash::sha384, secret, "derived", {}).size() == 48U);
}

BOOST_AUTO_TEST_CASE(keys_are_as_long_as_the_suite_wants) {
  const auto key_size = [](CipherSuite suite) {
    const TrafficKeys keys = application_secret(suite).traffic_keys(Trace(nullptr));
    BOOST_TEST(keys.iv.size() == 12U);
    return keys.key.size();
  };
  BOOST_TEST(key_size(CipherSuite::TLS_AES_128_GCM_SHA256) == 16U);
  BOOST_TEST(key_size(CipherSuite::TLS_AES_256_GCM_SHA384) == 32U);
  BOOST_TEST(key_size(CipherSuite::TLS_CHACHA20_POLY1305_SHA256) == 32U);
}

BOOST_AUTO_TEST_CASE(the_next_secret_is_the_traffic_upd_of_the_last) {
  auto first = application_secret(CipherSuite::TLS_AES_256_GCM_SHA384);
  const auto expected = hkdf_expand_label(Hash::sha384, first.value().expose(), {"traffic upd", {}}, 48);
  const TrafficSecret second = std::move(first).next(Trace(nullptr));
  BOOST_TEST(hex(second.value().expose()) == hex(expected.expose()));
  BOOST_TEST(second.generation() == 1U);
  BOOST_TEST((second.kind() == SecretKind::client_application_traffic_secret));
}

BOOST_AUTO_TEST_CASE(a_clone_outlives_its_original) {
  auto first = application_secret(CipherSuite::TLS_AES_128_GCM_SHA256);
  const TrafficSecret copy = first.clone();
  const std::string value = hex(first.value().expose());
  (void)std::move(first).next(Trace(nullptr));
  BOOST_TEST(hex(copy.value().expose()) == value);
}

BOOST_AUTO_TEST_CASE(verify_data_is_as_long_as_the_hash_and_depends_on_the_transcript) {
  const auto base_key = application_secret(CipherSuite::TLS_AES_256_GCM_SHA384);
  const base::Bytes one = base_key.verify_data(base::Bytes(48, 1), Trace(nullptr));
  const base::Bytes two = base_key.verify_data(base::Bytes(48, 2), Trace(nullptr));
  BOOST_TEST(one.size() == 48U);
  BOOST_TEST(hex(one) != hex(two));
}

BOOST_AUTO_TEST_CASE(the_four_application_and_handshake_secrets_differ) {
  const base::Bytes transcript(32, 1);
  auto handshake = EarlySecret::without_psk({CipherSuite::TLS_AES_128_GCM_SHA256, Trace(nullptr)})
                       .handshake_secret(crypto::Secret(secret));
  std::vector<std::string> values{hex(handshake.client_handshake_traffic_secret(transcript).value().expose()),
                                  hex(handshake.server_handshake_traffic_secret(transcript).value().expose())};
  const MainSecret main = std::move(handshake).main_secret();
  values.push_back(hex(main.client_application_traffic_secret_0(transcript).value().expose()));
  values.push_back(hex(main.server_application_traffic_secret_0(transcript).value().expose()));
  values.push_back(hex(main.exporter_secret(transcript).expose()));
  values.push_back(hex(main.resumption_secret(transcript).expose()));
  std::ranges::sort(values);
  BOOST_TEST((std::ranges::adjacent_find(values) == values.end()));
}

namespace {

template <class Stage, class... Arguments>
concept MakesHandshakeSecret =
    requires(Stage stage, const Arguments&... arguments) { std::forward<Stage>(stage).handshake_secret(arguments...); };

}  // namespace

BOOST_AUTO_TEST_CASE(F14_a_stage_is_made_from_the_one_before_and_from_a_shared_secret_or_not_at_all) {
  static_assert(!std::is_default_constructible_v<EarlySecret> && !std::is_copy_constructible_v<EarlySecret>);
  static_assert(!std::is_default_constructible_v<HandshakeSecret> && !std::is_copy_constructible_v<HandshakeSecret>);
  static_assert(!std::is_default_constructible_v<MainSecret> && !std::is_copy_constructible_v<MainSecret>);
  static_assert(MakesHandshakeSecret<EarlySecret&&, crypto::Secret>);
  static_assert(!MakesHandshakeSecret<EarlySecret&, crypto::Secret>, "the stage before is consumed");
  static_assert(!MakesHandshakeSecret<EarlySecret&&>, "there is no shared secret by default");
  const Derivation derivation{CipherSuite::TLS_AES_128_GCM_SHA256, Trace(nullptr)};
  const auto with = [&](const base::Bytes& shared) {
    HandshakeSecret secret = EarlySecret::without_psk(derivation).handshake_secret(crypto::Secret(shared));
    return hex(secret.client_handshake_traffic_secret(base::Bytes(32)).value().expose());
  };
  BOOST_TEST(with(base::Bytes(32, 1)) != with(base::Bytes(32, 2)));
}

BOOST_AUTO_TEST_SUITE_END()
