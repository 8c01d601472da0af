// What trust anchors remember of a chain that was good. Read before: crypto/trust_anchors.cpp.
#pragma once
#include <vector>

#include "crypto/certificate.hpp"

namespace vitrine::crypto::detail {

/// A path that was found good, whoever's name was asked for. What can still change is the time.
struct GoodPath {
  std::vector<Certificate> certificates;  // from the end entity to the anchor

  bool is_in_date(Time now) const;
  /// Good, if the name is the right one.
  ChainResult answer(const ChainToVerify& question) const;
};

/// What it is remembered by: all certificates that were considered, and their purpose.
base::Bytes digest_of(const std::vector<Certificate>& chain, Purpose purpose);

std::vector<std::string> subjects_of(const std::vector<Certificate>& certificates);

}  // namespace vitrine::crypto::detail
