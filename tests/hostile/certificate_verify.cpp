// Hostile rows C18 to C31 for both roles: the proof that somebody has the key of a certificate. RFC 9846 §4.5.2,
// §4.3.3.
#include "hostile/proofs.hpp"
#include "support/evil_signature.hpp"
#include "support/vector_file.hpp"
#include "tls/primitives.hpp"

using namespace tests;
using namespace tests::proofs;
using enum tls::AlertDescription;

namespace {

void refused_scheme(unsigned scheme, const Alerts& alerts) {
  proof_refused([=](const Prover&, CertificateVerify& m) { m.algorithm = static_cast<SignatureScheme>(scheme); },
                alerts);
}

/// A right signature by the right key over something else.
void refused_content(const std::function<base::Bytes(const Prover&)>& content) {
  proof_refused([&](const Prover& prover,
                    CertificateVerify& m) { m = EvilPeer::signed_by(prover.kind, m.algorithm, content(prover)); },
                {decrypt_error});
}

/// Over the right content by the right key, in a way that the scheme does not allow.
using Sign = std::function<base::Bytes(base::View content)>;
void refused_signature(const std::string& kind, const Sign& sign, SignatureScheme scheme) {
  proof_refused(
      [&](const Prover& prover, CertificateVerify& message) {
        const base::Bytes signature = sign(prover.evil.signed_content(prover.own_context));
        message = {scheme, wire::Opaque<0, 65535>(base::View(signature))};
      },
      {decrypt_error}, kind);
}

void refused_bytes(const std::string& hex) {
  const base::Bytes signature = base::from_hex(hex);
  proof_refused(
      [&](const Prover&, CertificateVerify& m) { m.signature = wire::Opaque<0, 65535>(base::View(signature)); },
      {decrypt_error});
}

}  // namespace

BOOST_AUTO_TEST_CASE(C_a_right_proof_in_every_way_that_we_sign_is_believed) {
  for (const std::string kind : {"p256", "p384", "ed25519", "rsa2048"}) {
    before_proof(kind, [](const Prover& prover) {
      prover.evil.send(prover.good());
      BOOST_TEST(prover.evil.victim.state() == "WAIT_FINISHED");
    });
  }
}

BOOST_AUTO_TEST_CASE(C18_each_byte_of_the_signature_counts) {
  for (const std::string kind : {"p256", "ed25519"}) {
    for (std::size_t byte = 0; byte < 64; ++byte) {
      BOOST_TEST_CONTEXT(kind << " byte " << byte) {
        proof_refused([byte](const Prover&, CertificateVerify& message) { message.signature[byte] ^= 1U; },
                      {decrypt_error}, kind);
      }
    }
  }
  for (std::size_t byte = 0; byte < 256; byte += 17) {
    proof_refused([byte](const Prover&, CertificateVerify& message) { message.signature[byte] ^= 0x80U; },
                  {decrypt_error}, "rsa2048");
  }
}

BOOST_AUTO_TEST_CASE(C19_C20_C21_C24_a_scheme_that_we_did_not_offer_is_illegal_parameter) {
  for (const unsigned scheme :
       {0x0401U, 0x0501U, 0x0601U, 0x0201U, 0x0203U, 0x0603U, 0x0809U, 0x080aU, 0x080bU, 0x0808U, 0x0a0aU, 0U}) {
    refused_scheme(scheme, {illegal_parameter});
  }
  const Judges only_p256{.schemes = {SignatureScheme::ecdsa_secp256r1_sha256}};
  before_proof(
      "ed25519",
      [](const Prover& prover) {
        prover.evil.send(prover.good());
        expect_refusal(prover.evil, {illegal_parameter});
      },
      only_p256);
}

BOOST_AUTO_TEST_CASE(C20_a_real_signature_of_the_old_padding_is_illegal_parameter) {
  proof_refused(
      [](const Prover& prover, CertificateVerify& message) {
        const base::Bytes signature =
            odd_signature("rsa2048", "PKCS1v15(SHA-256)", prover.evil.signed_content(prover.own_context));
        message = {static_cast<SignatureScheme>(0x0401), wire::Opaque<0, 65535>(base::View(signature))};
      },
      {illegal_parameter}, "rsa2048");
}

BOOST_AUTO_TEST_CASE(C24_a_key_that_no_scheme_is_for_proves_nothing) {
  before_certificate("rsa2048", [](const Prover& prover) {
    Certificate message = EvilPeer::certificate_of("rsa2048");
    const auto pss = crypto::Certificate::all_from_pem(read_data("certificates/rsapss.pem")).front();
    message.certificate_list[0].cert_data = wire::Opaque<1, 16777215>(base::View(pss.der()));
    prover.evil.send(message);
    prover.evil.send(prover.good());
    expect_refusal(prover.evil, {illegal_parameter});
    BOOST_TEST(prover.evil.victim.failure()->text.find("some signature scheme") != std::string::npos);
  });
}

BOOST_AUTO_TEST_CASE(C22_C23_a_scheme_that_does_not_fit_the_key_is_illegal_parameter) {
  const tls::Preferences all;
  for (const std::string kind : {"p256", "p384", "ed25519", "rsa2048"}) {
    for (const SignatureScheme scheme : all.signature_schemes) {
      if (crypto::matches(*tls::primitive(scheme), credential(kind)->key.kind())) continue;
      BOOST_TEST_CONTEXT(kind << " " << tls::name_of(scheme)) {
        proof_refused([scheme](const Prover&, CertificateVerify& message) { message.algorithm = scheme; },
                      {illegal_parameter}, kind);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(C25_pss_with_another_salt_or_mask_is_decrypt_error) {
  using crypto::Hash;
  const auto scheme = SignatureScheme::rsa_pss_rsae_sha256;
  const auto pss = [](const OddPss& how) {
    return [how](base::View content) { return odd_pss_signature(how, content); };
  };
  before_proof("rsa2048", [&](const Prover& prover) {  // our own making of one is right
    const base::Bytes good = pss({Hash::sha256, Hash::sha256, 32})(prover.evil.signed_content(prover.own_context));
    prover.evil.send(CertificateVerify{scheme, wire::Opaque<0, 65535>(base::View(good))});
    BOOST_TEST(prover.evil.victim.state() == "WAIT_FINISHED");
  });
  for (const std::size_t salt : {0U, 1U, 20U, 31U, 33U, 48U, 64U, 222U}) {
    refused_signature("rsa2048", pss({Hash::sha256, Hash::sha256, salt}), scheme);
  }
  refused_signature("rsa2048", pss({Hash::sha256, Hash::sha384, 32}), scheme);
  refused_signature("rsa2048", pss({Hash::sha384, Hash::sha256, 48}), SignatureScheme::rsa_pss_rsae_sha384);
}

BOOST_AUTO_TEST_CASE(C26_C27_C28_a_signature_over_anything_else_is_decrypt_error) {
  refused_content([](const Prover& prover) { return prover.evil.signed_content(prover.other_context); });
  refused_content([](const Prover& prover) { return prover.evil.signed_content(""); });
  refused_content([](const Prover& prover) {  // 63 spaces
    const base::Bytes content = prover.evil.signed_content(prover.own_context);
    return base::Bytes(content.begin() + 1, content.end());
  });
  refused_content([](const Prover& prover) {  // no zero behind the context
    base::Bytes content = prover.evil.signed_content(prover.own_context);
    content.erase(content.begin() + 64 + 33);
    return content;
  });
  refused_content([](const Prover& prover) {
    base::Bytes content = prover.evil.signed_content(prover.own_context);
    content.back() ^= 1U;
    return content;
  });
}

BOOST_AUTO_TEST_CASE(C28_a_proof_from_another_handshake_is_decrypt_error) {
  std::vector<CertificateVerify> earlier;
  before_proof("p256", [&](const Prover& prover) {
    prover.evil.transcript.back() ^= 1U;
    earlier.push_back(prover.good());
  });
  proof_refused([&](const Prover&, CertificateVerify& message) { message = earlier.front(); }, {decrypt_error});
  proof_refused([&](const Prover&, CertificateVerify& message) { message = earlier.back(); }, {decrypt_error});
}

BOOST_AUTO_TEST_CASE(C29_an_empty_signature_or_a_wrong_length_is_refused) {
  refused_bytes("");
  for (const int change : {-1, 1}) {
    before_proof("p256", [&](const Prover& prover) {
      base::Bytes message = tls::encode(prover.good());
      message[7] = static_cast<std::uint8_t>(message[7] + change);
      prover.evil.send_message(message);
      expect_refusal(prover.evil, {decode_error});
    });
  }
}

BOOST_AUTO_TEST_CASE(C30_numbers_out_of_range_and_other_encodings_of_ecdsa_are_decrypt_error) {
  const std::string r = "0220" + std::string(64, '1');
  const std::string n = "022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
  const std::string above_n = "022100" + std::string(64, 'f');
  for (const std::string& pair : {"020100020100" + std::string(), "020101020100" + std::string(), "0201ff0201ff" + r,
                                  n + n, r + n, n + r, r + above_n, "0200" + r, "022000" + std::string(62, '1') + r}) {
    refused_bytes(base::to_hex(
        base::concat({base::Bytes{0x30, static_cast<std::uint8_t>(pair.size() / 2)}, base::from_hex(pair)})));
  }
  for (const std::string& hex :
       {std::string("00"), std::string("30"), std::string("3000"), "3044" + r + r + "00", "3080" + r + r + "0000",
        "308144" + r + r, std::string(144, '0'), std::string(60000, 'a')}) {
    refused_bytes(hex);
  }
}

BOOST_AUTO_TEST_CASE(C30_a_right_signature_in_another_encoding_is_decrypt_error) {
  const auto changed = [](const std::function<base::Bytes(base::Bytes)>& encode) {
    proof_refused(
        [&](const Prover&, CertificateVerify& message) {
          const base::Bytes other = encode(message.signature);
          message.signature = wire::Opaque<0, 65535>(base::View(other));
        },
        {decrypt_error});
  };
  changed([](const base::Bytes& der) { return base::concat({der, base::Bytes{0}}); });
  changed([](const base::Bytes& der) {
    return base::concat({base::Bytes{0x30, 0x81, der[1]}, base::View(der).subspan(2)});
  });
  changed([](const base::Bytes& der) {
    return base::concat({base::Bytes{0x30, 0x80}, base::View(der).subspan(2), base::Bytes{0, 0}});
  });
  changed([](base::Bytes der) {  // a needless zero before r
    der.insert(der.begin() + 4, 0);
    ++der[1];
    ++der[3];
    return der;
  });
}

BOOST_AUTO_TEST_CASE(C31_a_shorter_digest_than_the_scheme_has_is_decrypt_error) {
  const auto p256 = SignatureScheme::ecdsa_secp256r1_sha256;
  const auto with = [](const std::string& kind, const std::string& padding) {
    return [=](base::View content) { return odd_signature(kind, padding, content); };
  };
  refused_signature("p256", with("p256", "SHA-1"), p256);
  refused_signature("p256", with("p256", "SHA-224"), p256);
  refused_signature("p384", with("p384", "SHA-256"), SignatureScheme::ecdsa_secp384r1_sha384);
  refused_signature("rsa2048", with("rsa2048", "PSS(SHA-1,MGF1,20)"), SignatureScheme::rsa_pss_rsae_sha256);
  refused_signature("rsa2048", with("rsa2048", "PSS(SHA-256,MGF1,32)"), SignatureScheme::rsa_pss_rsae_sha512);
}
