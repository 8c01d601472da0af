// A certificate and its key from two files, as a TLS endpoint shows them. Read before: secret_file.hpp.
#pragma once
#include <filesystem>

#include "tls/config.hpp"

namespace vitrine::files {

/// Throws Unusable: unreadable, damaged, not belonging together, or a key that others can read.
tls::Credential read_credential(const std::filesystem::path& certificate, const std::filesystem::path& key);

/// As people write it, with ~ for their home; safe to print.
std::string shown(const std::filesystem::path& path);

}  // namespace vitrine::files
