// Signing and verifying with the algorithms of RFC 9846 §4.3.3. Which scheme may go with which key is checked here,
// once, for both directions.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "crypto/random.hpp"

namespace vitrine::crypto {

/// What a CertificateVerify can carry. The names are the RFC's.
enum class SignatureAlgorithm : std::uint8_t {
  ecdsa_secp256r1_sha256,
  ecdsa_secp384r1_sha384,
  ed25519,
  rsa_pss_rsae_sha256,
  rsa_pss_rsae_sha384,
  rsa_pss_rsae_sha512,
};

/// What a certificate's key can be; `other` is one that TLS 1.3 here has no scheme for (rsa_pss is id-RSASSA-PSS).
enum class KeyKind : std::uint8_t { ecdsa_secp256r1, ecdsa_secp384r1, ed25519, rsa, other };

/// True when a key of that kind can make signatures of that algorithm. §4.3.3.
bool matches(SignatureAlgorithm algorithm, KeyKind kind);

/// Copies share what was prepared for the key, and may be used from several threads.
class PublicKey {
 public:
  /// From SubjectPublicKeyInfo, DER. Throws Error.
  static PublicKey from_spki(base::View der);

  KeyKind kind() const;
  /// Bits of an RSA modulus or of an EC field.
  std::size_t bits() const;
  /// False for any signature that does not fit, however it is malformed. Requires matches(algorithm, kind()).
  [[nodiscard]] bool verify(SignatureAlgorithm algorithm, base::View message, base::View signature) const;

 private:
  friend class PrivateKey;
  struct State;
  explicit PublicKey(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

class PrivateKey {
 public:
  /// PKCS#8 (or SEC1/PKCS#1 where Botan reads it), unencrypted PEM. Throws Error saying what is wrong.
  static PrivateKey from_pem(std::string_view pem);
  /// The same from PrivateKeyInfo, DER.
  static PrivateKey from_pkcs8(base::View der);
  PrivateKey(PrivateKey&&) noexcept;
  PrivateKey& operator=(PrivateKey&&) noexcept;
  ~PrivateKey();

  KeyKind kind() const;
  /// SubjectPublicKeyInfo, DER: to see whether a certificate belongs to this key.
  base::Bytes spki() const;
  /// Requires matches(algorithm, kind()).
  base::Bytes sign(SignatureAlgorithm algorithm, base::View message, Random& random) const;

 private:
  struct State;
  explicit PrivateKey(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace vitrine::crypto
