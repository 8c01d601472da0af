// See evil_signature.hpp. Botan is used directly, since common/crypto does not let one sign in these ways.
#include "support/evil_signature.hpp"

#include <botan/data_src.h>
#include <botan/numthry.h>
#include <botan/pem.h>
#include <botan/pkcs8.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>
#include <botan/system_rng.h>

#include "support/endpoints.hpp"

namespace tests {
namespace {

std::unique_ptr<Botan::Private_Key> key_of(const std::string& kind) {
  Botan::DataSource_Memory source(endpoint_file(kind + ".key"));
  return Botan::PKCS8::load_key(source);
}

/// RSASP1 of RFC 8017 §5.2.1, over whatever it is given.
base::Bytes power_of_the_key(base::View block) {
  const auto key = key_of("rsa2048");
  const auto& rsa = dynamic_cast<const Botan::RSA_PrivateKey&>(*key);
  return Botan::power_mod(Botan::BigInt::from_bytes(block), rsa.get_d(), rsa.get_n()).serialize(block.size());
}

/// RFC 8017, appendix B.2.1.
base::Bytes mgf1(crypto::Hash hash, base::View seed, std::size_t length) {
  base::Bytes mask;
  for (std::uint8_t counter = 0; mask.size() < length; ++counter) {
    base::append(mask, crypto::digest(hash, base::concat({seed, base::Bytes{0, 0, 0, counter}})));
  }
  mask.resize(length);
  return mask;
}

}  // namespace

base::Bytes odd_signature(const std::string& kind, const std::string& padding, base::View content) {
  const auto key = key_of(kind);
  Botan::System_RNG random;
  const auto format = kind.starts_with("p") ? Botan::Signature_Format::DerSequence : Botan::Signature_Format::Standard;
  return Botan::PK_Signer(*key, random, padding, format).sign_message(content.data(), content.size(), random);
}

base::Bytes odd_pss_signature(const OddPss& pss, base::View content) {
  constexpr std::size_t size = 256;
  const base::Bytes salt(pss.salt, 0x5a);
  const base::Bytes hash =
      crypto::digest(pss.content, base::concat({base::Bytes(8), crypto::digest(pss.content, content), salt}));
  base::Bytes block(size - hash.size() - 1 - salt.size());
  block.back() = 1;
  base::append(block, salt);
  const base::Bytes mask = mgf1(pss.mask, hash, block.size());
  for (std::size_t i = 0; i < block.size(); ++i) block[i] ^= mask[i];
  block.front() &= 0x7fU;
  return power_of_the_key(base::concat({block, hash, base::Bytes{0xbc}}));
}

std::string pem_of(base::View certificate) {
  return Botan::PEM_Code::encode(certificate.data(), certificate.size(), "CERTIFICATE");
}

}  // namespace tests
