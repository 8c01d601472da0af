// Pre-shared keys from a file, as both programs take them with --psk. A line for each key:
//   external IDENTITY HEXKEY [sha384]      used as it is, with SHA-256 unless it says otherwise
//   imported IDENTITY HEXKEY [CONTEXT]     through RFC 9258, for every hash; CONTEXT must be the same on both sides
// Empty lines, and what follows a #, mean nothing. Read before: secret_file.hpp; tls/psk_importer.hpp.
#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "tls/ticket.hpp"

namespace vitrine::files {

/// In the order of the file. Throws Unusable, naming file and line: not understood, a key that is too short or that is
/// there in both kinds, an identity that comes twice.
std::vector<std::shared_ptr<const tls::ExternalPsk>> read_psk_file(const std::filesystem::path& path);

}  // namespace vitrine::files
