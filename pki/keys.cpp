// See keys.hpp.
#include "keys.hpp"

#include <botan/data_src.h>
#include <botan/ec_group.h>
#include <botan/ecdsa.h>
#include <botan/ed25519.h>
#include <botan/pkcs8.h>
#include <botan/rsa.h>
#include <botan/system_rng.h>

#include <array>
#include <vector>

#include "base/nearest.hpp"
#include "base/printable.hpp"

namespace vitrine::pki {
namespace {

struct Kind {
  KeyKind kind;
  const char* option;
  const char* name;
  const char* algorithm;
  std::size_t bits;
};

constexpr std::array kinds = {
    Kind{KeyKind::p256, "p256", "ECDSA P-256", "ECDSA", 256},  //
    Kind{KeyKind::p384, "p384", "ECDSA P-384", "ECDSA", 384},
    Kind{KeyKind::ed25519, "ed25519", "Ed25519", "Ed25519", 255},
    Kind{KeyKind::rsa2048, "rsa2048", "RSA, 2048 bits", "RSA", 2048},
    Kind{KeyKind::rsa3072, "rsa3072", "RSA, 3072 bits", "RSA", 3072},
    Kind{KeyKind::rsa4096, "rsa4096", "RSA, 4096 bits", "RSA", 4096},
};

const Kind& entry(KeyKind kind) { return kinds.at(static_cast<std::size_t>(kind)); }

}  // namespace

KeyKind parse_key_kind(std::string_view text) {
  std::vector<std::string> known;
  std::string all;
  for (const Kind& kind : kinds) {
    if (text == kind.option) return kind.kind;
    known.emplace_back(kind.option);
    all += (all.empty() ? "" : ", ") + known.back();
  }
  const std::string guess = base::nearest(text, known);
  throw UsageError("\"" + base::printable(text) + "\" is not a kind of key that I make." +
                   (guess.empty() ? "" : " Did you mean " + guess + "?") + "\n  I make " + all + ".");
}

std::string shown(KeyKind kind) { return entry(kind).name; }

std::string shown(const Botan::Public_Key& key) {
  if (const auto kind = kind_of(key)) return shown(*kind);
  return base::printable(key.algo_name()) + ", " + std::to_string(key.key_length()) + " bits";
}

std::optional<KeyKind> kind_of(const Botan::Public_Key& key) {
  for (const Kind& kind : kinds) {
    if (key.algo_name() != kind.algorithm) continue;
    if (kind.kind == KeyKind::ed25519 || key.key_length() == kind.bits) return kind.kind;
  }
  return std::nullopt;
}

std::unique_ptr<Botan::Private_Key> make_key(KeyKind kind) {
  Botan::System_RNG rng;
  switch (kind) {
    case KeyKind::p256:
      return std::make_unique<Botan::ECDSA_PrivateKey>(rng, Botan::EC_Group::from_name("secp256r1"));
    case KeyKind::p384:
      return std::make_unique<Botan::ECDSA_PrivateKey>(rng, Botan::EC_Group::from_name("secp384r1"));
    case KeyKind::ed25519:
      return std::make_unique<Botan::Ed25519_PrivateKey>(rng);
    case KeyKind::rsa2048:
    case KeyKind::rsa3072:
    case KeyKind::rsa4096:
      break;
  }
  return std::make_unique<Botan::RSA_PrivateKey>(rng, entry(kind).bits);
}

std::string to_pem(const Botan::Private_Key& key) { return Botan::PKCS8::PEM_encode(key); }

std::unique_ptr<Botan::Private_Key> key_from_pem(const std::string& pem, const std::string& file) try {
  Botan::DataSource_Memory source(pem);
  return Botan::PKCS8::load_key(source);
} catch (const Botan::Exception&) {
  throw Error(file + " holds no private key that I can read (PKCS#8 without a passphrase is expected).");
}

std::string signature_hash(const Botan::Private_Key& key) {
  if (key.algo_name() == "Ed25519") return "";
  return key.algo_name() == "ECDSA" && key.key_length() > 256 ? "SHA-384" : "SHA-256";
}

}  // namespace vitrine::pki
