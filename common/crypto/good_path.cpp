// See detail/good_path.hpp.
#include "crypto/detail/good_path.hpp"

#include <algorithm>

#include "crypto/detail/findings.hpp"
#include "crypto/hash.hpp"

namespace vitrine::crypto::detail {

bool GoodPath::is_in_date(Time now) const {
  return std::ranges::all_of(certificates,
                             [now](const auto& each) { return each.not_before() <= now && now <= each.not_after(); });
}

ChainResult GoodPath::answer(const ChainToVerify& question) const {
  const bool named = question.host.empty() || certificates.front().matches_name(question.host);
  const Fault found{named ? Verdict::good : Verdict::name_mismatch, 0};
  return {found.verdict, in_words(found, certificates, question), subjects_of(certificates)};
}

base::Bytes digest_of(const std::vector<Certificate>& chain, Purpose purpose) {
  RunningHash all(Hash::sha256);
  const auto use = static_cast<std::uint8_t>(purpose);
  all.update({&use, 1});
  for (const auto& each : chain) all.update(each.fingerprint());
  return all.current();
}

std::vector<std::string> subjects_of(const std::vector<Certificate>& certificates) {
  std::vector<std::string> names;
  names.reserve(certificates.size());
  for (const auto& each : certificates) names.push_back(each.subject());
  return names;
}

}  // namespace vitrine::crypto::detail
