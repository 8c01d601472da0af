// Signing, verifying, and which scheme goes with which key: common/crypto/signature.hpp.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "crypto/certificate.hpp"
#include "crypto/error.hpp"
#include "crypto/signature.hpp"
#include "replay/scripted_random.hpp"
#include "replay/trace_file.hpp"
#include "support/vector_file.hpp"

using namespace vitrine;
using crypto::Certificate;
using crypto::Error;
using crypto::KeyKind;
using crypto::PrivateKey;
using crypto::PublicKey;
using enum crypto::SignatureAlgorithm;

namespace {

const base::Bytes message = base::copy_of(base::view_of("what was said"));

PrivateKey key(const std::string& file) { return PrivateKey::from_pem(tests::read_data("certificates/" + file)); }

PublicKey key_in(const std::string& file) {
  return Certificate::all_from_pem(tests::read_data("certificates/" + file)).front().public_key();
}

struct Case {
  const char* file;
  crypto::SignatureAlgorithm algorithm;
};

constexpr Case cases[] = {
    {"key_p256.pem", ecdsa_secp256r1_sha256}, {"key_p256_sec1.pem", ecdsa_secp256r1_sha256},
    {"key_p384.pem", ecdsa_secp384r1_sha384}, {"key_ed25519.pem", ed25519},
    {"key_rsa.pem", rsa_pss_rsae_sha256},     {"key_rsa.pem", rsa_pss_rsae_sha384},
    {"key_rsa.pem", rsa_pss_rsae_sha512},     {"key_rsa_pkcs1.pem", rsa_pss_rsae_sha256},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(crypto_signature)

BOOST_AUTO_TEST_CASE(what_was_signed_verifies_and_nothing_else_does) {
  for (const auto& [file, algorithm] : cases) {
    BOOST_TEST_CONTEXT(file) {
      const auto private_key = key(file);
      const auto public_key = PublicKey::from_spki(private_key.spki());
      BOOST_TEST((public_key.kind() == private_key.kind()));
      auto signature = private_key.sign(algorithm, message, crypto::system_random());
      BOOST_TEST(public_key.verify(algorithm, message, signature));
      BOOST_TEST(!public_key.verify(algorithm, base::view_of("something else"), signature));
      BOOST_TEST(!public_key.verify(algorithm, message, {}));
      BOOST_TEST(!public_key.verify(algorithm, message, base::concat({signature, base::Bytes(1)})));
      BOOST_TEST(!public_key.verify(algorithm, message, base::View(signature).first(signature.size() - 1)));
      signature[signature.size() / 2] ^= 1;
      BOOST_TEST(!public_key.verify(algorithm, message, signature));
    }
  }
}

BOOST_AUTO_TEST_CASE(each_scheme_has_one_kind_of_key) {
  using enum KeyKind;
  const std::pair<crypto::SignatureAlgorithm, KeyKind> right[] = {
      {crypto::SignatureAlgorithm::ecdsa_secp256r1_sha256, KeyKind::ecdsa_secp256r1},
      {crypto::SignatureAlgorithm::ecdsa_secp384r1_sha384, KeyKind::ecdsa_secp384r1},
      {crypto::SignatureAlgorithm::ed25519, KeyKind::ed25519},
      {rsa_pss_rsae_sha256, rsa},
      {rsa_pss_rsae_sha384, rsa},
      {rsa_pss_rsae_sha512, rsa}};
  for (const auto& [algorithm, fitting] : right) {
    for (const auto kind : {ecdsa_secp256r1, ecdsa_secp384r1, KeyKind::ed25519, rsa, other}) {
      BOOST_TEST(crypto::matches(algorithm, kind) == (kind == fitting));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_kind_of_a_key_is_what_its_certificate_says) {
  BOOST_TEST((key_in("good.pem").kind() == KeyKind::ecdsa_secp256r1));
  BOOST_TEST((key_in("p384.pem").kind() == KeyKind::ecdsa_secp384r1));
  BOOST_TEST((key_in("ed25519.pem").kind() == KeyKind::ed25519));
  BOOST_TEST((key_in("rsa2048.pem").kind() == KeyKind::rsa));
  BOOST_TEST((key_in("p521.pem").kind() == KeyKind::other));
  BOOST_TEST((key_in("rsapss.pem").kind() == KeyKind::other), "id-RSASSA-PSS is not rsaEncryption");
  BOOST_TEST(key_in("rsa2048.pem").bits() == 2048u);
  BOOST_TEST(key_in("p384.pem").bits() == 384u);
}

BOOST_AUTO_TEST_CASE(a_key_belongs_to_its_certificate) {
  const auto certificate = Certificate::all_from_pem(tests::read_data("certificates/good.pem")).front();
  BOOST_TEST(base::to_hex(key("key_p256.pem").spki()) == base::to_hex(certificate.spki()));
  BOOST_TEST(base::to_hex(key("key_p384.pem").spki()) != base::to_hex(certificate.spki()));
}

BOOST_AUTO_TEST_CASE(a_key_is_found_behind_a_certificate_in_the_same_file) {
  const auto both = tests::read_data("certificates/good.pem") + tests::read_data("certificates/key_p256.pem");
  BOOST_TEST((PrivateKey::from_pem(both).kind() == KeyKind::ecdsa_secp256r1));
}

BOOST_AUTO_TEST_CASE(a_key_that_cannot_be_used_says_so) {
  const auto says = [](std::string_view part) {
    return [part](const Error& error) { return std::string_view(error.what()).find(part) != std::string_view::npos; };
  };
  BOOST_CHECK_EXCEPTION(key("key_encrypted.pem"), Error, says("encrypted"));
  BOOST_CHECK_EXCEPTION(key("good.pem"), Error, says("no private key"));
  BOOST_CHECK_EXCEPTION(key("key_p521.pem"), Error, says("kind"));
  BOOST_CHECK_THROW(PrivateKey::from_pem(""), Error);
  auto text = tests::read_data("certificates/key_p256.pem");
  BOOST_CHECK_THROW(PrivateKey::from_pem(text.substr(0, text.size() / 2)), Error);
  text[text.size() / 2] = '!';
  BOOST_CHECK_THROW(PrivateKey::from_pem(text), Error);
}

BOOST_AUTO_TEST_CASE(garbage_is_no_public_key) {
  const auto good = key("key_p256.pem").spki();
  BOOST_CHECK_THROW(PublicKey::from_spki({}), Error);
  BOOST_CHECK_THROW(PublicKey::from_spki(base::concat({good, base::Bytes(1)})), Error);
  for (std::size_t size = 0; size < good.size(); ++size) {
    BOOST_CHECK_THROW(PublicKey::from_spki(base::View(good).first(size)), Error);
  }
}

// To find out whether these numbers make a curve would take milliseconds. Nobody looks at them.
BOOST_AUTO_TEST_CASE(a_curve_without_a_name_is_refused) {
  const auto algorithm = base::from_hex(
      "300d06072a8648ce3d0201"
      "3002"
      "0500");
  const auto spelled_out = base::concat({base::from_hex("3013"), algorithm, base::from_hex("03020004")});
  const auto nothing = base::from_hex("300f300906072a8648ce3d020103020004");
  for (const auto& spki : {spelled_out, nothing}) {
    BOOST_CHECK_EXCEPTION(PublicKey::from_spki(spki), Error, [](const Error& error) {
      return std::string_view(error.what()).find("without a name") != std::string_view::npos;
    });
  }
}

// Botan before 3.11.1 could not verify again after that.
BOOST_AUTO_TEST_CASE(a_malformed_signature_does_not_spoil_the_next) {
  const auto private_key = key("key_p256.pem");
  const auto public_key = PublicKey::from_spki(private_key.spki());
  const base::Bytes message(3, 7);
  const auto algorithm = crypto::SignatureAlgorithm::ecdsa_secp256r1_sha256;
  const auto good = private_key.sign(algorithm, message, crypto::system_random());
  const auto huge = base::concat({base::from_hex("302d0228"), base::Bytes(40, 0x11), base::from_hex("020101")});
  BOOST_TEST(public_key.verify(algorithm, message, good));
  BOOST_TEST(!public_key.verify(algorithm, message, huge));
  BOOST_TEST(!public_key.verify(algorithm, message, {}));
  BOOST_TEST(public_key.verify(algorithm, message, good));
}

BOOST_AUTO_TEST_CASE(a_huge_rsa_exponent_is_refused) {
  // rsaEncryption with the modulus of 512 bits 2^511 + 1 and the exponent 2^80 + 1.
  const auto algorithm = base::from_hex("300d06092a864886f70d0101010500");
  const auto modulus = base::concat({base::from_hex("02410080"), base::Bytes(62), base::from_hex("01")});
  const auto exponent = base::concat({base::from_hex("020b01"), base::Bytes(9), base::from_hex("01")});
  const auto sequence = [](std::initializer_list<base::View> parts) {
    const auto body = base::concat(parts);
    return base::concat({base::Bytes{0x30, static_cast<std::uint8_t>(body.size())}, body});
  };
  const auto numbers = sequence({modulus, exponent});
  const auto bits = base::concat({base::Bytes{0x03, static_cast<std::uint8_t>(numbers.size() + 1), 0}, numbers});
  BOOST_CHECK_THROW(PublicKey::from_spki(sequence({algorithm, bits})), Error);

  const auto usual = sequence({modulus, base::from_hex("0203010001")});
  const auto usual_bits = base::concat({base::Bytes{0x03, static_cast<std::uint8_t>(usual.size() + 1), 0}, usual});
  BOOST_TEST(PublicKey::from_spki(sequence({algorithm, usual_bits})).bits() == 512u);
}

BOOST_AUTO_TEST_CASE(a_scripted_salt_gives_the_signature_of_rfc_8448) {
  const auto trace = vitrine::replay::load("simple_1rtt");
  const auto der = vitrine::replay::load("private_keys")["computed.server.rsa.pkcs8"];
  const auto private_key = PrivateKey::from_pkcs8(der);
  vitrine::replay::ScriptedRandom salt(trace["computed.server.CertificateVerify.salt"]);
  const auto& content = trace["computed.server.CertificateVerify.content"];
  const auto signature = private_key.sign(rsa_pss_rsae_sha256, content, salt);
  BOOST_TEST(base::to_hex(signature) == base::to_hex(trace["computed.server.CertificateVerify.signature"]));
  BOOST_TEST(salt.left() == 0u);
}

BOOST_AUTO_TEST_CASE(without_random_bytes_there_is_no_signature_that_needs_them) {
  vitrine::replay::ScriptedRandom empty({});
  BOOST_CHECK_THROW(key("key_rsa.pem").sign(rsa_pss_rsae_sha256, message, empty), crypto::NoRandomness);
}

BOOST_AUTO_TEST_SUITE_END()
