// Private keys out of PEM files, and the signatures they make. Read before: public_key.cpp.
#include <botan/ber_dec.h>
#include <botan/data_src.h>
#include <botan/ecdsa.h>
#include <botan/pkcs8.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>
#include <botan/system_rng.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "crypto/detail/botan_bridge.hpp"
#include "crypto/detail/pem.hpp"
#include "crypto/detail/signing.hpp"
#include "crypto/signature.hpp"

namespace vitrine::crypto {
namespace {

using KeyPtr = std::unique_ptr<Botan::Private_Key>;

KeyPtr read_pkcs8(base::View der) {
  Botan::DataSource_Memory source(der.data(), der.size());
  return Botan::PKCS8::load_key(source);
}

KeyPtr read_pkcs1(base::View der) { return std::make_unique<Botan::RSA_PrivateKey>(Botan::AlgorithmIdentifier(), der); }

// SEC1 keeps the name of the curve inside the key, where Botan looks for it outside (RFC 5915 §3).
KeyPtr read_sec1(base::View der) {
  Botan::OID curve;
  Botan::secure_vector<std::uint8_t> scalar;
  Botan::BER_Decoder(der)
      .start_sequence()
      .decode_and_check<std::size_t>(1, "version")
      .decode(scalar, Botan::ASN1_Type::OctetString)
      .decode_optional(curve, Botan::ASN1_Type(0), Botan::ASN1_Class::ExplicitContextSpecific)
      .discard_remaining();
  const Botan::AlgorithmIdentifier algorithm("ECDSA", curve.BER_encode());
  return std::make_unique<Botan::ECDSA_PrivateKey>(algorithm, der);
}

KeyPtr read(std::string_view label, base::View der) {
  if (label == "ENCRYPTED PRIVATE KEY") throw Error("the private key is encrypted; it has to be stored in the clear");
  if (label == "RSA PRIVATE KEY") return read_pkcs1(der);
  if (label == "EC PRIVATE KEY") return read_sec1(der);
  return read_pkcs8(der);
}

// With its kind, which TLS has to have a use for.
std::pair<KeyPtr, KeyKind> loaded(std::string_view label, base::View der) {
  return detail::translated("the private key cannot be read", [&] {
    auto key = read(label, der);
    if (!key->check_key(Botan::system_rng(), false)) throw Error("the private key does not fit its public half");
    const auto kind = detail::kind_of(key->algorithm_identifier());
    if (kind == KeyKind::other) throw Error("TLS 1.3 has no use for this kind of private key here");
    return std::pair(std::move(key), kind);
  });
}

}  // namespace

struct PrivateKey::State {
  KeyPtr key;
  KeyKind kind;
};

PrivateKey::PrivateKey(std::unique_ptr<State> state) : state_(std::move(state)) {}
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;
PrivateKey::~PrivateKey() = default;

PrivateKey PrivateKey::from_pem(std::string_view pem) {
  const auto blocks = detail::pem_blocks(pem);
  const auto found = std::ranges::find_if(blocks, [](auto& block) { return block.label.ends_with("PRIVATE KEY"); });
  if (found == blocks.end()) throw Error("there is no private key in it");
  auto [key, kind] = loaded(found->label, found->der.expose());
  return PrivateKey(std::make_unique<State>(State{std::move(key), kind}));
}

PrivateKey PrivateKey::from_pkcs8(base::View der) {
  auto [key, kind] = loaded("PRIVATE KEY", der);
  return PrivateKey(std::make_unique<State>(State{std::move(key), kind}));
}

KeyKind PrivateKey::kind() const { return state_->kind; }

base::Bytes PrivateKey::spki() const { return state_->key->subject_public_key(); }

base::Bytes PrivateKey::sign(SignatureAlgorithm algorithm, base::View message, Random& random) const {
  assert(matches(algorithm, kind()));
  return detail::translated("the signature cannot be made", [&] {
    const auto [padding, der] = detail::recipe_of(algorithm);
    const auto format = der ? Botan::Signature_Format::DerSequence : Botan::Signature_Format::Standard;
    // Blinding draws from the system, so that a scripted Random gives the salt or nonce alone.
    Botan::PK_Signer signer(*state_->key, Botan::system_rng(), padding, format);
    return signer.sign_message(message, detail::BotanRandom(random).generator());
  });
}

}  // namespace vitrine::crypto
