// Which Botan is underneath, for --version.
#pragma once
#include <string>

namespace vitrine::crypto {

/// "Botan 3.13.0".
std::string library_version();

}  // namespace vitrine::crypto
