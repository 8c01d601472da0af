// Public keys out of certificates, and the signatures they verify (RFC 9846 §4.3.3). Read next: private_key.cpp.
#include <botan/ber_dec.h>
#include <botan/data_src.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>
#include <botan/x509_key.h>

#include <cassert>
#include <mutex>
#include <utility>

#include "crypto/detail/botan_bridge.hpp"
#include "crypto/detail/signing.hpp"
#include "crypto/signature.hpp"

namespace vitrine::crypto {
namespace {

// A public exponent is 65537 nearly everywhere. A peer that sends a huge one makes us work for nothing.
constexpr std::size_t most_exponent_bits = 64;

void refuse_huge_exponent(const Botan::Public_Key& key) {
  const auto* rsa = dynamic_cast<const Botan::RSA_PublicKey*>(&key);
  if (rsa != nullptr && rsa->get_e().bits() > most_exponent_bits) throw Error("an RSA key with a huge public exponent");
}

// Spelled out in full (RFC 5480 §2.1.1 forbids it) a curve is of no use, and to find out whether it is one at all takes
// milliseconds.
void refuse_curve_without_a_name(const Botan::AlgorithmIdentifier& algorithm) {
  constexpr std::uint8_t object_identifier = 6;
  if (algorithm.oid() != Botan::OID{1, 2, 840, 10045, 2, 1}) return;
  const auto& curve = algorithm.parameters();
  if (curve.empty() || curve.front() != object_identifier) throw Error("an elliptic curve without a name");
}

}  // namespace

namespace detail {

KeyKind kind_of(const Botan::AlgorithmIdentifier& algorithm) {
  const auto oid = algorithm.oid().to_string();
  if (oid == "1.2.840.113549.1.1.1") return KeyKind::rsa;
  if (oid == "1.3.101.112") return KeyKind::ed25519;
  if (oid != "1.2.840.10045.2.1") return KeyKind::other;
  // A curve by its name only: one spelled out in full could be any curve (RFC 5480 §2.1.1).
  const auto& curve = algorithm.parameters();
  if (curve == Botan::OID{1, 2, 840, 10045, 3, 1, 7}.BER_encode()) return KeyKind::ecdsa_secp256r1;
  if (curve == Botan::OID{1, 3, 132, 0, 34}.BER_encode()) return KeyKind::ecdsa_secp384r1;
  return KeyKind::other;
}

Recipe recipe_of(SignatureAlgorithm algorithm) {
  using enum SignatureAlgorithm;
  switch (algorithm) {
    case ecdsa_secp256r1_sha256:
      return {"SHA-256", true};
    case ecdsa_secp384r1_sha384:
      return {"SHA-384", true};
    case ed25519:
      return {"Pure", false};
    // The salt is as long as the hash, and Botan then takes no other length.
    case rsa_pss_rsae_sha256:
      return {"PSS(SHA-256,MGF1,32)", false};
    case rsa_pss_rsae_sha384:
      return {"PSS(SHA-384,MGF1,48)", false};
    case rsa_pss_rsae_sha512:
      return {"PSS(SHA-512,MGF1,64)", false};
  }
  throw Error("no such signature algorithm");
}

}  // namespace detail

bool matches(SignatureAlgorithm algorithm, KeyKind kind) {
  using enum SignatureAlgorithm;
  switch (algorithm) {
    case ecdsa_secp256r1_sha256:
      return kind == KeyKind::ecdsa_secp256r1;
    case ecdsa_secp384r1_sha384:
      return kind == KeyKind::ecdsa_secp384r1;
    case ed25519:
      return kind == KeyKind::ed25519;
    case rsa_pss_rsae_sha256:
    case rsa_pss_rsae_sha384:
    case rsa_pss_rsae_sha512:
      return kind == KeyKind::rsa;
  }
  return false;
}

namespace {

using VerifierPtr = std::unique_ptr<Botan::PK_Verifier>;

VerifierPtr new_verifier(const Botan::Public_Key& key, SignatureAlgorithm algorithm) {
  const auto [padding, der] = detail::recipe_of(algorithm);
  const auto format = der ? Botan::Signature_Format::DerSequence : Botan::Signature_Format::Standard;
  return std::make_unique<Botan::PK_Verifier>(key, padding, format);
}

/// The verifier that was used last: a third of the price of an ECDSA verification is the table that it makes of the
/// key. Whoever finds it in use makes another.
class KeptVerifier {
 public:
  VerifierPtr take(SignatureAlgorithm algorithm) {
    const std::lock_guard lock(mutex_);
    return algorithm == algorithm_ ? std::exchange(verifier_, nullptr) : nullptr;
  }
  void give_back(SignatureAlgorithm algorithm, VerifierPtr verifier) {
    const std::lock_guard lock(mutex_);
    algorithm_ = algorithm;
    verifier_ = std::move(verifier);
  }

 private:
  std::mutex mutex_;
  SignatureAlgorithm algorithm_{};
  VerifierPtr verifier_;
};

}  // namespace

struct PublicKey::State {
  std::unique_ptr<Botan::Public_Key> key;
  KeyKind kind;
  mutable KeptVerifier verifier{};
};

PublicKey::PublicKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}

PublicKey PublicKey::from_spki(base::View der) {
  return detail::translated("a public key that cannot be used", [&] {
    Botan::AlgorithmIdentifier algorithm;
    std::vector<std::uint8_t> key_bits;
    Botan::BER_Decoder(der)
        .start_sequence()
        .decode(algorithm)
        .decode(key_bits, Botan::ASN1_Type::BitString)
        .end_cons()
        .verify_end();
    refuse_curve_without_a_name(algorithm);
    Botan::DataSource_Memory source(der.data(), der.size());
    auto key = Botan::X509::load_key(source);
    refuse_huge_exponent(*key);
    return PublicKey(std::make_shared<const State>(std::move(key), detail::kind_of(algorithm)));
  });
}

KeyKind PublicKey::kind() const { return state_->kind; }

std::size_t PublicKey::bits() const { return state_->key->key_length(); }

bool PublicKey::verify(SignatureAlgorithm algorithm, base::View message, base::View signature) const {
  assert(matches(algorithm, kind()));
  return detail::true_or_false([&] {
    VerifierPtr verifier = state_->verifier.take(algorithm);
    if (!verifier) verifier = new_verifier(*state_->key, algorithm);
    const bool good = verifier->verify_message(message, signature);
    // Only one that said yes: before Botan 3.11.1 one that refused may have something of the message left in it.
    if (good) state_->verifier.give_back(algorithm, std::move(verifier));
    return good;
  });
}

}  // namespace vitrine::crypto
