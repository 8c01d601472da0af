// X.509 as TLS needs it (RFC 5280, RFC 9525 for names): parse a certificate, say who it is, and judge a chain against
// trust anchors. Every way to be wrong is a Verdict of its own, because each has its own alert (RFC 9846 §6.2).
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "crypto/signature.hpp"

namespace vitrine::crypto {

using Time = std::chrono::sys_seconds;

class Certificate {
 public:
  /// One DER certificate, nothing behind it. Throws Error.
  static Certificate from_der(base::View der);
  /// All certificates of a PEM file, in its order. Throws Error when there is none or one is damaged.
  static std::vector<Certificate> all_from_pem(std::string_view pem);
  Certificate(const Certificate&);
  Certificate& operator=(const Certificate&);
  Certificate(Certificate&&) noexcept;
  Certificate& operator=(Certificate&&) noexcept;
  ~Certificate();

  const base::Bytes& der() const;
  /// The names to show people, peer-controlled: pass them through base::printable(). Common name, else the first
  /// name of the SAN, else the whole distinguished name.
  std::string subject() const;
  std::string issuer() const;
  /// The issuer as DER, as a certificate_authorities extension lists it (RFC 9846 §4.3.4).
  base::Bytes issuer_distinguished_name() const;
  /// The common name alone, the first if there are several; empty: there is none.
  std::string common_name() const;
  /// What the SAN lists: DNS names and IP addresses in text form, in its order.
  std::vector<std::string> names() const;
  Time not_before() const;
  Time not_after() const;
  /// SHA-256 of the DER.
  base::Bytes fingerprint() const;
  /// Throws Error when the key cannot be used.
  PublicKey public_key() const;
  base::Bytes spki() const;
  /// RFC 9525: exact or a single left-most wildcard label for DNS names, exact for IP addresses (dotted IPv4, IPv6
  /// with or without brackets); the SAN alone counts, never the common name. Case does not matter.
  bool matches_name(std::string_view host) const;
  /// The same without wildcards: the SAN lists this very name.
  bool names_exactly(std::string_view host) const;
  /// What its issuer signed it with: the OID, "1.2.840.10045.4.3.2".
  const std::string& signature_algorithm() const;
  /// By its names alone: nobody looks at the signature of such a one, which can only be an anchor.
  bool names_itself_as_issuer() const;
  /// False when its key usage leaves digitalSignature out. RFC 9846 §4.5.1.2.
  bool allows_signatures() const;

 private:
  friend class TrustAnchors;
  struct State;
  explicit Certificate(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

/// How a chain was judged. Ordered from good to bad as RFC 5280 §6.1 meets them.
enum class Verdict : std::uint8_t {
  good,
  unknown_ca,     // no path to a trust anchor
  expired,        // some certificate of the path has ended
  not_yet_valid,  // … or has not begun
  bad_signature,  // a signature in the path does not verify
  wrong_usage,    // key usage or extended key usage forbids this use
  not_a_ca,       // basic constraints or path length
  weak_key,       // RSA under 2048 or over 8192 bits, a key that is none, or an algorithm we do not accept
  name_mismatch,  // the chain is good, the host name is another's
  unsupported,    // a critical extension, key or algorithm unknown to us
  malformed,      // anything else that RFC 5280 forbids
};

enum class Purpose : std::uint8_t { server_authentication, client_authentication };

/// A chain as it came in the Certificate message, and what it is to be judged by.
struct ChainToVerify {
  const std::vector<Certificate>& chain;  // the end entity first, the others in any order
  Purpose purpose;
  std::string_view host;  // empty: no name to match
  Time now;
};

struct ChainResult {
  Verdict verdict = Verdict::malformed;
  std::string found;              // one line in our words with what was found; contains peer-controlled names
  std::vector<std::string> path;  // subjects from the end entity to the anchor, when one was found
};

/// The CAs we believe. What they were found to vouch for is remembered here, so it is forgotten with them.
class TrustAnchors {
 public:
  TrustAnchors();
  /// PEM, one or more CA certificates. Throws Error.
  static TrustAnchors from_pem(std::string_view pem);
  TrustAnchors(TrustAnchors&&) noexcept;
  TrustAnchors& operator=(TrustAnchors&&) noexcept;
  ~TrustAnchors();

  /// Never throws for anything in the chain. At most 10 certificates of the chain are considered. A chain that was good
  /// before is good again until one of its certificates ends; the name is compared each time.
  ChainResult verify(const ChainToVerify& question) const;
  /// Certificate::from_der, without the work where a chain that was good had this certificate.
  Certificate read(base::View der) const;
  std::vector<std::string> subjects() const;
  /// The subjects as DER, as a certificate_authorities extension lists them (RFC 9846 §4.3.4).
  std::vector<base::Bytes> distinguished_names() const;
  bool empty() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vitrine::crypto
