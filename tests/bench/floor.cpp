// See floor.hpp.
#include "floor.hpp"

#include <array>
#include <stdexcept>

#include "crypto/key_exchange.hpp"
#include "support/endpoints.hpp"

namespace bench {
namespace {

namespace crypto = vitrine::crypto;

crypto::Group group_of(const std::string& group) {
  if (group == "x25519") return crypto::Group::x25519;
  if (group == "secp256r1") return crypto::Group::secp256r1;
  if (group == "secp384r1") return crypto::Group::secp384r1;
  return group == "X25519MLKEM768" ? crypto::Group::X25519MLKEM768 : crypto::Group::SecP256r1MLKEM768;
}

crypto::SignatureAlgorithm algorithm_of(const std::string& certificate) {
  if (certificate == "p256") return crypto::SignatureAlgorithm::ecdsa_secp256r1_sha256;
  if (certificate == "p384") return crypto::SignatureAlgorithm::ecdsa_secp384r1_sha384;
  if (certificate == "ed25519") return crypto::SignatureAlgorithm::ed25519;
  return crypto::SignatureAlgorithm::rsa_pss_rsae_sha256;
}

constexpr std::size_t certificate_verify_content = 130;  // RFC 9846 §4.5.2 with SHA-256
constexpr std::size_t certificate_content = 300;         // what a CA signs

}  // namespace

/// A key that signs `size` bytes, and is believed for it.
class HandshakeFloor::Signer {
 public:
  Signer(const std::string& certificate, std::size_t size)
      : algorithm_(algorithm_of(certificate)),
        credential_(tests::credential(certificate)),
        public_key_(credential_->chain.front().public_key()),
        spki_(credential_->chain.front().spki()),
        message_(size, 0x20),
        signature_(sign()) {}

  base::Bytes sign() const { return credential_->key.sign(algorithm_, message_, crypto::system_random()); }
  void verify() const { verify_with(public_key_); }
  /// Its key, too, is new.
  void verify_unseen() const { verify_with(crypto::PublicKey::from_spki(spki_)); }

 private:
  void verify_with(const crypto::PublicKey& key) const {
    if (!key.verify(algorithm_, message_, signature_)) throw std::runtime_error("a signature does not verify");
  }

  crypto::SignatureAlgorithm algorithm_;
  std::shared_ptr<const vitrine::tls::Credential> credential_;
  crypto::PublicKey public_key_;
  base::Bytes spki_;
  base::Bytes message_;
  base::Bytes signature_;
};

struct HandshakeFloor::Proofs {
  Signer server;
  Signer client{"p256", certificate_verify_content};  // in mutual TLS
  Signer authority{"p256", certificate_content};      // every certificate here has a P-256 CA above it
};

HandshakeFloor::HandshakeFloor(const Contest& contest)
    : contest_(contest), proofs_(new Proofs{.server = Signer(contest.scene.certificate, certificate_verify_content)}) {}

HandshakeFloor::~HandshakeFloor() = default;

void HandshakeFloor::verify(const Signer& signer) const {
  if (contest_.chain == Chain::seen_before) return signer.verify();
  proofs_->authority.verify();
  signer.verify_unseen();
}

void HandshakeFloor::sample(Sides& into) const {
  Timer client;
  Timer server;
  const Scene& scene = contest_.scene;
  const crypto::Group group = group_of(scene.group);
  std::optional<crypto::KeyShare> offer;
  crypto::KeyShareAnswer answer;
  client([&] { offer = crypto::KeyShare::offer(group, crypto::system_random()); });
  server([&] {
    answer = crypto::answer(group, offer->key_exchange(), crypto::system_random());
    if (scene.kind != Kind::resumption) (void)proofs_->server.sign();
  });
  client([&] {
    (void)std::move(*offer).agree(answer.key_exchange);
    if (scene.kind == Kind::resumption) return;
    verify(proofs_->server);
    if (scene.kind == Kind::mutual) (void)proofs_->client.sign();
  });
  server([&] {
    if (scene.kind != Kind::mutual) return;
    verify(proofs_->client);
  });
  into.client.add(client.time());
  into.server.add(server.time());
}

}  // namespace bench
