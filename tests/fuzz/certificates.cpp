// Certificates: reading fails with crypto::Error or gives back the very bytes; judging never fails, and finds good only
// what was good before the fuzzer came: it can change certificates, but it cannot sign them.
#include "crypto/certificate.hpp"

#include "base/printable.hpp"
#include "crypto/error.hpp"
#include "fuzz/target.hpp"
#include "support/endpoints.hpp"
#include "support/vector_file.hpp"

namespace fuzz {
namespace {

namespace crypto = vitrine::crypto;
using crypto::Certificate;

/// The CAs that a good chain leads to, and every certificate that the tests have: nobody can make another.
struct World {
  crypto::TrustAnchors trust;
  std::vector<base::Bytes> genuine;
};

void add_all(std::vector<base::Bytes>& genuine, const std::string& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(tests::data_path(folder))) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".pem") || name.starts_with("key_")) continue;
    for (const Certificate& one : Certificate::all_from_pem(tests::read_data(folder + "/" + name))) {
      genuine.push_back(one.der());
    }
  }
}

const World& world() {
  static const World the_one = [] {
    const std::string anchors = tests::read_data("endpoints/ca.pem") + tests::read_data("certificates/ca.pem");
    World made{crypto::TrustAnchors::from_pem(anchors), {}};
    add_all(made.genuine, "endpoints");
    add_all(made.genuine, "certificates");
    return made;
  }();
  return the_one;
}

std::optional<Certificate> certificate_from(base::View der) {
  try {
    return Certificate::from_der(der);
  } catch (const crypto::Error&) {
    return std::nullopt;
  }
}

void check_key(const Certificate& certificate) {
  try {
    const crypto::PublicKey key = certificate.public_key();
    const base::Bytes signature(64, 1);
    for (const auto algorithm :
         {crypto::SignatureAlgorithm::ecdsa_secp256r1_sha256, crypto::SignatureAlgorithm::ecdsa_secp384r1_sha384,
          crypto::SignatureAlgorithm::ed25519, crypto::SignatureAlgorithm::rsa_pss_rsae_sha256}) {
      if (!crypto::matches(algorithm, key.kind())) continue;
      ensure(!key.verify(algorithm, base::view_of("a message"), signature), "no signature is made of ones");
    }
  } catch (const crypto::Error&) {
    return;
  }
}

void check_read(const Certificate& certificate, base::View der) {
  ensure(std::ranges::equal(certificate.der(), der), "a certificate is its bytes");
  ensure(certificate.fingerprint() == crypto::digest(crypto::Hash::sha256, der), "and its fingerprint is theirs");
  for (const std::string& name : certificate.names()) {
    if (certificate.names_exactly(name)) ensure(certificate.matches_name(name), "an exact name matches");
  }
  (void)certificate.subject();
  (void)certificate.issuer();
  (void)certificate.common_name();
  (void)certificate.issuer_distinguished_name();
  (void)certificate.allows_signatures();
  check_key(certificate);
}

void judge(const std::vector<Certificate>& chain, crypto::Purpose purpose) {
  for (const std::string_view host : {"", "localhost", "127.0.0.1"}) {
    const crypto::ChainResult result = world().trust.verify({chain, purpose, host, tests::now()});
    ensure(!result.found.empty(), "a judgement has words");
    if (result.verdict != crypto::Verdict::good) continue;
    ensure(std::ranges::find(world().genuine, chain.front().der()) != world().genuine.end(),
           "what was found good was made by one of our CAs");
    ensure(!result.path.empty(), "what was found good has a path");
    ensure(host.empty() || chain.front().matches_name(host), "what was found good is for this host");
  }
}

void check_pem(std::string_view text) {
  try {
    ensure(!Certificate::all_from_pem(text).empty(), "a file without certificates is refused");
  } catch (const crypto::Error& error) {
    ensure(!std::string_view(error.what()).empty(), "a refusal has words");
  }
}

}  // namespace

void on::certificates(base::View input) {
  Input parts(input);
  const std::uint8_t how = parts.byte();
  if (how % 4 == 3) return check_pem(base::text_of(parts.rest()));
  std::vector<Certificate> chain;
  while (!parts.empty()) {
    const base::View der = parts.piece();
    const auto certificate = certificate_from(der);
    if (!certificate) continue;
    check_read(*certificate, der);
    if (chain.size() < 12) chain.push_back(*certificate);
  }
  if (chain.empty()) return;
  judge(chain, how % 4 == 0 ? crypto::Purpose::client_authentication : crypto::Purpose::server_authentication);
}

}  // namespace fuzz
