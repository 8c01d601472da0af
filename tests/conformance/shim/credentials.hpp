// Certificates and keys from the files that the command line names. Read next: shim/configuration.hpp.
#pragma once
#include <memory>
#include <vector>

#include "shim/settings.hpp"
#include "tls/config.hpp"

namespace shim {

/// Throws Unsupported when the file holds what we cannot use.
std::vector<vitrine::crypto::Certificate> certificates(const std::string& file);

/// Empty: nothing to show.
tls::Credentials credentials(const Settings& settings);

}  // namespace shim
