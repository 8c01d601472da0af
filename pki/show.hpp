// Certificates put into words.
#pragma once
#include <filesystem>
#include <string>

namespace vitrine::pki {

/// Every certificate of a file, a paragraph each. `file` is a path, or what a file in `folder` is called, with or
/// without .pem. Harmless to a terminal, whoever made the file. Throws Error.
std::string show(const std::filesystem::path& folder, const std::string& file);

}  // namespace vitrine::pki
