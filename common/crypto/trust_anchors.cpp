// Judging a chain: Botan builds and checks the path (RFC 5280 §6), what it leaves to the caller is checked here, and
// the outcome is put in words. Read before: certificate.cpp.
#include <botan/certstor.h>
#include <botan/x509_ext.h>
#include <botan/x509cert.h>
#include <botan/x509path.h>

#include <algorithm>

#include "base/remembered.hpp"
#include "crypto/certificate.hpp"
#include "crypto/detail/botan_bridge.hpp"
#include "crypto/detail/certificate_state.hpp"
#include "crypto/detail/findings.hpp"
#include "crypto/detail/good_path.hpp"
#include "crypto/detail/signing.hpp"
#include "crypto/detail/statuses.hpp"
#include "crypto/hash.hpp"

namespace vitrine::crypto {
namespace {

constexpr std::size_t most_certificates = 10;
constexpr std::size_t most_of_one_subject = 2;
constexpr std::size_t most_remembered = 256;
using detail::least_rsa_bits;
using detail::most_rsa_bits;
constexpr std::size_t least_strength = 110;  // in Botan's estimate, RSA 2048 and everything stronger

// Newer versions of Botan take an intermediate CA as an anchor, where they are told so.
template <typename Restrictions>
Restrictions restrictions() {
  using Store = std::unique_ptr<Botan::Certificate_Store>;
  constexpr std::chrono::seconds no_ocsp(0);
  if constexpr (std::is_constructible_v<Restrictions, bool, std::size_t, bool, std::chrono::seconds, Store, bool,
                                        bool>) {
    return Restrictions(false, least_strength, false, no_ocsp, Store(), false, false);
  } else {
    return Restrictions(false, least_strength);
  }
}

bool too_large(const PublicKey& key) { return key.kind() == KeyKind::rsa && key.bits() > most_rsa_bits; }
bool too_small(const PublicKey& key) { return key.kind() == KeyKind::rsa && key.bits() < least_rsa_bits; }

// Before any signature is verified: a key made to cost us time.
bool has_a_huge_key(const Certificate& certificate) {
  return detail::true_or_false([&] { return too_large(certificate.public_key()); });
}

// What Botan does not look at: the end entity's own key, and whether it may sign at all (RFC 9846 §4.5.1.2).
std::optional<detail::Fault> fault_of_end_entity(const Certificate& end_entity) {
  if (!end_entity.allows_signatures()) return detail::Fault{Verdict::wrong_usage, 0};
  try {
    const auto key = end_entity.public_key();
    if (key.kind() == KeyKind::other) return detail::Fault{Verdict::unsupported, 0};
    if (too_small(key)) return detail::Fault{Verdict::weak_key, 0};
  } catch (const Error&) {
    return detail::Fault{Verdict::unsupported, 0};
  }
  return std::nullopt;
}

// A Botan without MD5 does not know how weak it is. RFC 9846 §4.5.1.3.
detail::Fault without_md5(const detail::Fault& fault, const Certificate& where) {
  const bool md5 = where.signature_algorithm() == "1.2.840.113549.1.1.4";
  return fault.verdict == Verdict::unsupported && md5 ? detail::Fault{Verdict::weak_key, fault.at} : fault;
}

// A fault that does not make the rest of what was found meaningless: it is named only where nothing graver is.
bool is_slight(Verdict verdict) {
  return verdict == Verdict::good || verdict == Verdict::expired || verdict == Verdict::not_yet_valid ||
         verdict == Verdict::weak_key;
}

// A key of a kind that we know and that is none all the same: an even modulus, a point off its curve, a megabyte.
bool has_a_senseless_key(const Certificate& certificate, const Botan::X509_Certificate& parsed) {
  const bool readable = detail::true_or_false([&] { return certificate.public_key().bits() > 0; });
  return !readable && detail::kind_of(parsed.subject_public_key_algo()) != KeyKind::other;
}

Botan::Usage_Type usage_of(Purpose purpose) {
  return purpose == Purpose::server_authentication ? Botan::Usage_Type::TLS_SERVER_AUTH
                                                   : Botan::Usage_Type::TLS_CLIENT_AUTH;
}

// The end entity and at most nine more, no one subject too often: a crowd of CAs that vouch for one another in a circle
// has as many paths as it has orders.
std::vector<Certificate> considered(const std::vector<Certificate>& chain) {
  std::vector<Certificate> few;
  for (const auto& each : chain) {
    const auto same = [&](const Certificate& other) { return other.subject() == each.subject(); };
    const auto twins = static_cast<std::size_t>(std::ranges::count_if(few, same));
    if (few.size() < most_certificates && twins < most_of_one_subject) few.push_back(each);
  }
  return few;
}

}  // namespace

struct TrustAnchors::State {
  Botan::Certificate_Store_In_Memory store;
  std::vector<Certificate> anchors;
  mutable base::Remembered<detail::GoodPath> good_paths{most_remembered};
  mutable base::Remembered<Certificate> certificates{most_remembered};

  bool is_anchor(const Certificate& one) const {
    return std::ranges::any_of(anchors, [&](const auto& anchor) { return anchor.der() == one.der(); });
  }
  ChainResult judge(const std::vector<Certificate>& chain, const ChainToVerify& question) const;
  ChainResult judge_anew(const std::vector<Certificate>& chain, const ChainToVerify& question,
                         const base::Bytes& digest) const;
  Botan::Path_Validation_Result validate(const std::vector<Certificate>& chain, const ChainToVerify& question) const;
  std::vector<Certificate> path_of(const Botan::Path_Validation_Result& result,
                                   const std::vector<Certificate>& chain) const;
  void remember(const base::Bytes& digest, const detail::GoodPath& path) const;
  static detail::Fault with_the_key_named(const detail::Fault& fault, const std::vector<Certificate>& path);
};

TrustAnchors::TrustAnchors() : state_(std::make_unique<State>()) {}
TrustAnchors::TrustAnchors(TrustAnchors&&) noexcept = default;
TrustAnchors& TrustAnchors::operator=(TrustAnchors&&) noexcept = default;
TrustAnchors::~TrustAnchors() = default;

TrustAnchors TrustAnchors::from_pem(std::string_view pem) {
  TrustAnchors trusted;
  trusted.state_->anchors = Certificate::all_from_pem(pem);
  for (const auto& each : trusted.state_->anchors) trusted.state_->store.add_certificate(*each.state_->parsed);
  return trusted;
}

std::vector<std::string> TrustAnchors::subjects() const { return detail::subjects_of(state_->anchors); }

std::vector<base::Bytes> TrustAnchors::distinguished_names() const {
  std::vector<base::Bytes> names;
  for (const Certificate& anchor : state_->anchors) names.push_back(anchor.state_->parsed->raw_subject_dn());
  return names;
}

bool TrustAnchors::empty() const { return state_->anchors.empty(); }

Botan::Path_Validation_Result TrustAnchors::State::validate(const std::vector<Certificate>& chain,
                                                            const ChainToVerify& question) const {
  std::vector<Botan::X509_Certificate> parsed;
  parsed.reserve(chain.size());
  for (const auto& each : chain) parsed.push_back(*each.state_->parsed);
  // No host name: Botan would fall back to the common name, which RFC 9525 forbids.
  const auto rules = restrictions<Botan::Path_Validation_Restrictions>();
  const auto usage = usage_of(question.purpose);
  if (!is_anchor(chain.front())) return Botan::x509_path_validate(parsed, rules, store, "", usage, question.now);
  // Trusted itself: the path is this one certificate. Botan 3.7 would look for a longer one.
  parsed.resize(1);
  return {Botan::PKIX::check_chain(parsed, question.now, "", usage, rules), std::move(parsed)};
}

// What is unsupported may be a key that could not be used, its own or that of the one above, which signed it.
detail::Fault TrustAnchors::State::with_the_key_named(const detail::Fault& fault,
                                                      const std::vector<Certificate>& path) {
  if (fault.verdict != Verdict::unsupported) return fault;
  for (std::size_t at = fault.at; at < path.size() && at < fault.at + 2; ++at) {
    if (has_a_senseless_key(path[at], *path[at].state_->parsed)) return {Verdict::weak_key, at};
  }
  return fault;
}

ChainResult TrustAnchors::State::judge(const std::vector<Certificate>& chain, const ChainToVerify& question) const {
  const base::Bytes digest = detail::digest_of(chain, question.purpose);
  const auto known = good_paths.find(digest);
  if (known && known->is_in_date(question.now)) return known->answer(question);
  return judge_anew(chain, question, digest);
}

// Botan's path is of certificates that we have: no need to read them again.
std::vector<Certificate> TrustAnchors::State::path_of(const Botan::Path_Validation_Result& result,
                                                      const std::vector<Certificate>& chain) const {
  std::vector<Certificate> path;
  for (const auto& wanted : result.cert_path()) {
    const auto is_it = [&](const Certificate& one) { return *one.state_->parsed == wanted; };
    const auto sent = std::ranges::find_if(chain, is_it);
    path.push_back(sent != chain.end() ? *sent : *std::ranges::find_if(anchors, is_it));
  }
  return path;
}

// Of the certificates only those that were of use: the others may be anybody's.
void TrustAnchors::State::remember(const base::Bytes& digest, const detail::GoodPath& path) const {
  good_paths.keep(digest, path);
  for (const auto& each : path.certificates) certificates.keep(each.fingerprint(), each);
}

ChainResult TrustAnchors::State::judge_anew(const std::vector<Certificate>& chain, const ChainToVerify& question,
                                            const base::Bytes& digest) const {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    if (has_a_huge_key(chain[i]))
      return {Verdict::weak_key, detail::in_words({Verdict::weak_key, i}, chain, question), {}};
  }
  const auto result = validate(chain, question);
  if (detail::leads_nowhere(result)) {
    return {Verdict::unknown_ca, detail::who_signed(chain, anchors), {}};
  }
  const std::vector<Certificate> path = path_of(result, chain);
  auto fault = detail::gravest(result);
  fault = without_md5(fault, path.at(fault.at));
  if (is_slight(fault.verdict)) fault = fault_of_end_entity(path.front()).value_or(fault);
  fault = with_the_key_named(fault, path);
  if (fault.verdict != Verdict::good)
    return {fault.verdict, detail::in_words(fault, path, question), detail::subjects_of(path)};
  remember(digest, {path});
  return detail::GoodPath{path}.answer(question);
}

ChainResult TrustAnchors::verify(const ChainToVerify& question) const {
  if (question.chain.empty()) return {Verdict::malformed, "is not there: the chain is empty", {}};
  try {
    return state_->judge(considered(question.chain), question);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    return {Verdict::malformed, "cannot be judged: something in the chain makes no sense", {}};
  }
}

Certificate TrustAnchors::read(base::View der) const {
  const auto known = state_->certificates.find(digest(Hash::sha256, der));
  return known ? *known : Certificate::from_der(der);
}

}  // namespace vitrine::crypto
