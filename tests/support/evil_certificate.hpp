// X.509 certificates with every field as a test wants it, made when they are needed. All belong to the keys of
// tests/vectors/endpoints. Read next: tests/hostile/chains.hpp.
#pragma once
#include <string>

#include "support/der.hpp"
#include "support/endpoints.hpp"

namespace tests {

/// extnID and what stands inside extnValue.
struct EvilExtension {
  std::string oid;
  base::Bytes value;
  bool critical = true;
};

namespace oids {
inline const std::string key_usage = "2.5.29.15";
inline const std::string subject_alt_name = "2.5.29.17";
inline const std::string basic_constraints = "2.5.29.19";
inline const std::string name_constraints = "2.5.29.30";
inline const std::string policy_mappings = "2.5.29.33";
inline const std::string extended_key_usage = "2.5.29.37";
}  // namespace oids

/// Who signs, and how: the padding in Botan's words and the algorithm that the certificate claims.
struct EvilSigner {
  std::string key = "p256";
  std::string padding = "SHA-256";
  std::string algorithm = "1.2.840.10045.4.3.2";  // ecdsa-with-SHA256
};

/// A distinguished name of one common name.
base::Bytes common_name(std::string_view text);
/// The same below an organization.
base::Bytes common_name_in(std::string_view organization, std::string_view text);

struct EvilCertificate {
  base::Bytes subject = common_name("leaf");
  base::Bytes issuer = common_name("Evil Root");
  base::Bytes subject_public_key_info = credential("p256")->key.spki();
  crypto::Time not_before = now() - std::chrono::hours(24);
  crypto::Time not_after = now() + std::chrono::hours(24);
  std::vector<EvilExtension> extensions;
  EvilSigner signer;

  /// Replaces one, or adds it.
  EvilCertificate with(const EvilExtension& extension) const;
  EvilCertificate without(const std::string& oid) const;
  base::Bytes der() const;
};

/// A good CA; its own, if nothing else is said.
EvilCertificate evil_authority(std::string_view name = "Evil Root", std::string_view issuer = "Evil Root");
/// Good for localhost, as a server and as a client.
EvilCertificate evil_leaf(std::string_view issuer = "Evil Root");

EvilExtension basic_constraints(const std::vector<base::Bytes>& fields);
/// The bits by their numbers. RFC 5280 §4.2.1.3.
EvilExtension key_usage(std::initializer_list<unsigned> bits);
EvilExtension extended_key_usage(std::initializer_list<std::string_view> purposes);
EvilExtension dns_names(const std::vector<std::string>& names);
/// GeneralNames that hosts are allowed, and those that they are not, both as DNS names. RFC 5280 §4.2.1.10.
EvilExtension name_constraints(const std::vector<std::string>& permitted, const std::vector<std::string>& excluded);

inline constexpr std::string_view server_authentication = "1.3.6.1.5.5.7.3.1";
inline constexpr std::string_view client_authentication = "1.3.6.1.5.5.7.3.2";

}  // namespace tests
