// See detail/statuses.hpp.
#include "crypto/detail/statuses.hpp"

#include <botan/x509path.h>

namespace vitrine::crypto::detail {
namespace {

using Status = Botan::Certificate_Status_Code;

// Every status is here, or a matter of revocation (never asked for), or newer than Botan 3.7 and about malformed DER.
Verdict verdict_of(Status status) {
  switch (status) {
    case Status::CERT_ISSUER_NOT_FOUND:
    case Status::CANNOT_ESTABLISH_TRUST:
    case Status::CERT_CHAIN_LOOP:
    case Status::CHAIN_LACKS_TRUST_ROOT:
    case Status::CHAIN_NAME_MISMATCH:
      return Verdict::unknown_ca;
    case Status::CERT_HAS_EXPIRED:
      return Verdict::expired;
    case Status::CERT_NOT_YET_VALID:
      return Verdict::not_yet_valid;
    case Status::SIGNATURE_ERROR:
      return Verdict::bad_signature;
    case Status::INVALID_USAGE:
      return Verdict::wrong_usage;
    case Status::CA_CERT_NOT_FOR_CERT_ISSUER:
    case Status::CERT_CHAIN_TOO_LONG:
      return Verdict::not_a_ca;
    case Status::SIGNATURE_METHOD_TOO_WEAK:
    case Status::UNTRUSTED_HASH:
      return Verdict::weak_key;
    case Status::UNKNOWN_CRITICAL_EXTENSION:
    case Status::CERT_PUBKEY_INVALID:
    case Status::SIGNATURE_ALGO_UNKNOWN:
      return Verdict::unsupported;
    default:
      return status < Status::FIRST_ERROR_STATUS ? Verdict::good : Verdict::malformed;
  }
}

}  // namespace

// Botan numbers them by gravity, dates least.
Fault gravest(const Botan::Path_Validation_Result& result) {
  Status worst = Status::OK;
  std::size_t at = 0;
  const auto& all = result.all_statuses();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].empty() || *all[i].rbegin() <= worst) continue;
    worst = *all[i].rbegin();
    at = i;
  }
  return {verdict_of(worst), at};
}

bool leads_nowhere(const Botan::Path_Validation_Result& result) {
  return result.cert_path().empty() || verdict_of(result.result()) == Verdict::unknown_ca;
}

}  // namespace vitrine::crypto::detail
