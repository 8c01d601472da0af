// The CA file: which one, and what is in it.
#pragma once
#include <string>

#include "crypto/certificate.hpp"

namespace vitrine::cli {

/// The file's CAs. Throws UsageError with words for whoever named that file, or has none yet.
crypto::TrustAnchors read_trust(const std::string& file);

/// A path as people write it: with ~ for their home.
std::string with_tilde(const std::string& path);

}  // namespace vitrine::cli
