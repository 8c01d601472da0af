// Read before: crypto/version.hpp.
#include "crypto/version.hpp"

#include <botan/version.h>

namespace vitrine::crypto {

std::string library_version() { return "Botan " + Botan::short_version_string(); }

}  // namespace vitrine::crypto
