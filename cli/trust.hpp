// Whom we believe: the CAs of a file, or for a class with a seed the one that goes with it.
#pragma once
#include <string>

#include "crypto/certificate.hpp"
#include "options.hpp"

namespace vitrine::cli {

/// The CA file, or what to call the CA that stands in no file.
std::string trusted_file(const Options& options);

/// The CAs. Throws UsageError with words for whoever named that file, or has none yet.
crypto::TrustAnchors read_trust(const Options& options);

/// Nobody named a file, and the usual one is not there: the daemon has never been started.
bool waits_for_a_ca(const Options& options);

/// A path as people write it: with ~ for their home.
std::string with_tilde(const std::string& path);

}  // namespace vitrine::cli
