// See floor.hpp.
#include "floor.hpp"

#include <stdexcept>

#include "crypto/key_exchange.hpp"
#include "crypto/signature.hpp"
#include "support/endpoints.hpp"

namespace bench {

namespace base = vitrine::base;
namespace crypto = vitrine::crypto;

Floor::Floor(const std::string& kind) : kind_(kind) {
  if (kind != "p256") throw std::runtime_error("there is a floor for p256 alone");
}

void Floor::sample(Sides& into) const {
  constexpr auto algorithm = crypto::SignatureAlgorithm::ecdsa_secp256r1_sha256;
  const auto credential = tests::credential(kind_);
  const crypto::PublicKey key = credential->chain.front().public_key();
  const base::Bytes message(130, 0x20);
  double client = 0;
  double server = 0;
  std::optional<crypto::KeyShare> offer;
  timed(client, [&] { offer = crypto::KeyShare::offer(crypto::Group::x25519, crypto::system_random()); });
  crypto::KeyShareAnswer answer;
  base::Bytes signature;
  timed(server, [&] {
    answer = crypto::answer(crypto::Group::x25519, offer->key_exchange(), crypto::system_random());
    signature = credential->key.sign(algorithm, message, crypto::system_random());
  });
  timed(client, [&] {
    (void)std::move(*offer).agree(answer.key_exchange);
    for (int of : {1, 2})
      if (!key.verify(algorithm, message, signature)) throw std::runtime_error("verification " + std::to_string(of));
  });
  into.client.add(client);
  into.server.add(server);
}

}  // namespace bench
