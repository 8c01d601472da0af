// Hostile rows C32 to C34, C47, C53: keys, curves and hashes that nobody should sign with. RFC 9846 §4.5.1, §6.2; the
// sizes are our own limits.
#include "hostile/chains.hpp"

using namespace tests;
using namespace tests::chains;

namespace {

const std::string rsa_encryption = "1.2.840.113549.1.1.1";
const std::string ec_public_key = "1.2.840.10045.2.1";

base::Bytes key_info(const std::vector<base::Bytes>& algorithm, base::View key) {
  return der::sequence({der::sequence(algorithm), der::bit_string(key)});
}

/// A modulus of so many bits, with these lowest ones.
base::Bytes modulus(std::size_t bits, std::uint8_t last) {
  base::Bytes number(bits / 8, 0xa5);
  number.back() = last;
  return number;
}

base::Bytes rsa_key(base::View n, base::View e) {
  return key_info({der::oid(rsa_encryption), der::null()}, der::sequence({der::integer(n), der::integer(e)}));
}

const base::Bytes usual_exponent{1, 0, 1};

void refused_key(const base::Bytes& key, const Alerts& alerts) {
  EvilCertificate leaf = evil_leaf();
  leaf.subject_public_key_info = key;
  BOOST_TEST_CONTEXT("of the leaf") { refused({leaf.der()}, alerts); }
  EvilCertificate middle = evil_authority("Middle");
  middle.subject_public_key_info = key;
  BOOST_TEST_CONTEXT("of an intermediate") {
    Alerts also_unsigned = alerts;
    also_unsigned.push_back(bad_certificate);  // the signature below it cannot be right either
    refused({evil_leaf("Middle").der(), middle.der()}, also_unsigned);
  }
}

/// P-256 spelled out: RFC 3279 §2.3.5, and anything else in place of its prime.
base::Bytes explicit_curve(base::View prime) {
  const base::Bytes spki = credential("p256")->key.spki();
  const base::View point = base::View(spki).last(65);
  const base::Bytes a = base::from_hex("ffffffff00000001000000000000000000000000fffffffffffffffffffffffc");
  const base::Bytes b = base::from_hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
  const base::Bytes order = base::from_hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  const base::Bytes field = der::sequence({der::oid("1.2.840.10045.1.1"), der::integer(prime)});
  const base::Bytes curve = der::sequence({der::octet_string(a), der::octet_string(b)});
  // the CVE-2020-0601 way: the generator is the public key itself, so that its private key is 1
  return key_info({der::oid(ec_public_key), der::sequence({der::integer(1), field, curve, der::octet_string(point),
                                                           der::integer(order), der::integer(1)})},
                  point);
}

const base::Bytes p256_prime = base::from_hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");

}  // namespace

BOOST_AUTO_TEST_CASE(C32_an_rsa_key_over_8192_bits_is_refused_before_any_signature_is_verified) {
  for (const std::size_t bits : {8200U, 16384U, 65536U}) {
    refused_key(rsa_key(modulus(bits, 1), usual_exponent), {bad_certificate});
  }
  EvilCertificate huge = evil_authority("Middle");
  huge.subject_public_key_info = rsa_key(modulus(8200, 1), usual_exponent);
  show_to_both({evil_leaf("Middle").der(), huge.der()}, [](EvilPeer& evil) {
    BOOST_TEST(evil.victim.failure().value().text.find("8200 bits") != std::string::npos, evil.victim.failure()->text);
  });
}

BOOST_AUTO_TEST_CASE(C33_a_small_or_senseless_rsa_key_is_bad_certificate) {
  for (const std::size_t bits : {512U, 1024U, 2040U}) {
    refused_key(rsa_key(modulus(bits, 1), usual_exponent), {bad_certificate});
  }
  refused_key(rsa_key(modulus(2048, 1), base::Bytes{1}), {bad_certificate});  // e = 1
  refused_key(rsa_key(modulus(2048, 1), base::Bytes{2}), {bad_certificate});
  refused_key(rsa_key(modulus(2048, 2), usual_exponent), {bad_certificate});  // an even modulus
  refused_key(rsa_key(base::Bytes{0}, usual_exponent), {bad_certificate});
  refused_key(rsa_key(modulus(2048, 1), base::Bytes(256, 0xff)), {bad_certificate});
}

BOOST_AUTO_TEST_CASE(C34_a_curve_spelled_out_is_refused_even_where_it_is_a_known_one) {
  refused_key(explicit_curve(p256_prime), {unsupported_certificate, bad_certificate});
  refused_key(explicit_curve(base::Bytes(20'000, 0xff)), {unsupported_certificate, bad_certificate});
  refused_key(explicit_curve(base::Bytes{0}), {unsupported_certificate, bad_certificate});
}

BOOST_AUTO_TEST_CASE(C34_a_key_that_is_no_point_of_its_curve_is_refused) {
  const base::Bytes named = der::oid("1.2.840.10045.3.1.7");
  for (const base::Bytes& point : {base::Bytes{0}, base::Bytes(65, 4), base::Bytes(64, 4), base::Bytes{}}) {
    refused_key(key_info({der::oid(ec_public_key), named}, point), {unsupported_certificate, bad_certificate});
  }
}

BOOST_AUTO_TEST_CASE(C47_an_intermediate_signed_with_md5_or_sha_1_is_bad_certificate) {
  EvilCertificate root = evil_authority();
  root.subject_public_key_info = credential("rsa2048")->key.spki();
  root.signer = {"rsa2048", "PKCS1v15(SHA-256)", "1.2.840.113549.1.1.11"};
  const Trusting trusting{.anchor = root.der()};
  const auto chain_by = [](const EvilSigner& signer) {
    EvilCertificate middle = evil_authority("Middle");
    middle.signer = signer;
    return Chain{evil_leaf("Middle").der(), middle.der()};
  };
  accepted(chain_by(root.signer), trusting);
  refused(chain_by({"rsa2048", "PKCS1v15(SHA-1)", "1.2.840.113549.1.1.5"}), {bad_certificate}, trusting);
  // MD5 by its number alone: Botan as we build it has none
  refused(chain_by({"rsa2048", "PKCS1v15(SHA-256)", "1.2.840.113549.1.1.4"}),
          {bad_certificate, unsupported_certificate}, trusting);
}

BOOST_AUTO_TEST_CASE(C53_a_key_of_an_unknown_or_old_kind_is_unsupported_certificate) {
  const base::Bytes number = der::integer(modulus(1024, 1));
  const base::Bytes dsa = key_info({der::oid("1.2.840.10040.4.1"), der::sequence({number, number, number})}, number);
  EvilCertificate leaf = evil_leaf();
  for (const base::Bytes& key : {dsa, key_info({der::oid("1.3.6.1.4.1.99999.7")}, base::Bytes(32, 1)),
                                 key_info({der::oid("1.3.101.110")}, base::Bytes(32, 9)),     // X25519
                                 key_info({der::oid("1.3.101.113")}, base::Bytes(57, 9))}) {  // Ed448
    leaf.subject_public_key_info = key;
    refused({leaf.der()}, {unsupported_certificate});
    EvilCertificate middle = evil_authority("Middle");
    middle.subject_public_key_info = key;
    refused({evil_leaf("Middle").der(), middle.der()}, {unsupported_certificate, bad_certificate});
  }
}
